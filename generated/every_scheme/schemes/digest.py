"""HTTP Digest authentication (RFC 7616) for this API."""

from __future__ import annotations

from .._auth import http_basic, http_digest


class DigestCredentials(http_basic.HttpBasicCredentials):
    """Credentials of the scheme: name and password."""

    __slots__ = ()

    environment_prefix = "DIGEST"


class Digest(http_digest.HttpDigest):
    """Answers the server's challenges, for which it never sends the password."""

    scheme = "digest"
