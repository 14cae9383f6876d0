"""A bearer token (RFC 6750) for this API."""

from __future__ import annotations

from .._auth import http_bearer


class BearerCredentials(http_bearer.HttpBearerCredentials):
    """Credentials of the scheme: the token."""

    __slots__ = ()

    environment_prefix = "BEARER"


class Bearer(http_bearer.HttpBearer):
    """Puts the token on requests."""

    scheme = "bearer"
