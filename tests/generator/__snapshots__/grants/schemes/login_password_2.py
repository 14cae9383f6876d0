"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class LoginPassword2Credentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "LOGIN_PASSWORD_2"


class LoginPassword2(api_key.ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "login_password_2"
    parameter = "X-Key"
