"""The scopes of an OAuth flow (OpenAPI, OAuth Flow Object)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence as SequenceOf

from ..document import Mapping, Node, Scalar, Sequence, is_null, kind_of
from ..errors import quoted
from ..model import DocumentText, Operation, Scheme, Scope
from ..naming import scope_members
from .context import Context

# RFC 6749, section 3.3: scope-token.
_SCOPE_TOKEN = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+")


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
    node = context.follow(node)
    if isinstance(node, Sequence):
        return _scope_list(context, node, what)
    if not isinstance(node, Mapping):
        if node is not None:
            _not_a_mapping(context, node, what, "they are left out")
        return []
    scopes: list[tuple[str, str]] = []
    for key, description in node.items():
        extension = context.version == "2.0" and key.text.startswith("x-")
        if not extension and _is_scope(context, key, what):
            named = f"{what}: scope {quoted(key.text)}"
            scopes.append((key.text, context.prose(description, named)))
    return scopes


def asked_of(scheme: Scheme, operations: Iterable[Operation]) -> tuple[Scope, ...]:
    """The scopes that operations ask of a scheme which declares none itself."""
    names = (s.open() for o in operations for s in o.scopes_of(scheme.key))
    usable = filter(_SCOPE_TOKEN.fullmatch, dict.fromkeys(names))
    return enumerated([(name, "") for name in usable])


def enumerated(scopes: SequenceOf[tuple[str, str]]) -> tuple[Scope, ...]:
    """The members of the enumeration of scopes, with their descriptions."""
    members = scope_members(name for name, _ in scopes)
    return tuple(
        Scope(
            member=member,
            value=DocumentText(name),
            description=DocumentText(description),
        )
        for member, (name, description) in zip(members, scopes, strict=True)
    )


def _scope_list(context: Context, node: Sequence, what: str) -> list[tuple[str, str]]:
    _not_a_mapping(context, node, what, "its items are taken as scopes")
    names = [item for item in node.items if isinstance(item, Scalar)]
    usable = (name.text for name in names if _is_scope(context, name, what))
    return [(name, "") for name in dict.fromkeys(usable)]


def _not_a_mapping(context: Context, node: Node, what: str, outcome: str) -> None:
    context.warn(
        node.place,
        "scopes-not-a-mapping",
        f"{what}: scopes must be a mapping, and this is {kind_of(node)}; {outcome}",
        "write each scope as `name: description`",
    )


def _is_scope(context: Context, name: Scalar, what: str) -> bool:
    if _SCOPE_TOKEN.fullmatch(name.text):
        return True
    context.warn(
        name.place,
        "invalid-scope-name",
        f"{what}: {quoted(name.text)} is no scope (RFC 6749, section 3.3: no "
        "blanks, quotes, backslashes or characters beyond ASCII)",
        "write one scope per key; this one gets no enum member",
    )
    return False
