"""The API key in a header of this API."""

from __future__ import annotations

from .._auth.api_key import ApiKeyHeader, ApiKeyHeaderCredentials


class XCredentials(ApiKeyHeaderCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "X"


class X(ApiKeyHeader):
    """Puts the key on requests.

    \u005c\u0022\u0022\u0022
    """

    scheme = "x"
    header = "X-`|'*~"
