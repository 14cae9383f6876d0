"""OpenID Connect (Core 1.0, and Discovery 1.0) for this API."""

from __future__ import annotations

from .._auth.oauth_scope import OAuthScope
from .._auth.open_id_connect import OpenIdConnect
from .._auth.open_id_connect_credentials import OpenIdConnectCredentials
from ..operations import OPERATIONS


class OAuthScopePeopleEnum(OAuthScope):
    """The scopes that the document declares.

    OPENID
    EMAIL
    PROFILEWRITE
    """

    OPENID = "openid"
    EMAIL = "email"
    PROFILEWRITE = "profile:write"


class PeopleCredentials(OpenIdConnectCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "PEOPLE"


class People(OpenIdConnect):
    """Logs people in, and puts the tokens that this gives on requests.

    Everybody has an account.
    """

    scheme = "people"
    discovery_url = "https://id.example/tenant/.well-known/openid-configuration"
    scope_enum = OAuthScopePeopleEnum
    operations = OPERATIONS
