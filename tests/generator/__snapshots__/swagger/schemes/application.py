"""The OAuth 2 client credentials grant (RFC 6749, section 4.4) of this API."""

from __future__ import annotations

from .._auth import client_credentials, client_credentials_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeApplicationEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    THINGSREAD
        read things
    """

    THINGSREAD = "things:read"


class ApplicationCredentials(
    client_credentials_credentials.ClientCredentialsCredentials
):
    """Credentials of the scheme: client id and secret, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "APPLICATION"


class Application(client_credentials.ClientCredentialsGrant):
    """Gets tokens by the client credentials grant and puts them on requests."""

    scheme = "application"
    token_url = "https://auth.example/token"
    scope_enum = OAuthScopeApplicationEnum
    operations = OPERATIONS
