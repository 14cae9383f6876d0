"""The OAuth 2 implicit grant (RFC 6749, section 4.2) of this API."""

from __future__ import annotations

from .._auth import implicit, implicit_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeLoginEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    ON
        switched on
    NO
        refused
    SCOPE_1E3
        a thousand
    SCOPE_2024_02_31
        an impossible date
    SCOPE_0O17
        an octal of YAML 1.2
    SCOPE_010
        an octal of YAML 1.1
    SCOPE_1230
        half past twelve, or 750
    SCOPE_1_10
        not 1.1
    SCOPE
        nothing
    SCOPE_2
        the value tag
    SCOPE_0X1F
        a hexadecimal
    COMPLEX
        a key with a question mark
    """

    ON = "on"
    NO = "no"
    SCOPE_1E3 = "1e3"
    SCOPE_2024_02_31 = "2024-02-31"
    SCOPE_0O17 = "0o17"
    SCOPE_010 = "010"
    SCOPE_1230 = "12:30"
    SCOPE_1_10 = "1.10"
    SCOPE = "~"
    SCOPE_2 = "="
    SCOPE_0X1F = "0x1F"
    COMPLEX = "complex"


class LoginCredentials(implicit_credentials.ImplicitCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN"


class Login(implicit.ImplicitGrant):
    """Gets tokens by the implicit grant and puts them on requests.

    The implicit grant is weaker than others: the token passes through the browser, and
    nothing ties it to the client that asked (RFC 9700, section 2.1.2).

    Where the server offers the authorization code grant with PKCE, use that.
    """

    scheme = "login"
    authorization_url = "https://login.example/authorize"
    scope_enum = OAuthScopeLoginEnum
    operations = OPERATIONS
