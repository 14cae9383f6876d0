"""The API key in a cookie of this API."""

from __future__ import annotations

from .._auth import api_key


class SessionCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "SESSION"


class Session(api_key.ApiKeyCookie):
    """Puts the key on requests."""

    scheme = "session"
    parameter = "sid"
