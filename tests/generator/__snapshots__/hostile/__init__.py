"""Authentication for an HTTP API, generated from its OpenAPI document.

</script><!-- \u0022\u0022\u0022 ''' \u005c / {{7*7}} {% raw %} ${x} %s {0.__class__} #
T

Start at the README.md beside this file. Errors all derive from AuthError.
"""

from ._auth.errors import (
    AuthError,
    AuthorizationError,
    AuthorizationResponseError,
    AuthorizationTimeoutError,
    CredentialsMissingError,
    IdTokenError,
    InsecureTransportError,
    InsufficientScopeError,
    InvalidRequestError,
    InvalidTokenError,
    TokenExpiredError,
    TokenMissingError,
    TokenRejectedError,
    TokenStoreError,
    TransportError,
)
from ._auth.oauth_token import (
    OAuthToken,
)
from .client import HostileClient
from .schemes.con_ import (
    Con,
    ConCredentials,
)
from .schemes.import_os import (
    ImportOs,
    ImportOsCredentials,
    OAuthScopeImportOsEnum,
)
from .schemes.oauth_2_implicit_grant import (
    Oauth2ImplicitGrant,
    Oauth2ImplicitGrantCredentials,
)
from .schemes.scheme import (
    OAuthScopeSchemeEnum,
    Scheme,
    SchemeCredentials,
)
from .schemes.x import (
    X,
    XCredentials,
)

# Type checkers take this for true. Python imports what keeps tokens when it is used:
# not every program does.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._auth.file_token_store import FileTokenStore
    from ._auth.keyring_token_store import KeyringTokenStore
    from ._auth.token_store import MemoryTokenStore, TokenStore
else:
    _ON_DEMAND = {
        "FileTokenStore": "file_token_store",
        "KeyringTokenStore": "keyring_token_store",
        "MemoryTokenStore": "token_store",
        "TokenStore": "token_store",
    }

    def __getattr__(name: str) -> object:
        """Import what is in the table (PEP 562)."""
        from importlib import import_module

        if name not in _ON_DEMAND:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = import_module(f".{_ON_DEMAND[name]}", f"{__name__}._auth")
        return getattr(module, name)


__all__ = [
    "AuthError",
    "AuthorizationError",
    "AuthorizationResponseError",
    "AuthorizationTimeoutError",
    "Con",
    "ConCredentials",
    "CredentialsMissingError",
    "FileTokenStore",
    "HostileClient",
    "IdTokenError",
    "ImportOs",
    "ImportOsCredentials",
    "InsecureTransportError",
    "InsufficientScopeError",
    "InvalidRequestError",
    "InvalidTokenError",
    "KeyringTokenStore",
    "MemoryTokenStore",
    "OAuthScopeImportOsEnum",
    "OAuthScopeSchemeEnum",
    "OAuthToken",
    "Oauth2ImplicitGrant",
    "Oauth2ImplicitGrantCredentials",
    "Scheme",
    "SchemeCredentials",
    "TokenExpiredError",
    "TokenMissingError",
    "TokenRejectedError",
    "TokenStore",
    "TokenStoreError",
    "TransportError",
    "X",
    "XCredentials",
]
