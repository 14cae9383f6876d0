"""JSON objects that others have written (RFC 8259), read strictly."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def parse_object(text: bytes | str) -> dict[str, Any] | None:
    """The members of an object; None where the text is no object, or has a name twice.

    Numbers that are not whole stay text. No error is raised: that of the parser holds
    the whole text, which is secret here.
    """
    try:
        content: dict[str, Any] | None = json.loads(
            text, object_pairs_hook=_unique, parse_float=str, parse_constant=str
        )
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError
    return members
