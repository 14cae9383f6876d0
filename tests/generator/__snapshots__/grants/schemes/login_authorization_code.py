"""The OAuth 2 authorization code grant (RFC 6749, section 4.1) of this API."""

from __future__ import annotations

from .._auth.authorization_code import AuthorizationCodeGrant
from .._auth.authorization_code_credentials import AuthorizationCodeCredentials
from .._auth.oauth_scope import OAuthScope
from ..operations import OPERATIONS


class OAuthScopeLoginAuthorizationCodeEnum(OAuthScope):
    """The scopes that the document declares.

    READITEMS
        read items
    WRITEITEMS
        write items
    """

    READITEMS = "read:items"
    WRITEITEMS = "write:items"


class LoginAuthorizationCodeCredentials(AuthorizationCodeCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN_AUTHORIZATION_CODE"


class LoginAuthorizationCode(AuthorizationCodeGrant):
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
