"""The API key in a header of this API."""

from __future__ import annotations

from .._auth.api_key import ApiKeyHeader, ApiKeyHeaderCredentials


class KeyCredentials(ApiKeyHeaderCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "KEY"


class Key(ApiKeyHeader):
    """Puts the key on requests.

    half \ufffd a character
    """

    scheme = "key"
    header = "X-Key"
