"""Authentication for an HTTP API, generated from its OpenAPI document.

Every scheme that fetches nothing

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
from .client import PlainClient
from .schemes.basic import (
    Basic,
    BasicCredentials,
)
from .schemes.bearer import (
    Bearer,
    BearerCredentials,
)
from .schemes.certificate import (
    Certificate,
    CertificateCredentials,
)
from .schemes.cookie import (
    Cookie,
    CookieCredentials,
)
from .schemes.digest import (
    Digest,
    DigestCredentials,
)
from .schemes.header import (
    Header,
    HeaderCredentials,
)
from .schemes.negotiate import (
    Negotiate,
    NegotiateCredentials,
)
from .schemes.query import (
    Query,
    QueryCredentials,
)
from .schemes.signed import (
    Signed,
    SignedCredentials,
)

__all__ = [
    "AuthError",
    "AuthorizationError",
    "AuthorizationResponseError",
    "AuthorizationTimeoutError",
    "Basic",
    "BasicCredentials",
    "Bearer",
    "BearerCredentials",
    "Certificate",
    "CertificateCredentials",
    "Cookie",
    "CookieCredentials",
    "CredentialsMissingError",
    "Digest",
    "DigestCredentials",
    "Header",
    "HeaderCredentials",
    "IdTokenError",
    "InsecureTransportError",
    "InsufficientScopeError",
    "InvalidRequestError",
    "InvalidTokenError",
    "Negotiate",
    "NegotiateCredentials",
    "OAuthToken",
    "PlainClient",
    "Query",
    "QueryCredentials",
    "Signed",
    "SignedCredentials",
    "TokenExpiredError",
    "TokenMissingError",
    "TokenRejectedError",
    "TokenStoreError",
    "TransportError",
]
