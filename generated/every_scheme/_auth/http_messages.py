"""The little of HTTP/1.1 that the receiver speaks (RFC 9112), and nothing more.

Nothing of a request is ever echoed, stored or logged: any program on the machine, and
any page in the browser, can connect to a loopback port.
"""

from __future__ import annotations

MAX_REQUEST_LINE = 8 * 1024
"""Bytes; an error in the query is short, and a token never comes in it."""
MAX_HEAD = 16 * 1024
MAX_BODY = 1024 * 1024

_REASONS = {
    200: "OK",
    204: "No Content",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    410: "Gone",
    411: "Length Required",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    431: "Request Header Fields Too Large",
}

CLOSED_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The content security policy of everything that is not the page."""

# Credentials pass through these pages: nothing is kept, framed, sniffed or referred.
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Pragma": "no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


_CONTROLS = frozenset("\r\n\0")


class BadRequestError(Exception):
    """A request that gets a bare status and a closed connection."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Request:
    """The head of one request. Raises BadRequestError for what nobody honest sends."""

    __slots__ = ("_headers", "method", "path", "query")

    def __init__(self, head: bytes) -> None:
        first, *fields = head.decode("latin-1").split("\r\n")
        if len(first) > MAX_REQUEST_LINE:
            raise BadRequestError(431)
        words = first.split(" ")
        if len(words) != 3 or words[2] not in ("HTTP/1.1", "HTTP/1.0"):
            raise BadRequestError(400)
        self.method, target, _ = words
        # Origin-form alone (RFC 9112, section 3.2.1).
        if not target.startswith("/") or target.startswith("//"):
            raise BadRequestError(400)
        self.path, _, self.query = target.partition("?")
        self._headers: dict[str, list[str]] = {}
        for field in fields:
            name, colon, value = field.partition(":")
            # Section 5: a name with blanks is read differently by others, and so is a
            # line that ends within a line (section 2.2).
            if not colon or not name or name != name.strip() or _CONTROLS & {*field}:
                raise BadRequestError(400)
            self._headers.setdefault(name.lower(), []).append(value.strip())

    def header(self, name: str) -> str | None:
        """A header that may stand once; None if it is absent."""
        values = self._headers.get(name, [])
        if len(values) > 1:
            raise BadRequestError(400)
        return values[0] if values else None

    def content_length(self) -> int:
        """How long the body is. It must be said, in digits, and be reasonable."""
        if self.header("transfer-encoding") is not None:
            raise BadRequestError(411)
        length = self.header("content-length")
        if length is None:
            raise BadRequestError(411)
        if not (length.isascii() and length.isdigit()):
            raise BadRequestError(400)
        if len(length) > len(str(MAX_BODY)) or int(length) > MAX_BODY:
            raise BadRequestError(413)
        return int(length)


def response(
    status: int,
    body: str = "",
    *,
    content_type: str = "text/plain",
    policy: str = CLOSED_POLICY,
) -> bytes:
    """A whole response; `policy` is its content security policy."""
    content = body.encode("utf-8")
    headers = {
        **SECURITY_HEADERS,
        "Content-Security-Policy": policy,
        "Connection": "close",
        "Server": "authgen",
    }
    # RFC 9110, section 8.6: 204 has no length.
    if status != 204:
        headers["Content-Type"] = f"{content_type}; charset=utf-8"
        headers["Content-Length"] = str(len(content))
    # Section 15.5.6: 405 says what would do.
    if status == 405:
        headers["Allow"] = "GET, POST"
    fields = [f"{name}: {value}" for name, value in headers.items()]
    head = [f"HTTP/1.1 {status} {_REASONS[status]}", *fields, "", ""]
    return "\r\n".join(head).encode("ascii") + content
