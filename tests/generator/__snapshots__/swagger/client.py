"""The client: every credential of the API in one place."""

from __future__ import annotations

from ._auth.operation_auth import OperationAuth, requirements_of
from ._auth.settings import Settings
from ._auth.urls import origins
from .operations import OPERATIONS
from .schemes.application import (
    Application,
    ApplicationCredentials,
)
from .schemes.basic import (
    Basic,
    BasicCredentials,
)
from .schemes.code_ import (
    Code,
    CodeCredentials,
)
from .schemes.header import (
    Header,
    HeaderCredentials,
)
from .schemes.implicit import (
    Implicit,
    ImplicitCredentials,
)
from .schemes.password import (
    Password,
    PasswordCredentials,
)
from .schemes.query import (
    Query,
    QueryCredentials,
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

    C = TypeVar("C", bound="EverythingThatSwaggerHasClient")


class EverythingThatSwaggerHasClient:
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
        basic_credentials: BasicCredentials | None = None,
        header_credentials: HeaderCredentials | None = None,
        query_credentials: QueryCredentials | None = None,
        implicit_credentials: ImplicitCredentials | None = None,
        code__credentials: CodeCredentials | None = None,
        application_credentials: ApplicationCredentials | None = None,
        password_credentials: PasswordCredentials | None = None,
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
        self.basic = Basic(
            basic_credentials or BasicCredentials(),
            settings,
        )
        self.header = Header(
            header_credentials or HeaderCredentials(),
            settings,
        )
        self.query = Query(
            query_credentials or QueryCredentials(),
            settings,
        )
        self.implicit = Implicit(
            implicit_credentials or ImplicitCredentials(),
            settings,
        )
        self.code_ = Code(
            code__credentials or CodeCredentials(),
            settings,
        )
        self.application = Application(
            application_credentials or ApplicationCredentials(),
            settings,
        )
        self.password = Password(
            password_credentials or PasswordCredentials(),
            settings,
        )
        self._operations: dict[str, OperationAuth] = {}

    @classmethod
    def from_environment(cls: type[C]) -> C:
        """A client with the credentials that the environment holds.

        Each scheme's page names its variables. Raises AuthError for a bad value.
        """
        return cls(
            basic_credentials=BasicCredentials.from_environment(),
            header_credentials=HeaderCredentials.from_environment(),
            query_credentials=QueryCredentials.from_environment(),
            implicit_credentials=ImplicitCredentials.from_environment(),
            code__credentials=CodeCredentials.from_environment(),
            application_credentials=ApplicationCredentials.from_environment(),
            password_credentials=PasswordCredentials.from_environment(),
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
                    "basic": (self.basic,),
                    "header": (self.header,),
                    "query": (self.query,),
                    "implicit": (self.implicit,),
                    "code_": (self.code_,),
                    "application": (self.application,),
                    "password": (self.password,),
                },
                self._settings,
            )
        return auth
