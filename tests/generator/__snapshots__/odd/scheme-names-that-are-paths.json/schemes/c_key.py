"""The API key in a header of this API."""

from __future__ import annotations

from .._auth.api_key import ApiKeyHeader, ApiKeyHeaderCredentials


class CKeyCredentials(ApiKeyHeaderCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "C_KEY"


class CKey(ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "c_key"
    header = "X-Three"
