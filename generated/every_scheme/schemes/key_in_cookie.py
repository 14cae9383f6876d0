"""The API key in a cookie of this API."""

from __future__ import annotations

from .._auth import api_key


class KeyInCookieCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "KEY_IN_COOKIE"


class KeyInCookie(api_key.ApiKeyCookie):
    """Puts the key on requests."""

    scheme = "key_in_cookie"
    parameter = "session"
