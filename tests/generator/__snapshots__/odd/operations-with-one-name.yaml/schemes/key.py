"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class KeyCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "KEY"


class Key(api_key.ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "key"
    parameter = "X-Key"
