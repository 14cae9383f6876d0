"""Header names."""

from __future__ import annotations

import re

from ..document import Scalar
from ..errors import quoted
from .context import Context

# RFC 9110, section 5.6.2: token.
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FRAMING_HEADERS = frozenset(
    "connection content-length content-type expect host keep-alive te trailer "
    "transfer-encoding upgrade".split()
)


def is_header_of_a_key(context: Context, name: Scalar, what: str) -> bool:
    """Whether a key can travel under a name; a warning where it cannot."""
    usable = _HEADER_NAME.fullmatch(name.text) is not None
    if usable and name.text.lower() not in _FRAMING_HEADERS:
        return True
    context.warn(
        name.place,
        "invalid-header-name",
        f"{what}: {quoted(name.text)} cannot be the header of a key",
        "use a header name of RFC 9110 that does not frame the request; "
        "this scheme is left out",
    )
    return False
