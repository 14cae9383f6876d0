"""The OAuth 2 implicit grant (RFC 6749, section 4.2) of this API."""

from __future__ import annotations

from .._auth import implicit, implicit_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeSignInEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares."""

    READ = "read"


class SignInCredentials(implicit_credentials.ImplicitCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "SIGN_IN"


class SignIn(implicit.ImplicitGrant):
    """Gets tokens by the implicit grant and puts them on requests.

    The implicit grant is weaker than others: the token passes through the browser, and
    nothing ties it to the client that asked (RFC 9700, section 2.1.2).

    Use `client.login_authorization_code` in its place (`LoginAuthorizationCode`): the
    authorization code grant with PKCE.
    """

    scheme = "sign_in"
    authorization_url = None
    scope_enum = OAuthScopeSignInEnum
    operations = OPERATIONS
