"""Authentication for an HTTP API, generated from its OpenAPI document.

One scheme with several flows

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
from .client import GrantsClient
from .schemes.login import (
    Login,
    LoginCredentials,
    OAuthScopeLoginEnum,
)
from .schemes.login_authorization_code import (
    LoginAuthorizationCode,
    LoginAuthorizationCodeCredentials,
    OAuthScopeLoginAuthorizationCodeEnum,
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
from .schemes.login_password import (
    LoginPassword,
    LoginPasswordCredentials,
    OAuthScopeLoginPasswordEnum,
)
from .schemes.login_password_2 import (
    LoginPassword2,
    LoginPassword2Credentials,
)
from .schemes.sign_in import (
    OAuthScopeSignInEnum,
    SignIn,
    SignInCredentials,
)
from .schemes.unused import (
    Unused,
    UnusedCredentials,
)

__all__ = [
    "AuthError",
    "AuthorizationError",
    "AuthorizationResponseError",
    "AuthorizationTimeoutError",
    "CredentialsMissingError",
    "FileTokenStore",
    "GrantsClient",
    "IdTokenError",
    "InsecureTransportError",
    "InsufficientScopeError",
    "InvalidRequestError",
    "InvalidTokenError",
    "KeyringTokenStore",
    "Login",
    "LoginAuthorizationCode",
    "LoginAuthorizationCodeCredentials",
    "LoginClientCredentials",
    "LoginClientCredentialsCredentials",
    "LoginCredentials",
    "LoginDeviceAuthorization",
    "LoginDeviceAuthorizationCredentials",
    "LoginPassword",
    "LoginPassword2",
    "LoginPassword2Credentials",
    "LoginPasswordCredentials",
    "MemoryTokenStore",
    "OAuthScopeLoginAuthorizationCodeEnum",
    "OAuthScopeLoginClientCredentialsEnum",
    "OAuthScopeLoginDeviceAuthorizationEnum",
    "OAuthScopeLoginEnum",
    "OAuthScopeLoginPasswordEnum",
    "OAuthScopeSignInEnum",
    "OAuthToken",
    "SignIn",
    "SignInCredentials",
    "TokenExpiredError",
    "TokenMissingError",
    "TokenRejectedError",
    "TokenStore",
    "TokenStoreError",
    "TransportError",
    "Unused",
    "UnusedCredentials",
]
