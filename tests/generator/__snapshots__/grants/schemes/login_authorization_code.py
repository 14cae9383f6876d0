"""The OAuth 2 authorization code grant (RFC 6749, section 4.1) of this API."""

from __future__ import annotations

from .._auth import authorization_code, authorization_code_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeLoginAuthorizationCodeEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    READITEMS
        read items
    WRITEITEMS
        write items
    """

    READITEMS = "read:items"
    WRITEITEMS = "write:items"


class LoginAuthorizationCodeCredentials(
    authorization_code_credentials.AuthorizationCodeCredentials
):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN_AUTHORIZATION_CODE"


class LoginAuthorizationCode(authorization_code.AuthorizationCodeGrant):
    """Gets tokens by the authorization code grant and puts them on requests.

    The document calls this scheme deprecated: if there is another one, use that.

    Every flow has a manager of its own.
    """

    scheme = "login"
    authorization_url = "https://auth.example/authorize"
    token_url = "../token"
    refresh_url = "/refresh"
    metadata_url = "https://auth.example/.well-known/oauth-authorization-server"
    scope_enum = OAuthScopeLoginAuthorizationCodeEnum
    operations = OPERATIONS
