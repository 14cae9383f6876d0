"""Names of headers, of cookies and of HTTP authentication schemes."""

from __future__ import annotations

import re

from ..document import Scalar
from ..errors import quoted
from .context import Context

# RFC 9110, section 5.6.2; RFC 6265, section 4.1.1, takes cookie names from there.
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FRAMING_HEADERS = frozenset(
    "connection content-length content-type expect host keep-alive te trailer "
    "transfer-encoding upgrade".split()
)


def is_header_of_a_key(context: Context, name: Scalar, what: str) -> bool:
    """Whether a key can travel under a name; a warning where it cannot."""
    usable = _TOKEN.fullmatch(name.text) is not None
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


def is_cookie_of_a_key(context: Context, name: Scalar, what: str) -> bool:
    """The same for a cookie."""
    if _TOKEN.fullmatch(name.text):
        return True
    context.warn(
        name.place,
        "invalid-cookie-name",
        f"{what}: {quoted(name.text)} cannot be the cookie of a key",
        "use letters, digits, - and _ (RFC 6265, section 4.1.1); this scheme is left "
        "out",
    )
    return False


def is_http_scheme(context: Context, name: Scalar, what: str) -> bool:
    """The same for what stands before the credentials in `Authorization`."""
    if _TOKEN.fullmatch(name.text):
        return True
    context.warn(
        name.place,
        "invalid-http-scheme",
        f"{what}: {quoted(name.text)} is no HTTP authentication scheme",
        "use a registered one, such as bearer or basic (RFC 9110, section 11.1); this "
        "scheme is left out",
    )
    return False
