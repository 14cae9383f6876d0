"""Authentication for an HTTP API, generated from its OpenAPI document.

Minimal

Start at the README.md beside this file. Errors all derive from AuthError.
"""

from ._auth.errors import (
    AuthError,
    AuthorizationError,
    AuthorizationResponseError,
    AuthorizationTimeoutError,
    CredentialsMissingError,
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
from .client import MinimalClient
from .schemes.login import (
    Login,
    LoginCredentials,
    OAuthScopeLoginEnum,
)

__all__ = [
    "AuthError",
    "AuthorizationError",
    "AuthorizationResponseError",
    "AuthorizationTimeoutError",
    "CredentialsMissingError",
    "InsecureTransportError",
    "InsufficientScopeError",
    "InvalidRequestError",
    "InvalidTokenError",
    "Login",
    "LoginCredentials",
    "MinimalClient",
    "OAuthScopeLoginEnum",
    "OAuthToken",
    "TokenExpiredError",
    "TokenMissingError",
    "TokenRejectedError",
    "TokenStoreError",
    "TransportError",
]
