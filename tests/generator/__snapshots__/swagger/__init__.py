"""Authentication for an HTTP API, generated from its OpenAPI document.

Everything that Swagger has

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
from .client import EverythingThatSwaggerHasClient
from .schemes.application import (
    Application,
    ApplicationCredentials,
    OAuthScopeApplicationEnum,
)
from .schemes.basic import (
    Basic,
    BasicCredentials,
)
from .schemes.code_ import (
    Code,
    CodeCredentials,
    OAuthScopeCodeEnum,
)
from .schemes.header import (
    Header,
    HeaderCredentials,
)
from .schemes.implicit import (
    Implicit,
    ImplicitCredentials,
    OAuthScopeImplicitEnum,
)
from .schemes.password import (
    OAuthScopePasswordEnum,
    Password,
    PasswordCredentials,
)
from .schemes.query import (
    Query,
    QueryCredentials,
)

__all__ = [
    "Application",
    "ApplicationCredentials",
    "AuthError",
    "AuthorizationError",
    "AuthorizationResponseError",
    "AuthorizationTimeoutError",
    "Basic",
    "BasicCredentials",
    "Code",
    "CodeCredentials",
    "CredentialsMissingError",
    "EverythingThatSwaggerHasClient",
    "FileTokenStore",
    "Header",
    "HeaderCredentials",
    "IdTokenError",
    "Implicit",
    "ImplicitCredentials",
    "InsecureTransportError",
    "InsufficientScopeError",
    "InvalidRequestError",
    "InvalidTokenError",
    "KeyringTokenStore",
    "MemoryTokenStore",
    "OAuthScopeApplicationEnum",
    "OAuthScopeCodeEnum",
    "OAuthScopeImplicitEnum",
    "OAuthScopePasswordEnum",
    "OAuthToken",
    "Password",
    "PasswordCredentials",
    "Query",
    "QueryCredentials",
    "TokenExpiredError",
    "TokenMissingError",
    "TokenRejectedError",
    "TokenStore",
    "TokenStoreError",
    "TransportError",
]
