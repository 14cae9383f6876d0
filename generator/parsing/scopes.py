"""The scopes of an OAuth flow (OpenAPI, OAuth Flow Object)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence as SequenceOf

from ..document import Mapping, Node, Scalar, Sequence, is_null, kind_of
from ..errors import quoted
from ..model import DocumentText, Operation, Scheme, Scope
from ..naming import Namer, scope_members
from .context import Context

# RFC 6749, section 3.3: scope-token.
_SCOPE_TOKEN = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+")


def tokens_in(text: str) -> tuple[str, ...]:
    """The scopes in a text, which have blanks between them; none if one is invalid."""
    words = tuple(filter(None, text.split(" ")))
    return words if all(map(_SCOPE_TOKEN.fullmatch, words)) else ()


def scopes_of(
    context: Context, flow: Mapping, flow_name: str, what: str
) -> list[tuple[str, str]]:
    """Scopes with their descriptions, in the document's order."""
    node = flow.values.get("scopes")
    if node is None or is_null(node):
        context.warn(
            (flow.keys.get("scopes") or flow).place,
            "missing-scopes",
            f"{what}: the {flow_name} flow names no scopes",
            "add `scopes: {}` if there are none",
        )
        return []
    reader = _Reader(context, what)
    if (node := context.follow(node)) is not None:
        reader.read(node)
    return list(reader.scopes.items())


def asked_of(
    scheme: Scheme, operations: Iterable[Operation], namer: Namer
) -> tuple[Scope, ...]:
    """The scopes that operations ask of a scheme which declares none itself."""
    names = (s.open() for o in operations for s in o.scopes_of(scheme.key))
    usable = filter(_SCOPE_TOKEN.fullmatch, dict.fromkeys(names))
    return enumerated([(name, "") for name in usable], namer)


def enumerated(scopes: SequenceOf[tuple[str, str]], namer: Namer) -> tuple[Scope, ...]:
    """The members of the enumeration of scopes, with their descriptions."""
    members = scope_members((name for name, _ in scopes), namer.members)
    return tuple(
        Scope(
            member=member,
            value=DocumentText(name),
            description=DocumentText(description),
        )
        for member, (name, description) in zip(members, scopes, strict=True)
    )


class _Reader:
    """Takes scopes from whatever form people give them."""

    def __init__(self, context: Context, what: str) -> None:
        self._context = context
        self._what = what
        self.scopes: dict[str, str] = {}

    def read(self, node: Node) -> None:
        match node:
            case Mapping():
                self._entries(node)
            case Sequence():
                self._not_a_mapping(node, "its items are taken as scopes")
                self._items(node)
            case Scalar(kind="string"):
                # RFC 6749, section 3.3: scopes in one text have spaces between them.
                self._not_a_mapping(node, "its words are taken as scopes")
                for word in node.text.split():
                    self._context.count(node)
                    self._scope(Scalar(node.source, node.offset, word), "")
            case _:
                self._not_a_mapping(node, "it is left out")

    def _entries(self, node: Mapping) -> None:
        self._context.count(node, len(node.keys))
        for key, description in node.items():
            extension = self._context.version == "2.0" and key.text.startswith("x-")
            if not extension:
                named = f"{self._what}: scope {quoted(key.text)}"
                self._scope(key, self._context.prose(description, named))

    def _items(self, node: Sequence) -> None:
        self._context.count(node, len(node.items))
        for item in node.items:
            match item:
                case Scalar():
                    self._scope(item, "")
                case Mapping():
                    self._entries(item)
                case Sequence():
                    self._not_a_mapping(item, "it is left out")

    def _scope(self, name: Scalar, description: str) -> None:
        self._context.count_text(name)
        tokens = tokens_in(name.text)
        if not tokens:
            self._no_scope(name)
        elif tokens != (name.text,):
            self._several(name, tokens)
        for token in tokens:
            self.scopes.setdefault(token, description)

    def _no_scope(self, name: Scalar) -> None:
        self._context.warn(
            name.place,
            "invalid-scope-name",
            f"{self._what}: {quoted(name.text)} is no scope (RFC 6749, section 3.3: "
            "printable ASCII without blanks, quotes and backslashes)",
            "write one scope per key; this one gets no enum member",
        )

    def _several(self, name: Scalar, tokens: tuple[str, ...]) -> None:
        self._context.count(name, len(tokens))
        self._context.warn(
            name.place,
            "several-scopes",
            f"{self._what}: scope {quoted(name.text)} has blanks, which stand between "
            "scopes (RFC 6749, section 3.3)",
            "write one scope per key; its words are taken as scopes",
        )

    def _not_a_mapping(self, node: Node, outcome: str) -> None:
        self._context.warn(
            node.place,
            "scopes-not-a-mapping",
            f"{self._what}: scopes must be a mapping, and this is {kind_of(node)}; "
            f"{outcome}",
            "write each scope as `name: description`",
        )
