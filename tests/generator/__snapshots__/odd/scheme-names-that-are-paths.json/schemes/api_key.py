"""The API key in a header of this API."""

from __future__ import annotations

from .._auth.api_key import ApiKeyHeader, ApiKeyHeaderCredentials


class ApiKeyCredentials(ApiKeyHeaderCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "API_KEY"


class ApiKey(ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "api_key"
    header = "X-One"
