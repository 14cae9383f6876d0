"""OpenID Connect (Core 1.0, and Discovery 1.0) for this API."""

from __future__ import annotations

from .._auth import oauth_scope, open_id_connect, open_id_connect_credentials
from ..operations import OPERATIONS


class OAuthScopePeopleEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    OPENID
    EMAIL
    PROFILEWRITE
    NOT
    A
    SCOPE
    """

    OPENID = "openid"
    EMAIL = "email"
    PROFILEWRITE = "profile:write"
    NOT = "not"
    A = "a"
    SCOPE = "scope"


class PeopleCredentials(open_id_connect_credentials.OpenIdConnectCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "PEOPLE"


class People(open_id_connect.OpenIdConnect):
    """Logs people in, and puts the tokens that this gives on requests.

    Everybody has an account.
    """

    scheme = "people"
    discovery_url = "https://id.example/tenant/.well-known/openid-configuration"
    scope_enum = OAuthScopePeopleEnum
    operations = OPERATIONS
