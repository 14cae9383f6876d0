"""The OAuth 2 password grant (RFC 6749, section 4.3) of this API."""

from __future__ import annotations

from .._auth import oauth_scope, password, password_credentials
from ..operations import OPERATIONS


class OAuthScopeLoginPasswordEnum(oauth_scope.OAuthScope):
    """For scopes, of which the document declares none."""


class LoginPasswordCredentials(password_credentials.PasswordCredentials):
    """Credentials of the scheme: client id, name and password, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN_PASSWORD"


class LoginPassword(password.PasswordGrant):
    """Gets tokens by the password grant and puts them on requests.

    The password grant must not be used (RFC 9700, section 2.4): your program sees the
    person's password, and no second factor can protect it. Where the server offers
    another grant, use that.

    The document calls this scheme deprecated: if there is another one, use that.

    Every flow has a manager of its own.
    """

    scheme = "login"
    token_url = "//auth.example/token"
    metadata_url = "https://auth.example/.well-known/oauth-authorization-server"
    scope_enum = OAuthScopeLoginPasswordEnum
    operations = OPERATIONS
