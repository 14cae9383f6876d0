"""The OAuth 2 implicit grant (RFC 6749, section 4.2) of this API."""

from __future__ import annotations

from .._auth import implicit, implicit_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeMainEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    READITEMS
        read items
    READITEMS_2
        read them, too
    READ_ITEMS
        read them, once more
    ITEMS_WRITE
        a scope that is a URL
    ITEMS_WRITE_2
        another one
    ON
        a word that YAML 1.1 takes for true
    SCOPE_1230
        digits first
    SCOPE
        no letter at all
    CLASS
        a keyword in lower case
    MISSING
        a name that enumerations keep for themselves
    A_VERY_LONG_SCOPE_NAME_THAT_GOES_ON_AND_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_ANY_LI
        long
    """

    READITEMS = "read:items"
    READITEMS_2 = "readitems"
    READ_ITEMS = "READ_ITEMS"
    WRITEITEMS = "write:items"
    ITEMS_WRITE = "https://scopes.example/auth/items.write"
    ITEMS_WRITE_2 = "https://scopes.example/auth/items.write/"
    ON = "on"
    SCOPE_1230 = "12:30"
    SCOPE = "!"
    CLASS = "class"
    MISSING = "_missing_"
    A_VERY_LONG_SCOPE_NAME_THAT_GOES_ON_AND_ON_AND_ON_UNTIL_IT_IS_LONGER_THAN_ANY_LI = "a-very-long-scope.name-that-goes-on-and-on-and-on.until-it-is-longer-than-any-line"


class MainCredentials(implicit_credentials.ImplicitCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "MAIN"


class Main(implicit.ImplicitGrant):
    """Gets tokens by the implicit grant and puts them on requests.

    The implicit grant is weaker than others: the token passes through the browser, and
    nothing ties it to the client that asked (RFC 9700, section 2.1.2).

    Where the server offers the authorization code grant with PKCE, use that.

    The way that most programs take. It has *two* paragraphs / and a table border.
    """

    scheme = "main"
    authorization_url = "https://login.example/authorize?audience=items&x=%2f"
    scope_enum = OAuthScopeMainEnum
    operations = OPERATIONS
