"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class ApiKeyCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "API_KEY"


class ApiKey(api_key.ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "api_key"
    parameter = "X-API-Key"
