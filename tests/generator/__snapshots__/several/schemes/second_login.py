"""The OAuth 2 implicit grant (RFC 6749, section 4.2) of this API."""

from __future__ import annotations

from .._auth import implicit, implicit_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeSecondLoginEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    ITEMS_WRITE
        write items
    """

    ITEMS_WRITE = "https://scopes.example/auth/items.write"


class SecondLoginCredentials(implicit_credentials.ImplicitCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "SECOND_LOGIN"


class SecondLogin(implicit.ImplicitGrant):
    """Gets tokens by the implicit grant and puts them on requests.

    The implicit grant is weaker than others: the token passes through the browser, and
    nothing ties it to the client that asked (RFC 9700, section 2.1.2).

    Where the server offers the authorization code grant with PKCE, use that.
    """

    scheme = "second_login"
    authorization_url = "../authorize"
    scope_enum = OAuthScopeSecondLoginEnum
    operations = OPERATIONS
