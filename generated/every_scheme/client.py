"""The client: every credential of the API in one place."""

from __future__ import annotations

from ._auth.operation_auth import OperationAuth, requirements_of
from ._auth.settings import Settings
from ._auth.urls import origins
from .operations import OPERATIONS
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
)
from .schemes.login_client_credentials import (
    LoginClientCredentials,
    LoginClientCredentialsCredentials,
)
from .schemes.login_device_authorization import (
    LoginDeviceAuthorization,
    LoginDeviceAuthorizationCredentials,
)
from .schemes.login_implicit import (
    LoginImplicit,
    LoginImplicitCredentials,
)
from .schemes.login_password import (
    LoginPassword,
    LoginPasswordCredentials,
)
from .schemes.negotiate import (
    Negotiate,
    NegotiateCredentials,
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

    C = TypeVar("C", bound="EverySchemeClient")


class EverySchemeClient:
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
        login_implicit_credentials: LoginImplicitCredentials | None = None,
        login_client_credentials_credentials: (
            LoginClientCredentialsCredentials | None
        ) = None,
        login_password_credentials: LoginPasswordCredentials | None = None,
        login_device_authorization_credentials: (
            LoginDeviceAuthorizationCredentials | None
        ) = None,
        identity_credentials: IdentityCredentials | None = None,
        api_key_credentials: ApiKeyCredentials | None = None,
        key_in_query_credentials: KeyInQueryCredentials | None = None,
        key_in_cookie_credentials: KeyInCookieCredentials | None = None,
        basic_credentials: BasicCredentials | None = None,
        bearer_credentials: BearerCredentials | None = None,
        digest_credentials: DigestCredentials | None = None,
        negotiate_credentials: NegotiateCredentials | None = None,
        certificate_credentials: CertificateCredentials | None = None,
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
        self.login_implicit = LoginImplicit(
            login_implicit_credentials or LoginImplicitCredentials(),
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
        self.identity = Identity(
            identity_credentials or IdentityCredentials(),
            settings,
        )
        self.api_key = ApiKey(
            api_key_credentials or ApiKeyCredentials(),
            settings,
        )
        self.key_in_query = KeyInQuery(
            key_in_query_credentials or KeyInQueryCredentials(),
            settings,
        )
        self.key_in_cookie = KeyInCookie(
            key_in_cookie_credentials or KeyInCookieCredentials(),
            settings,
        )
        self.basic = Basic(
            basic_credentials or BasicCredentials(),
            settings,
        )
        self.bearer = Bearer(
            bearer_credentials or BearerCredentials(),
            settings,
        )
        self.digest = Digest(
            digest_credentials or DigestCredentials(),
            settings,
        )
        self.negotiate = Negotiate(
            negotiate_credentials or NegotiateCredentials(),
            settings,
        )
        self.certificate = Certificate(
            certificate_credentials or CertificateCredentials(),
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
            login_implicit_credentials=LoginImplicitCredentials.from_environment(),
            login_client_credentials_credentials=LoginClientCredentialsCredentials.from_environment(),
            login_password_credentials=LoginPasswordCredentials.from_environment(),
            login_device_authorization_credentials=LoginDeviceAuthorizationCredentials.from_environment(),
            identity_credentials=IdentityCredentials.from_environment(),
            api_key_credentials=ApiKeyCredentials.from_environment(),
            key_in_query_credentials=KeyInQueryCredentials.from_environment(),
            key_in_cookie_credentials=KeyInCookieCredentials.from_environment(),
            basic_credentials=BasicCredentials.from_environment(),
            bearer_credentials=BearerCredentials.from_environment(),
            digest_credentials=DigestCredentials.from_environment(),
            negotiate_credentials=NegotiateCredentials.from_environment(),
            certificate_credentials=CertificateCredentials.from_environment(),
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
                        self.login_implicit,
                        self.login_client_credentials,
                        self.login_password,
                        self.login_device_authorization,
                    ),
                    "identity": (self.identity,),
                    "api_key": (self.api_key,),
                    "key_in_query": (self.key_in_query,),
                    "key_in_cookie": (self.key_in_cookie,),
                    "basic": (self.basic,),
                    "bearer": (self.bearer,),
                    "digest": (self.digest,),
                    "negotiate": (self.negotiate,),
                    "certificate": (self.certificate,),
                },
                self._settings,
            )
        return auth
