"""The OAuth 2 client credentials grant (RFC 6749, section 4.4) of this API."""

from __future__ import annotations

from .._auth import client_credentials, client_credentials_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeLoginClientCredentialsEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    READITEMS
        read items
    WRITEITEMS
        add and change items
    """

    READITEMS = "read:items"
    WRITEITEMS = "write:items"


class LoginClientCredentialsCredentials(
    client_credentials_credentials.ClientCredentialsCredentials
):
    """Credentials of the scheme: client id and secret, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN_CLIENT_CREDENTIALS"


class LoginClientCredentials(client_credentials.ClientCredentialsGrant):
    """Gets tokens by the client credentials grant and puts them on requests.

    People and programs get tokens here.
    """

    scheme = "login"
    token_url = "https://auth.example.com/token"
    metadata_url = "https://auth.example.com/.well-known/oauth-authorization-server"
    scope_enum = OAuthScopeLoginClientCredentialsEnum
    operations = OPERATIONS
