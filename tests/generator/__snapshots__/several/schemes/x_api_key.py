"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class XApiKeyCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "X_API_KEY"


class XApiKey(api_key.ApiKeyHeader):
    """Puts the key on requests.

    Ask the owner for one.
    """

    scheme = "x_api_key"
    parameter = "X-Api-Key"
