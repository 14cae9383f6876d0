"""The client: every credential of the API in one place."""

from __future__ import annotations

from ._auth.operation_auth import OperationAuth, requirements_of
from ._auth.settings import Settings
from ._auth.urls import origins
from .operations import OPERATIONS
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
from .servers import SERVERS

# Type checkers take this for true. Python need not: importing typing costs more than
# importing this package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    C = TypeVar("C", bound="PlainClient")


class PlainClient:
    """Holds the credentials of every security scheme, and a manager for each.

    A manager is a valid `auth=` for requests and httpx. With `allowed_origins`, such as
    `["https://api.example"]`, requests to other origins go out without credentials.
    """

    servers = SERVERS
    """Where the document says that the API is served."""

    def __init__(
        self,
        *,
        header_credentials: HeaderCredentials | None = None,
        query_credentials: QueryCredentials | None = None,
        cookie_credentials: CookieCredentials | None = None,
        basic_credentials: BasicCredentials | None = None,
        bearer_credentials: BearerCredentials | None = None,
        digest_credentials: DigestCredentials | None = None,
        negotiate_credentials: NegotiateCredentials | None = None,
        signed_credentials: SignedCredentials | None = None,
        certificate_credentials: CertificateCredentials | None = None,
        allowed_origins: Iterable[str] | None = None,
    ) -> None:
        allowed = None if allowed_origins is None else origins(allowed_origins)
        self._settings = settings = Settings(
            allowed_origins=allowed,
        )
        self.header = Header(
            header_credentials or HeaderCredentials(),
            settings,
        )
        self.query = Query(
            query_credentials or QueryCredentials(),
            settings,
        )
        self.cookie = Cookie(
            cookie_credentials or CookieCredentials(),
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
        self.signed = Signed(
            signed_credentials or SignedCredentials(),
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
            header_credentials=HeaderCredentials.from_environment(),
            query_credentials=QueryCredentials.from_environment(),
            cookie_credentials=CookieCredentials.from_environment(),
            basic_credentials=BasicCredentials.from_environment(),
            bearer_credentials=BearerCredentials.from_environment(),
            digest_credentials=DigestCredentials.from_environment(),
            negotiate_credentials=NegotiateCredentials.from_environment(),
            signed_credentials=SignedCredentials.from_environment(),
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
                    "header": (self.header,),
                    "query": (self.query,),
                    "cookie": (self.cookie,),
                    "basic": (self.basic,),
                    "bearer": (self.bearer,),
                    "digest": (self.digest,),
                    "negotiate": (self.negotiate,),
                    "signed": (self.signed,),
                    "certificate": (self.certificate,),
                },
                self._settings,
            )
        return auth
