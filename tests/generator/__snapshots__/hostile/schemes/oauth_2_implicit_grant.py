"""The API key in a header of this API."""

from __future__ import annotations

from .._auth.api_key import ApiKeyHeader, ApiKeyHeaderCredentials


class Oauth2ImplicitGrantCredentials(ApiKeyHeaderCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "OAUTH_2_IMPLICIT_GRANT"


class Oauth2ImplicitGrant(ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "oauth_2_implicit_grant"
    header = "X-Grant"
