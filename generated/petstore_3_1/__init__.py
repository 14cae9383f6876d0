"""Authentication for an HTTP API, generated from its OpenAPI document.

Petstore

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
from .client import Petstore31Client
from .schemes.api_key import (
    ApiKey,
    ApiKeyCredentials,
)
from .schemes.mutual_tls import (
    MutualTls,
    MutualTlsCredentials,
)
from .schemes.petstore_auth import (
    OAuthScopePetstoreAuthEnum,
    PetstoreAuth,
    PetstoreAuthCredentials,
)

__all__ = [
    "ApiKey",
    "ApiKeyCredentials",
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
    "MutualTls",
    "MutualTlsCredentials",
    "OAuthScopePetstoreAuthEnum",
    "OAuthToken",
    "Petstore31Client",
    "PetstoreAuth",
    "PetstoreAuthCredentials",
    "TokenExpiredError",
    "TokenMissingError",
    "TokenRejectedError",
    "TokenStore",
    "TokenStoreError",
    "TransportError",
]
