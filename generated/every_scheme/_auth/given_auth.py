"""Schemes whose credential is given by the application, and not fetched."""

from __future__ import annotations

from abc import abstractmethod

from .errors import CredentialsMissingError
from .request_auth import SchemeAuth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .credentials import Credentials
    from .errors import AuthError
    from .request_parts import RequestParts, Target
    from .settings import Settings
    from .steps import Steps


class GivenAuth(SchemeAuth):
    """Base of the managers of these schemes."""

    _needed: tuple[str, ...] = ()
    """The fields of the credentials without which nothing can be sent."""

    def __init__(
        self, credentials: Credentials, settings: Settings | None = None
    ) -> None:
        super().__init__(settings)
        self._given = credentials

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

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

    @abstractmethod
    def _parts(self, target: Target) -> RequestParts:
        """What goes on a request, now that nothing is missing."""
