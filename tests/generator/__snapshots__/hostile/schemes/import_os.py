"""The OAuth 2 implicit grant (RFC 6749, section 4.2) of this API."""

from __future__ import annotations

from .._auth import implicit, implicit_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeImportOsEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    READ_X
        / <b>bold</b> / \u0022\u0022\u0022 \u005c
    X_IMPORT_OS
        # heading --- '''
    SCRIPT
        &lt;b&gt; \u001b[31mred
    A_B
        \u0440\u0430ypal {{ x }}
    """

    READ_X = "read:`x`"
    X_IMPORT_OS = "x'+__import__('os')+'"
    SCRIPT = "</script>"
    A_B = "a|b"
    X = "${x}"
    SCOPE_7_7 = "{{7*7}}"


class ImportOsCredentials(implicit_credentials.ImplicitCredentials):
    """Credentials of the scheme: client id, redirect URI, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "IMPORT_OS"


class ImportOs(implicit.ImplicitGrant):
    """Gets tokens by the implicit grant and puts them on requests.

    The implicit grant is weaker than others: the token passes through the browser, and
    nothing ties it to the client that asked (RFC 9700, section 2.1.2).

    Where the server offers the authorization code grant with PKCE, use that.

    \u0022\u0022\u0022 ... include: /etc/passwd \u005cN{BULLET} \u005cx :ref:'x' /sub/
    https://evil.example \u202e\u200b\u0000\ufffd \U0001f600 caf\u00e9
    """

    scheme = "import_os"
    authorization_url = "oauth/authorize?q='+__import__('os').system('id')+'&a=*_[x](y)"
    scope_enum = OAuthScopeImportOsEnum
    operations = OPERATIONS
