"""The API key in a header of this API."""

from __future__ import annotations

from .._auth.api_key import ApiKeyHeader, ApiKeyHeaderCredentials


class LoginPassword2Credentials(ApiKeyHeaderCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "LOGIN_PASSWORD_2"


class LoginPassword2(ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "login_password_2"
    header = "X-Key"
