"""An API key in a header (OpenAPI, Security Scheme Object, `apiKey`)."""

from __future__ import annotations

from .credentials import Credentials
from .errors import CredentialsMissingError, InvalidRequestError
from .oauth_token import is_token_text
from .request_auth import SchemeAuth
from .request_parts import RequestParts
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from .errors import AuthError
    from .request_parts import Target
    from .settings import Settings
    from .steps import Steps

    C = TypeVar("C", bound="ApiKeyHeaderCredentials")


class ApiKeyHeaderCredentials(Credentials):
    """A key, of printable ASCII without blanks. Raises InvalidRequestError."""

    __slots__ = ("api_key",)

    api_key: str | None
    _secret_fields = frozenset(["api_key"])

    @keeps_secrets
    def __init__(self, *, api_key: str | None = None) -> None:
        if api_key is not None and not is_token_text(api_key):
            raise InvalidRequestError(
                "the API key is empty, or holds a blank, a control character or a "
                "character beyond ASCII, which cannot stand in a header"
            )
        self._set(api_key=api_key)

    @classmethod
    def from_environment(cls: type[C]) -> C:
        """The key in the variable `<PREFIX>_API_KEY`. Raises InvalidRequestError."""
        return cls(api_key=cls._environment("api_key"))


class ApiKeyHeader(SchemeAuth):
    """Sends the key in the header `header`."""

    header = ""

    def __init__(
        self,
        credentials: ApiKeyHeaderCredentials,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(settings)
        self._credentials = credentials

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    @property
    def api_key(self) -> str | None:
        """The key itself."""
        return self._credentials.api_key

    def is_valid(self) -> bool:
        """Whether there is a key to send."""
        return self._credentials.api_key is not None

    def lacks(self, scopes: tuple[str, ...] = ()) -> AuthError | None:  # noqa: ARG002
        """Why no request can be authenticated now; None if one can."""
        if self.is_valid():
            return None
        return CredentialsMissingError(
            f"no API key: give api_key, or set {self._credentials.environment_prefix}"
            "_API_KEY and use from_environment()"
        )

    def prepare(
        self, target: Target, scopes: tuple[str, ...] = ()  # noqa: ARG002
    ) -> Steps[RequestParts]:
        """The header with the key. Raises CredentialsMissingError."""
        yield from ()
        if (error := self.lacks()) is not None:
            raise error
        return RequestParts({self.header: self._credentials.api_key or ""})
