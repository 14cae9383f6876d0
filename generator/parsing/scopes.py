"""The scopes of an OAuth flow (OpenAPI, OAuth Flow Object)."""

from __future__ import annotations

import re

from ..document import Mapping, Node, Scalar, Sequence, is_null, kind_of
from ..errors import quoted
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
    context.count(node, len(node.keys))
    context.count(node, len(node.keys))
    scopes: list[tuple[str, str]] = []
    for key, description in node.items():
        extension = context.version == "2.0" and key.text.startswith("x-")
        if not extension and _is_scope(context, key, what):
            named = f"{what}: scope {quoted(key.text)}"
            scopes.append((key.text, context.prose(description, named)))
    return scopes


def _scope_list(context: Context, node: Sequence, what: str) -> list[tuple[str, str]]:
    _not_a_mapping(context, node, what, "its items are taken as scopes")
    context.count(node, len(node.items))
    context.count(node, len(node.items))
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
    context.count_text(name)
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
