"""The body of a request that may have to be sent twice."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def bytes_of(body: Any) -> bytes | None:
    """A body that is at hand: none is an empty one, and of a stream nothing is read."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else None


def position_of(body: Any) -> int | None:
    """Where a body begins that is a file; None for all others."""
    try:
        return int(body.tell())
    except (AttributeError, OSError):
        return None


def rewind(body: Any, position: int | None) -> bool:
    """Whether a body can be sent once more; a file is set back to where it began."""
    if bytes_of(body) is not None:
        return True
    if position is None:
        return False
    body.seek(position)
    return True
