"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class XApiKey2Credentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "X_API_KEY_2"


class XApiKey2(api_key.ApiKeyHeader):
    """Puts the key on requests.

    The same header under another name.
    """

    scheme = "x_api_key_2"
    parameter = "X-Api-Key"
