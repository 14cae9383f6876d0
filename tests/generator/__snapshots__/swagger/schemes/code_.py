"""The OAuth 2 authorization code grant (RFC 6749, section 4.1) of this API."""

from __future__ import annotations

from .._auth import authorization_code, authorization_code_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeCodeEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    THINGSWRITE
        write things
    """

    THINGSWRITE = "things:write"


class CodeCredentials(authorization_code_credentials.AuthorizationCodeCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "CODE"


class Code(authorization_code.AuthorizationCodeGrant):
    """Gets tokens by the authorization code grant and puts them on requests."""

    scheme = "code_"
    authorization_url = "https://auth.example/authorize"
    token_url = "https://auth.example/token"
    scope_enum = OAuthScopeCodeEnum
    operations = OPERATIONS
