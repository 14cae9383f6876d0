"""HTTP Basic authentication (RFC 7617)."""

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

    C = TypeVar("C", bound="HttpBasicCredentials")


class HttpBasicCredentials(Credentials):
    """A user name, which has no colon, and a password. Raises InvalidRequestError."""

    __slots__ = ("password", "username")

    username: str | None
    password: str | None
    _secret_fields = frozenset(["password"])

    @keeps_secrets
    def __init__(
        self, *, username: str | None = None, password: str | None = None
    ) -> None:
        for name, value in (("user name", username), ("password", password)):
            if value is not None and not _is_text(value):
                raise InvalidRequestError(
                    f"the {name} holds a control character or half a character, which "
                    "RFC 7617, section 2, does not allow"
                )
        if username is not None and ":" in username:
            raise InvalidRequestError(
                "the user name holds a colon, which is where the password begins "
                "(RFC 7617, section 2)"
            )
        self._set(username=username, password=password)

    @classmethod
    def from_environment(cls: type[C]) -> C:
        """`<PREFIX>_USERNAME` and `<PREFIX>_PASSWORD`. Raises InvalidRequestError."""
        return cls(
            username=cls._environment("username"), password=cls._environment("password")
        )


class HttpBasic(GivenAuth):
    """Sends user name and password with every request, in UTF-8."""

    _needed = ("username", "password")

    def __init__(
        self, credentials: HttpBasicCredentials, settings: Settings | None = None
    ) -> None:
        super().__init__(credentials, settings)
        self._credentials = credentials

    @property
    def username(self) -> str | None:
        """The user name."""
        return self._credentials.username

    def _parts(self, target: Target) -> RequestParts:  # noqa: ARG002
        # Imported on first use, as all that only sending needs.
        from base64 import b64encode

        pair = f"{self._credentials.username}:{self._credentials.password}"
        encoded = b64encode(pair.encode("utf-8")).decode("ascii")
        return RequestParts({"Authorization": f"Basic {encoded}"})


def _is_text(value: str) -> bool:
    """No control characters (RFC 5234, CTL), and nothing that UTF-8 cannot write."""
    return not any(
        character < " " or character == "\x7f" or "\ud800" <= character <= "\udfff"
        for character in value
    )
