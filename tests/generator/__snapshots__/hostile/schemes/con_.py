"""The API key in a header of this API."""

from __future__ import annotations

from .._auth.api_key import ApiKeyHeader, ApiKeyHeaderCredentials


class ConCredentials(ApiKeyHeaderCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "CON"


class Con(ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "con_"
    header = "X-Con"
