"""Authentication for an HTTP API, generated from its OpenAPI document.

Who logged in

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
from ._auth.file_token_store import (
    FileTokenStore,
)
from ._auth.keyring_token_store import (
    KeyringTokenStore,
)
from ._auth.oauth_token import (
    OAuthToken,
)
from ._auth.token_store import (
    MemoryTokenStore,
    TokenStore,
)
from .client import PeopleClient
from .schemes.people import (
    OAuthScopePeopleEnum,
    People,
    PeopleCredentials,
)

__all__ = [
    "AuthError",
    "AuthorizationError",
    "AuthorizationResponseError",
    "AuthorizationTimeoutError",
    "CredentialsMissingError",
    "FileTokenStore",
    "IdTokenError",
    "InsecureTransportError",
    "InsufficientScopeError",
    "InvalidRequestError",
    "InvalidTokenError",
    "KeyringTokenStore",
    "MemoryTokenStore",
    "OAuthScopePeopleEnum",
    "OAuthToken",
    "People",
    "PeopleClient",
    "PeopleCredentials",
    "TokenExpiredError",
    "TokenMissingError",
    "TokenRejectedError",
    "TokenStore",
    "TokenStoreError",
    "TransportError",
]
