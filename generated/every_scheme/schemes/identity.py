"""OpenID Connect (Core 1.0, and Discovery 1.0) for this API."""

from __future__ import annotations

from .._auth import oauth_scope, open_id_connect, open_id_connect_credentials
from ..operations import OPERATIONS


class OAuthScopeIdentityEnum(oauth_scope.OAuthScope):
    """The scopes that the document asks for."""

    OPENID = "openid"
    REPORTS = "reports"


class IdentityCredentials(open_id_connect_credentials.OpenIdConnectCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "IDENTITY"


class Identity(open_id_connect.OpenIdConnect):
    """Logs people in, and puts the tokens that this gives on requests."""

    scheme = "identity"
    discovery_url = "https://auth.example.com/.well-known/openid-configuration"
    scope_enum = OAuthScopeIdentityEnum
    operations = OPERATIONS
