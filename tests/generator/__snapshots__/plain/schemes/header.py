"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class HeaderCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "HEADER"


class Header(api_key.ApiKeyHeader):
    """Puts the key on requests.

    In a header.
    """

    scheme = "header"
    parameter = "X-Key"
