"""Authentication for an HTTP API, generated from its OpenAPI document.

Several ways in

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
from .client import SeveralClient
from .schemes.class_ import (
    Class,
    ClassCredentials,
)
from .schemes.main import (
    Main,
    MainCredentials,
    OAuthScopeMainEnum,
)
from .schemes.second_login import (
    OAuthScopeSecondLoginEnum,
    SecondLogin,
    SecondLoginCredentials,
)
from .schemes.session import (
    Session,
    SessionCredentials,
)
from .schemes.x_api_key import (
    XApiKey,
    XApiKeyCredentials,
)
from .schemes.x_api_key_2 import (
    XApiKey2,
    XApiKey2Credentials,
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
    "Class",
    "ClassCredentials",
    "CredentialsMissingError",
    "FileTokenStore",
    "IdTokenError",
    "InsecureTransportError",
    "InsufficientScopeError",
    "InvalidRequestError",
    "InvalidTokenError",
    "KeyringTokenStore",
    "Main",
    "MainCredentials",
    "MemoryTokenStore",
    "OAuthScopeMainEnum",
    "OAuthScopeSecondLoginEnum",
    "OAuthToken",
    "SecondLogin",
    "SecondLoginCredentials",
    "Session",
    "SessionCredentials",
    "SeveralClient",
    "TokenExpiredError",
    "TokenMissingError",
    "TokenRejectedError",
    "TokenStore",
    "TokenStoreError",
    "TransportError",
    "XApiKey",
    "XApiKey2",
    "XApiKey2Credentials",
    "XApiKeyCredentials",
]
