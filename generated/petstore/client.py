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
from .schemes.petstore_auth import (
    PetstoreAuth,
    PetstoreAuthCredentials,
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

    C = TypeVar("C", bound="PetstoreClient")


class PetstoreClient:
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
        petstore_auth_credentials: PetstoreAuthCredentials | None = None,
        api_key_credentials: ApiKeyCredentials | None = None,
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
        self.petstore_auth = PetstoreAuth(
            petstore_auth_credentials or PetstoreAuthCredentials(),
            settings,
        )
        self.api_key = ApiKey(
            api_key_credentials or ApiKeyCredentials(),
            settings,
        )
        self._operations: dict[str, OperationAuth] = {}

    @classmethod
    def from_environment(cls: type[C]) -> C:
        """A client with the credentials that the environment holds.

        Each scheme's page names its variables. Raises AuthError for a bad value.
        """
        return cls(
            petstore_auth_credentials=PetstoreAuthCredentials.from_environment(),
            api_key_credentials=ApiKeyCredentials.from_environment(),
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
                {"petstore_auth": (self.petstore_auth,), "api_key": (self.api_key,)},
                self._settings,
            )
        return auth
