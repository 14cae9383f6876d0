"""The OAuth 2 password grant (RFC 6749, section 4.3) of this API."""

from __future__ import annotations

from .._auth.oauth_scope import OAuthScope
from .._auth.password import PasswordGrant
from .._auth.password_credentials import PasswordCredentials
from ..operations import OPERATIONS


class OAuthScopeLoginPasswordEnum(OAuthScope):
    """The scopes that the document declares."""


class LoginPasswordCredentials(PasswordCredentials):
    """Credentials of the scheme: client id, a person's name and password, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN_PASSWORD"


class LoginPassword(PasswordGrant):
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
