"""The server's side of HTTP Digest (RFC 7616), with one nonce and SHA-256."""

from __future__ import annotations

import hashlib
from urllib.request import parse_http_list, parse_keqv_list

from .messages import Request

_REALM, _NONCE = "tests", "nonce-of-tests"

CHALLENGE = f'Digest realm="{_REALM}", qop="auth", algorithm=SHA-256, nonce="{_NONCE}"'


def is_answered(request: Request, username: str, password: str) -> bool:
    """Whether a request holds the answer of who knows the password (section 3.4.1)."""
    kind, _, told = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "digest":
        return False
    fields = parse_keqv_list(parse_http_list(told))
    if fields.get("nonce") != _NONCE or fields.get("uri") != request.url:
        return False
    counted = (fields.get(name, "") for name in ("nc", "cnonce", "qop"))
    secret = _hash(username, _REALM, password)
    what = _hash(request.method, request.url)
    return fields.get("response") == _hash(secret, _NONCE, *counted, what)


def _hash(*parts: str) -> str:
    return hashlib.sha256(":".join(parts).encode()).hexdigest()
