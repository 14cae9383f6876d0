"""What operations ask for: root and operation `security` (Security Requirement)."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from itertools import chain, count
from typing import NamedTuple

from ..document import Mapping, Node, Scalar, Sequence, Shape, is_null, kind_of
from ..errors import Place, quoted
from ..model import DeclaredScheme, DocumentText, Operation, Requirement
from ..naming import Identifier
from .conflicts import Conflicts
from .context import Context
from .lookup import SchemeLookup
from .remarks import Remarks
from .scopes import tokens_in

_LEFT_OUT = "the operations in it are left out"

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_TYPES_WITH_SCOPES = ("oauth2", "openIdConnect")

OPERATION_SHAPE: Shape = {"operationId": None, "security": None}
PATH_ITEM_SHAPE: Shape = {
    "$ref": None,
    "additionalOperations": {"*": OPERATION_SHAPE},
    **dict.fromkeys(METHODS, OPERATION_SHAPE),
}


class _Found(NamedTuple):
    """An operation in the document."""

    method: str
    path: Scalar
    node: Mapping

    @property
    def title(self) -> str:
        return f"{self.method.upper()} {self.path.text}"


_Alternative = tuple[Requirement, ...]


class RequirementParser:
    """Reads every operation's `security` against the schemes that are declared."""

    def __init__(
        self,
        context: Context,
        lookup: SchemeLookup,
        schemes: Collection[DeclaredScheme],
        unread: Collection[str] | None,
    ) -> None:
        """`unread`: names of schemes that are broken, which was said; None for all."""
        self._context = context
        self._lookup = lookup
        self._keys = {str(g.key) for s in schemes for g in s.generated}
        self._unread = unread
        self._remarks = Remarks(context)
        self._conflicts = Conflicts(context, lookup)

    def parse(self, root: Mapping) -> tuple[Operation, ...]:
        """All operations, in the document's order."""
        security = root.values.get("security")
        if security is not None and not isinstance(security, Sequence):
            self._context.warn(*_no_list(security, "the document"))
            security = None
        default = self._alternatives(security, "the document") if security else ()
        operations: dict[str, Operation] = {}
        for found in self._find(root):
            name = self._name(found, operations)
            operations[name] = Operation(
                name=DocumentText(name), alternatives=self._security(found, default)
            )
        self._conflicts.report()
        self._remarks.report()
        return tuple(operations.values())

    def _find(self, root: Mapping) -> Iterator[_Found]:
        paths = self._context.optional(root.get("paths"), "paths", _LEFT_OUT)
        for path, node in paths.items() if paths else ():
            if path.text.startswith("x-") or is_null(node):
                continue
            item = self._context.optional(node, f"path {quoted(path.text)}", _LEFT_OUT)
            self._count(path, item)
            for method, operation in item.items() if item else ():
                yield from self._operations(path, method.text, operation)

    def _operations(self, path: Scalar, method: str, node: Node) -> Iterator[_Found]:
        if method in METHODS and isinstance(node, Mapping):
            yield _Found(method, path, node)
        elif method == "additionalOperations" and isinstance(node, Mapping):
            self._count(path, node)
            for name, operation in node.items():
                if isinstance(operation, Mapping):
                    yield _Found(name.text, path, operation)

    def _count(self, path: Scalar, item: Mapping | None) -> None:
        """Count what may be operations, each of which may be called after its path."""
        for method in item.keys.values() if item else ():
            self._context.count(method)
            self._context.count_text(method)
            self._context.count_text(path)

    def _name(self, found: _Found, taken: Container[str]) -> str:
        """Its `operationId`, or its method and path; never one that is taken."""
        written = found.node.get("operationId")
        if not isinstance(written, Scalar) or not written.text:
            # Another operation may have this text for an operationId.
            return _free(found.title, taken)
        self._context.count_text(written)
        if written.text not in taken:
            return written.text
        name = _free(found.title, taken)
        self._context.warn(
            written.place,
            "duplicate-operation-id",
            f"operationId {quoted(written.text)} is used by several operations",
            f"give each its own; this one is called {quoted(name)}",
        )
        return name

    def _security(
        self, found: _Found, default: tuple[_Alternative, ...]
    ) -> tuple[_Alternative, ...]:
        """An operation's own requirements take the place of the document's."""
        security = found.node.values.get("security")
        if security is None:
            return default
        what = quoted(found.title)
        if isinstance(security, Sequence):
            return self._alternatives(security, what)
        # What protects an operation is not to be guessed.
        self._context.error(*_no_list(security, what))
        return default

    def _alternatives(self, node: Sequence, what: str) -> tuple[_Alternative, ...]:
        alternatives: list[_Alternative] = []
        for item in node.items:
            self._context.count(item)
            if isinstance(item, Mapping):
                self._remarks.optional(item)
                requirements = tuple(self._requirements(item))
                alternatives += self._conflicts.resolved(item, requirements)
            else:
                self._not_a_requirement(item, what)
        return tuple(alternatives)

    def _not_a_requirement(self, item: Node, what: str) -> None:
        self._context.warn(
            item.place,
            "requirement-not-a-mapping",
            f"{what}: a security requirement must be a mapping, and this is "
            f"{kind_of(item)}",
            "write `- scheme: [scopes]`; this item is left out",
        )

    def _requirements(self, item: Mapping) -> Iterator[Requirement]:
        for key, node in item.items():
            scheme = self._lookup.find(key)
            listed = self._scopes(node)
            self._context.count(node, 1 + len(listed))
            for text in (key, *listed):
                self._context.count_text(text)
            has_scopes = scheme is None or scheme.type in _TYPES_WITH_SCOPES
            if scheme is None:
                self._undefined(key)
            elif has_scopes:
                listed = list(self._tokens(scheme, listed))
            elif listed:
                self._remarks.roles(scheme, listed[0])
            texts = tuple(DocumentText(scope.text) for scope in listed)
            yield Requirement(
                scheme=DocumentText(scheme.name if scheme else key.text),
                key=self._key(key.text, scheme),
                generated=scheme is not None and bool(scheme.generated),
                scopes=texts if has_scopes else (),
                roles=() if has_scopes else texts,
            )

    def _undefined(self, key: Scalar) -> None:
        if self._lookup.is_elsewhere(key):
            self._remarks.elsewhere(key)
        elif self._unread is not None and key.text not in self._unread:
            self._remarks.undefined(key)

    def _key(
        self, name: str, scheme: DeclaredScheme | None
    ) -> Identifier | DocumentText:
        """What the table calls a scheme; none is taken for one that is generated."""
        if scheme is not None and scheme.generated:
            return scheme.generated[0].key
        return DocumentText(f"{name} (not generated)" if name in self._keys else name)

    def _tokens(self, scheme: DeclaredScheme, listed: list[Scalar]) -> Iterator[Scalar]:
        """The scopes that are asked for, one by one: some stand together in a text."""
        for scope in listed:
            tokens = tokens_in(scope.text)
            if tokens != (scope.text,):
                self._context.count(scope, len(tokens))
                self._remarks.no_scope(scheme, scope, several=bool(tokens))
            for token in tokens or (scope.text,):
                if tokens and scheme.type == "oauth2" and token not in scheme.scopes:
                    self._remarks.undeclared(scheme, token, scope.place)
                yield Scalar(scope.source, scope.offset, token)

    def _scopes(self, node: Node) -> list[Scalar]:
        if isinstance(node, Sequence):
            return [item for item in node.items if isinstance(item, Scalar)]
        if not is_null(node):
            self._context.warn(
                node.place,
                "scopes-not-a-list",
                f"a requirement's scopes must be a list, and this is {kind_of(node)}",
                "write `[]` if there are none",
            )
        return []


def _no_list(node: Node, what: str) -> tuple[Place, str, str, str]:
    return (
        node.place,
        "security-not-a-list",
        f"{what}: security must be a list, and this is {kind_of(node)}",
        "write `- scheme: [scopes]`, or `[]` where no security is needed",
    )


def _free(title: str, taken: Container[str]) -> str:
    numbered = (f"{title} ({number})" for number in count(2))
    return next(name for name in chain([title], numbered) if name not in taken)
