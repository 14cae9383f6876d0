"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class Oauth2ImplicitGrantCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "OAUTH_2_IMPLICIT_GRANT"


class Oauth2ImplicitGrant(api_key.ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "oauth_2_implicit_grant"
    parameter = "X-Grant"
