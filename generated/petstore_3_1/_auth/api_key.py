"""An API key in a header, the query or a cookie (OpenAPI, Security Scheme Object)."""

from __future__ import annotations

from .credentials import Credentials
from .errors import InvalidRequestError
from .given_auth import GivenAuth
from .oauth_token import is_token_text
from .request_parts import RequestParts
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from .request_parts import Target
    from .settings import Settings

    C = TypeVar("C", bound="KeyCredentials")

_NOT_IN_COOKIES = frozenset('",;\\')
"""Beside blanks and controls (RFC 6265, section 4.1.1, cookie-octet)."""


class KeyCredentials(Credentials):
    """A key, of printable ASCII without blanks. Raises InvalidRequestError."""

    __slots__ = ("api_key",)

    api_key: str | None
    _secret_fields = frozenset(["api_key"])

    @keeps_secrets
    def __init__(self, *, api_key: str | None = None) -> None:
        if api_key is not None and not is_token_text(api_key):
            raise InvalidRequestError(
                "the API key is empty, or holds a blank, a control character or a "
                "character beyond ASCII, which cannot stand in a request"
            )
        self._set(api_key=api_key)

    @classmethod
    def from_environment(cls: type[C]) -> C:
        """The key in the variable `<PREFIX>_API_KEY`. Raises InvalidRequestError."""
        return cls(api_key=cls._environment("api_key"))


class _ApiKey(GivenAuth):
    parameter = ""
    """The name of the header, the query parameter or the cookie."""
    _needed = ("api_key",)

    def __init__(
        self, credentials: KeyCredentials, settings: Settings | None = None
    ) -> None:
        super().__init__(credentials, settings)
        self._credentials = credentials

    @property
    def api_key(self) -> str | None:
        """The key itself."""
        return self._credentials.api_key

    def _pair(self) -> dict[str, str]:
        return {self.parameter: self._credentials.api_key or ""}


class ApiKeyHeader(_ApiKey):
    """Sends the key in the header `parameter`."""

    def _parts(self, target: Target) -> RequestParts:  # noqa: ARG002
        return RequestParts(headers=self._pair())


class ApiKeyQuery(_ApiKey):
    """Sends the key in the query parameter `parameter`.

    URLs are logged and kept in many places, and the key with them.
    """

    _sends_one_header = False

    def _parts(self, target: Target) -> RequestParts:  # noqa: ARG002
        return RequestParts(query=self._pair())


class ApiKeyCookie(_ApiKey):
    """Sends the key in the cookie `parameter`, beside the cookies of the request.

    Raises InvalidRequestError for a key that no cookie can hold.
    """

    _sends_one_header = False

    @keeps_secrets
    def __init__(
        self, credentials: KeyCredentials, settings: Settings | None = None
    ) -> None:
        super().__init__(credentials, settings)
        if not _NOT_IN_COOKIES.isdisjoint(credentials.api_key or ""):
            raise InvalidRequestError(
                "the API key holds a comma, a semicolon, a quotation mark or a "
                "backslash, which cannot stand in a cookie (RFC 6265, section 4.1.1)"
            )

    def _parts(self, target: Target) -> RequestParts:  # noqa: ARG002
        return RequestParts(cookies=self._pair())
