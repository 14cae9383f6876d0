"""The OAuth 2 authorization code grant (RFC 6749, section 4.1) of this API."""

from __future__ import annotations

from .._auth import authorization_code, authorization_code_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeLoginEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    READITEMS
        read items
    WRITEITEMS
        add and change items
    """

    READITEMS = "read:items"
    WRITEITEMS = "write:items"


class LoginCredentials(authorization_code_credentials.AuthorizationCodeCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN"


class Login(authorization_code.AuthorizationCodeGrant):
    """Gets tokens by the authorization code grant and puts them on requests.

    People and programs get tokens here.
    """

    scheme = "login"
    authorization_url = "https://auth.example.com/authorize"
    token_url = "https://auth.example.com/token"
    refresh_url = "https://auth.example.com/refresh"
    metadata_url = "https://auth.example.com/.well-known/oauth-authorization-server"
    scope_enum = OAuthScopeLoginEnum
    operations = OPERATIONS
