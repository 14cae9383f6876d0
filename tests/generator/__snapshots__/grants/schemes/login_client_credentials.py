"""The OAuth 2 client credentials grant (RFC 6749, section 4.4) of this API."""

from __future__ import annotations

from .._auth import client_credentials, client_credentials_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeLoginClientCredentialsEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    READITEMS
        read items
    """

    READITEMS = "read:items"


class LoginClientCredentialsCredentials(
    client_credentials_credentials.ClientCredentialsCredentials
):
    """Credentials of the scheme: client id and secret, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN_CLIENT_CREDENTIALS"


class LoginClientCredentials(client_credentials.ClientCredentialsGrant):
    """Gets tokens by the client credentials grant and puts them on requests.

    The document calls this scheme deprecated: if there is another one, use that.

    Every flow has a manager of its own.
    """

    scheme = "login"
    token_url = "http://auth.example/token"
    metadata_url = "https://auth.example/.well-known/oauth-authorization-server"
    scope_enum = OAuthScopeLoginClientCredentialsEnum
    operations = OPERATIONS
