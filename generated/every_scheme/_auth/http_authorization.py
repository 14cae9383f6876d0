"""Any other scheme of HTTP authentication: the application computes the header.

Registered schemes are listed by IANA (RFC 9110, section 16.4.1).
"""

from __future__ import annotations

from .credentials import Credentials
from .errors import InvalidRequestError
from .given_auth import GivenAuth
from .request_parts import RequestParts
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from .request_parts import Target
    from .settings import Settings

    C = TypeVar("C", bound="HttpAuthorizationCredentials")


class HttpAuthorizationCredentials(Credentials):
    """The whole value of the header `Authorization`. Raises InvalidRequestError."""

    __slots__ = ("authorization",)

    authorization: str | None
    _secret_fields = frozenset(["authorization"])

    @keeps_secrets
    def __init__(self, *, authorization: str | None = None) -> None:
        if authorization is not None and not _is_field_value(authorization):
            raise InvalidRequestError(
                "the value for Authorization is empty, begins or ends with a blank, or "
                "holds a control character or a character beyond ASCII"
            )
        self._set(authorization=authorization)

    @classmethod
    def from_environment(cls: type[C]) -> C:
        """The value in `<PREFIX>_AUTHORIZATION`. Raises InvalidRequestError."""
        return cls(authorization=cls._environment("authorization"))


class HttpAuthorization(GivenAuth):
    """Sends `Authorization` as it was given."""

    authentication_scheme = ""
    """The name of the scheme, such as `Negotiate`."""
    _needed = ("authorization",)

    def __init__(
        self,
        credentials: HttpAuthorizationCredentials,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(credentials, settings)
        self._credentials = credentials

    def _parts(self, target: Target) -> RequestParts:  # noqa: ARG002
        return RequestParts({"Authorization": self._credentials.authorization or ""})


def _is_field_value(value: str) -> bool:
    """RFC 9110, section 5.5, without what is obsolete there."""
    return (
        bool(value)
        and value.isascii()
        and value.isprintable()
        and (value == value.strip(" "))
    )
