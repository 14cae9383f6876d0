"""The API key in a header of this API."""

from __future__ import annotations

from .._auth.api_key import ApiKeyHeader, ApiKeyHeaderCredentials


class UnusedCredentials(ApiKeyHeaderCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "UNUSED"


class Unused(ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "unused"
    header = "X-Unused"
