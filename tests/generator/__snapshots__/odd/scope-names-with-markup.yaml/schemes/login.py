"""The OAuth 2 implicit grant (RFC 6749, section 4.2) of this API."""

from __future__ import annotations

from .._auth import implicit, implicit_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeLoginEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    READ_WRITE
        a pipe
    CODE
        backquotes
    B
        an element
    A_B_C
        commas
    LINK_JAVASCRIPT1
        a link
    SCOPE
        everything
    SCOPE_2
        everything and more
    INIT
        a dunder
    CLASS
        another
    MISSING
        what Enum looks for
    IGNORE
        what Enum leaves out
    MRO
        what every class has
    NAME
        what every member has
    VALUE
        the same
    OPENID
        several in one key
    PROFILE
        several in one key
    EMAIL
        several in one key
    """

    READ_WRITE = "read|write"
    CODE = "`code`"
    B = "<b>"
    A_B_C = "a,b;c"
    LINK_JAVASCRIPT1 = "[link](javascript:1)"
    SCOPE = "*"
    SCOPE_2 = "**"
    INIT = "__init__"
    CLASS = "__class__"
    MISSING = "_missing_"
    IGNORE = "_ignore_"
    MRO = "mro"
    NAME = "name"
    VALUE = "value"
    OPENID = "openid"
    PROFILE = "profile"
    EMAIL = "email"


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
