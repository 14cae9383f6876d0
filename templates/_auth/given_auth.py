"""Schemes whose credential is given by the application, and not fetched."""

from __future__ import annotations

from abc import abstractmethod

from .errors import CredentialsMissingError
from .exchange import Ready
from .request_auth import SchemeAuth
from .request_parts import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .credentials import Credentials
    from .errors import AuthError
    from .request_parts import RequestParts
    from .settings import Settings
    from .steps import Steps


class GivenAuth(SchemeAuth):
    """Base of the managers of these schemes."""

    is_settled = True
    _sends_one_header = True
    """Whether what it sends is always the same header, and nothing else."""
    _ready: Ready | None = None
    _needed: tuple[str, ...] = ()
    """The fields of the credentials without which nothing can be sent."""

    def __init__(
        self, credentials: Credentials, settings: Settings | None = None
    ) -> None:
        super().__init__(settings)
        self._given = credentials

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def ready(self, scopes: tuple[str, ...] = ()) -> Ready | None:
        """The one header that every request needs; None if there is more to do."""
        return self._ready or self._first_ready(scopes)

    def is_valid(self) -> bool:
        """Whether there is a credential to send."""
        return self.lacks() is None

    def lacks(self, scopes: tuple[str, ...] = ()) -> AuthError | None:  # noqa: ARG002
        """Why no request can be authenticated now; None if one can."""
        missing = [f for f in self._needed if getattr(self._given, f) is None]
        if not missing:
            return None
        prefix = self._given.environment_prefix
        return CredentialsMissingError(
            f"{self.scheme} has no {' and no '.join(missing)}: give "
            f"{' and '.join(missing)} to its credentials, or set "
            f"{' and '.join(f'{prefix}_{field.upper()}' for field in missing)} and use "
            "from_environment()"
        )

    def prepare(
        self, target: Target, scopes: tuple[str, ...] = ()
    ) -> Steps[RequestParts]:
        """What goes on a request. Raises CredentialsMissingError."""
        yield from ()
        if (error := self.lacks(scopes)) is not None:
            raise error
        return self._parts(target)

    def _first_ready(self, scopes: tuple[str, ...]) -> Ready | None:
        if self._sends_one_header and self.lacks(scopes) is None:
            self._ready = Ready(self, (), self._parts(Target()))
        return self._ready

    @abstractmethod
    def _parts(self, target: Target) -> RequestParts:
        """What goes on a request, now that nothing is missing."""
