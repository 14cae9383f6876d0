"""A bearer token that is given (RFC 6750), without the grant that it came from."""

from __future__ import annotations

from .credentials import Credentials
from .errors import InvalidTokenError, TokenExpiredError
from .given_auth import GivenAuth
from .oauth_token import OAuthToken, is_token_text
from .request_parts import RequestParts
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from .errors import AuthError
    from .request_parts import Target
    from .settings import Settings

    C = TypeVar("C", bound="HttpBearerCredentials")


class HttpBearerCredentials(Credentials):
    """A token: text of printable ASCII, or an OAuthToken, which knows when it expires.

    Raises InvalidTokenError.
    """

    __slots__ = ("access_token",)

    access_token: str | OAuthToken | None
    _secret_fields = frozenset(["access_token"])

    @keeps_secrets
    def __init__(self, *, access_token: str | OAuthToken | None = None) -> None:
        if isinstance(access_token, str) and not is_token_text(access_token):
            raise InvalidTokenError(
                "the access token is empty, or holds a blank, a control character or a "
                "character beyond ASCII, which cannot stand in a header"
            )
        self._set(access_token=access_token)

    @classmethod
    def from_environment(cls: type[C]) -> C:
        """The token in `<PREFIX>_ACCESS_TOKEN`. Raises InvalidTokenError."""
        return cls(access_token=cls._environment("access_token"))


class HttpBearer(GivenAuth):
    """Sends the token as `Authorization: Bearer ...` (RFC 6750, section 2.1)."""

    _needed = ("access_token",)

    def __init__(
        self, credentials: HttpBearerCredentials, settings: Settings | None = None
    ) -> None:
        super().__init__(credentials, settings)
        self._credentials = credentials
        # An OAuthToken can expire, which has to be looked at every time.
        self._sends_one_header = not isinstance(credentials.access_token, OAuthToken)

    @property
    def access_token(self) -> str | None:
        """The token itself."""
        token = self._credentials.access_token
        return token.access_token if isinstance(token, OAuthToken) else token

    def lacks(self, scopes: tuple[str, ...] = ()) -> AuthError | None:
        """Why no request can be authenticated now; None if one can."""
        token = self._credentials.access_token
        if isinstance(token, OAuthToken) and token.is_expired():
            return TokenExpiredError(
                "the token is out of date: make a client with a new one"
            )
        return super().lacks(scopes)

    def _parts(self, target: Target) -> RequestParts:  # noqa: ARG002
        return RequestParts({"Authorization": f"Bearer {self.access_token}"})
