"""The OAuth 2 implicit grant (RFC 6749, section 4.2) of this API."""

from __future__ import annotations

from .._auth import implicit, implicit_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeLoginEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    READITEMS
        read items
    WRITEITEMS
        write items
    """

    READITEMS = "read:items"
    WRITEITEMS = "write:items"


class LoginCredentials(implicit_credentials.ImplicitCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN"


class Login(implicit.ImplicitGrant):
    """Gets tokens by the implicit grant and puts them on requests.

    The implicit grant is weaker than others: the token passes through the browser, and
    nothing ties it to the client that asked (RFC 9700, section 2.1.2).

    Use `client.login_authorization_code` in its place (`LoginAuthorizationCode`): the
    authorization code grant with PKCE.

    The document calls this scheme deprecated: if there is another one, use that.

    Every flow has a manager of its own.
    """

    scheme = "login"
    authorization_url = "https://auth.example/authorize"
    metadata_url = "https://auth.example/.well-known/oauth-authorization-server"
    scope_enum = OAuthScopeLoginEnum
    operations = OPERATIONS
