"""The API key in a header of this API."""

from __future__ import annotations

from .._auth.api_key import ApiKeyHeader, ApiKeyHeaderCredentials


class XApiKeyCredentials(ApiKeyHeaderCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "X_API_KEY"


class XApiKey(ApiKeyHeader):
    """Puts the key on requests.

    Ask the owner for one.
    """

    scheme = "x_api_key"
    header = "X-Api-Key"
