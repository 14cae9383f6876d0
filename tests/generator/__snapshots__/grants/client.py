"""The client: every credential of the API in one place."""

from __future__ import annotations

from ._auth.operation_auth import OperationAuth, requirements_of
from ._auth.settings import Settings
from ._auth.urls import origins
from .operations import OPERATIONS
from .schemes.login import (
    Login,
    LoginCredentials,
)
from .schemes.login_authorization_code import (
    LoginAuthorizationCode,
    LoginAuthorizationCodeCredentials,
)
from .schemes.login_client_credentials import (
    LoginClientCredentials,
    LoginClientCredentialsCredentials,
)
from .schemes.login_device_authorization import (
    LoginDeviceAuthorization,
    LoginDeviceAuthorizationCredentials,
)
from .schemes.login_password import (
    LoginPassword,
    LoginPasswordCredentials,
)
from .schemes.login_password_2 import (
    LoginPassword2,
    LoginPassword2Credentials,
)
from .schemes.sign_in import (
    SignIn,
    SignInCredentials,
)
from .schemes.unused import (
    Unused,
    UnusedCredentials,
)
from .servers import SERVERS

# Type checkers take this for true. Python need not: importing typing costs more than
# importing this package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    from ._auth.settings import AsyncTransport, Transport
    from ._auth.token_store import TokenStore

    C = TypeVar("C", bound="GrantsClient")


class GrantsClient:
    """Holds the credentials of every security scheme, and a manager for each.

    A manager is a valid `auth=` for requests and httpx. With `allowed_origins`, such as
    `["https://api.example"]`, requests to other origins go out without credentials.

    `server` is the URL that relative endpoints of the document start from, by default
    the first of `servers`.

    `token_store` keeps tokens for other programs, and for the next start of this one: a
    FileTokenStore, a KeyringTokenStore, or your own.

    `transport` and `async_transport` take the place of the standard library's client
    where a token endpoint is called.
    """

    servers = SERVERS
    """Where the document says that the API is served."""

    def __init__(
        self,
        *,
        login_credentials: LoginCredentials | None = None,
        login_authorization_code_credentials: (
            LoginAuthorizationCodeCredentials | None
        ) = None,
        login_client_credentials_credentials: (
            LoginClientCredentialsCredentials | None
        ) = None,
        login_password_credentials: LoginPasswordCredentials | None = None,
        login_device_authorization_credentials: (
            LoginDeviceAuthorizationCredentials | None
        ) = None,
        login_password_2_credentials: LoginPassword2Credentials | None = None,
        sign_in_credentials: SignInCredentials | None = None,
        unused_credentials: UnusedCredentials | None = None,
        allowed_origins: Iterable[str] | None = None,
        server: str | None = None,
        token_store: TokenStore | None = None,
        transport: Transport | None = None,
        async_transport: AsyncTransport | None = None,
    ) -> None:
        allowed = None if allowed_origins is None else origins(allowed_origins)
        self._settings = settings = Settings(
            allowed_origins=allowed,
            server=server or next(iter(SERVERS), None),
            token_store=token_store,
            transport=transport,
            async_transport=async_transport,
        )
        self.login = Login(
            login_credentials or LoginCredentials(),
            settings,
        )
        self.login_authorization_code = LoginAuthorizationCode(
            login_authorization_code_credentials or LoginAuthorizationCodeCredentials(),
            settings,
        )
        self.login_client_credentials = LoginClientCredentials(
            login_client_credentials_credentials or LoginClientCredentialsCredentials(),
            settings,
        )
        self.login_password = LoginPassword(
            login_password_credentials or LoginPasswordCredentials(),
            settings,
        )
        self.login_device_authorization = LoginDeviceAuthorization(
            login_device_authorization_credentials
            or LoginDeviceAuthorizationCredentials(),
            settings,
        )
        self.login_password_2 = LoginPassword2(
            login_password_2_credentials or LoginPassword2Credentials(),
            settings,
        )
        self.sign_in = SignIn(
            sign_in_credentials or SignInCredentials(),
            settings,
        )
        self.unused = Unused(
            unused_credentials or UnusedCredentials(),
            settings,
        )
        self._operations: dict[str, OperationAuth] = {}

    @classmethod
    def from_environment(cls: type[C]) -> C:
        """A client with the credentials that the environment holds.

        Each scheme's page names its variables. Raises AuthError for a bad value.
        """
        return cls(
            login_credentials=LoginCredentials.from_environment(),
            login_authorization_code_credentials=LoginAuthorizationCodeCredentials.from_environment(),
            login_client_credentials_credentials=LoginClientCredentialsCredentials.from_environment(),
            login_password_credentials=LoginPasswordCredentials.from_environment(),
            login_device_authorization_credentials=LoginDeviceAuthorizationCredentials.from_environment(),
            login_password_2_credentials=LoginPassword2Credentials.from_environment(),
            sign_in_credentials=SignInCredentials.from_environment(),
            unused_credentials=UnusedCredentials.from_environment(),
        )

    def for_operation(self, operation: str) -> OperationAuth:
        """What an operation asks for, as an `auth=`: by `operationId`, or `GET /path`.

        The first alternative that the credentials satisfy is applied, whole or not at
        all. Raises InvalidRequestError for an unknown operation.
        """
        auth = self._operations.get(operation)
        if auth is None:
            auth = self._operations[operation] = OperationAuth(
                operation,
                requirements_of(OPERATIONS, operation),
                {
                    "login": (
                        self.login,
                        self.login_authorization_code,
                        self.login_client_credentials,
                        self.login_password,
                        self.login_device_authorization,
                    ),
                    "login_password_2": (self.login_password_2,),
                    "sign_in": (self.sign_in,),
                    "unused": (self.unused,),
                },
                self._settings,
            )
        return auth
