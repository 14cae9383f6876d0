"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class XCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "X"


class X(api_key.ApiKeyHeader):
    """Puts the key on requests.

    \u005c\u0022\u0022\u0022
    """

    scheme = "x"
    parameter = "X-`|'*~"
