"""Authentication for an HTTP API, generated from its OpenAPI document.

Every scheme

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
from .client import EverySchemeClient
from .schemes.api_key import (
    ApiKey,
    ApiKeyCredentials,
)
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
from .schemes.digest import (
    Digest,
    DigestCredentials,
)
from .schemes.identity import (
    Identity,
    IdentityCredentials,
    OAuthScopeIdentityEnum,
)
from .schemes.key_in_cookie import (
    KeyInCookie,
    KeyInCookieCredentials,
)
from .schemes.key_in_query import (
    KeyInQuery,
    KeyInQueryCredentials,
)
from .schemes.login import (
    Login,
    LoginCredentials,
    OAuthScopeLoginEnum,
)
from .schemes.login_client_credentials import (
    LoginClientCredentials,
    LoginClientCredentialsCredentials,
    OAuthScopeLoginClientCredentialsEnum,
)
from .schemes.login_device_authorization import (
    LoginDeviceAuthorization,
    LoginDeviceAuthorizationCredentials,
    OAuthScopeLoginDeviceAuthorizationEnum,
)
from .schemes.login_implicit import (
    LoginImplicit,
    LoginImplicitCredentials,
    OAuthScopeLoginImplicitEnum,
)
from .schemes.login_password import (
    LoginPassword,
    LoginPasswordCredentials,
    OAuthScopeLoginPasswordEnum,
)
from .schemes.negotiate import (
    Negotiate,
    NegotiateCredentials,
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
    "ApiKey",
    "ApiKeyCredentials",
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
    "CredentialsMissingError",
    "Digest",
    "DigestCredentials",
    "EverySchemeClient",
    "FileTokenStore",
    "IdTokenError",
    "Identity",
    "IdentityCredentials",
    "InsecureTransportError",
    "InsufficientScopeError",
    "InvalidRequestError",
    "InvalidTokenError",
    "KeyInCookie",
    "KeyInCookieCredentials",
    "KeyInQuery",
    "KeyInQueryCredentials",
    "KeyringTokenStore",
    "Login",
    "LoginClientCredentials",
    "LoginClientCredentialsCredentials",
    "LoginCredentials",
    "LoginDeviceAuthorization",
    "LoginDeviceAuthorizationCredentials",
    "LoginImplicit",
    "LoginImplicitCredentials",
    "LoginPassword",
    "LoginPasswordCredentials",
    "MemoryTokenStore",
    "Negotiate",
    "NegotiateCredentials",
    "OAuthScopeIdentityEnum",
    "OAuthScopeLoginClientCredentialsEnum",
    "OAuthScopeLoginDeviceAuthorizationEnum",
    "OAuthScopeLoginEnum",
    "OAuthScopeLoginImplicitEnum",
    "OAuthScopeLoginPasswordEnum",
    "OAuthToken",
    "TokenExpiredError",
    "TokenMissingError",
    "TokenRejectedError",
    "TokenStore",
    "TokenStoreError",
    "TransportError",
]
