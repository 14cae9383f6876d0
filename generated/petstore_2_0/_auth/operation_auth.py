"""What an operation asks for (OpenAPI, Security Requirement Object)."""

from __future__ import annotations

from .errors import AuthError, CredentialsMissingError, InvalidRequestError
from .request_auth import RequestAuth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from .exchange import Chosen, Ready
    from .request_auth import SchemeAuth
    from .settings import Settings

    Requirements: TypeAlias = Sequence[Mapping[str, Sequence[str]]]
    """A list of alternatives: within one all schemes are needed, with their scopes."""

    Operations: TypeAlias = Mapping[str, Requirements]


def requirements_of(operations: Operations, operation: str) -> Requirements:
    """What one operation asks for. Raises InvalidRequestError for an unknown one."""
    found = operations.get(operation)
    if found is not None:
        return found
    from difflib import get_close_matches

    close = get_close_matches(operation, operations, n=1)
    hint = f": did you mean {close[0]!a}?" if close else ""
    raise InvalidRequestError(f"there is no operation {operation!a}{hint}")


def least_scopes(
    operations: Operations, wanted: Sequence[str], scheme: str
) -> frozenset[str]:
    """The fewest scopes of a scheme with which all wanted operations can be called.

    Operations that the scheme does not serve need none. Raises InvalidRequestError.
    """
    unions: set[frozenset[str]] = {frozenset()}
    for operation in wanted:
        requirements = requirements_of(operations, operation)
        choices = [frozenset(r[scheme]) for r in requirements if scheme in r]
        if choices:
            unions = _smallest({u | choice for u in unions for choice in choices})
    return min(unions, key=lambda union: (len(union), sorted(union)))


def _smallest(sets: set[frozenset[str]]) -> set[frozenset[str]]:
    """Only sets that do not contain another one can lead to the fewest scopes."""
    return {one for one in sets if not any(other < one for other in sets)}


class OperationAuth(RequestAuth):
    """Authenticates one operation: the first alternative that can be satisfied.

    An alternative is applied whole or not at all. Which one is decided anew for every
    request, so a token that is set later is used.
    """

    def __init__(
        self,
        operation: str,
        requirements: Requirements,
        managers: Mapping[str, tuple[SchemeAuth, ...]],
        settings: Settings,
    ) -> None:
        super().__init__(settings)
        self._operation = operation
        self._requirements = requirements
        self._managers = managers
        self._first = self._first_within_reach()

    def __repr__(self) -> str:
        return f"<OperationAuth {self._operation!a}>"

    def ready(self) -> Ready | None:
        """The one header that the next request needs; None if there is more to do."""
        if self._first is None:
            return None
        manager, scopes = self._first
        return manager.ready(scopes)

    def choose(self) -> Chosen:
        """The schemes of the first alternative that can be satisfied.

        None at all for an operation without security. Raises CredentialsMissingError,
        which lists every alternative with what it lacks.
        """
        lacking: list[tuple[AuthError, ...]] = []
        for alternative in self._requirements:
            # `{}` makes security optional: it is there for when nothing else can be.
            if alternative:
                chosen, errors = self._try(alternative)
                if not errors:
                    return chosen
                lacking.append(errors)
        if len(lacking) < len(self._requirements) or not lacking:
            return ()
        raise self._nothing_fits(lacking)

    def _try(
        self, alternative: Mapping[str, Sequence[str]]
    ) -> tuple[Chosen, tuple[AuthError, ...]]:
        """The managers that satisfy an alternative, and what others lack for it."""
        chosen: list[tuple[SchemeAuth, tuple[str, ...]]] = []
        errors: list[AuthError] = []
        for scheme, scopes in alternative.items():
            manager, error = self._manager_of(scheme, tuple(scopes))
            if manager is not None:
                chosen.append((manager, tuple(scopes)))
            elif error is not None:
                errors.append(error)
        return chosen, tuple(errors)

    def _manager_of(
        self, scheme: str, scopes: tuple[str, ...]
    ) -> tuple[SchemeAuth | None, AuthError | None]:
        """Of a scheme's flows, one that lacks nothing; or else what the first lacks."""
        managers = self._managers.get(scheme, ())
        lacking: list[AuthError] = []
        for manager in managers:
            error = manager.lacks(scopes)
            if error is None:
                return manager, None
            lacking.append(error)
        missing = CredentialsMissingError(f"this package has no scheme {scheme!a}")
        return None, lacking[0] if lacking else missing

    def _first_within_reach(self) -> tuple[SchemeAuth, tuple[str, ...]] | None:
        """The manager that is tried first; None if it is one of several at a time."""
        for alternative in filter(None, self._requirements):
            within_reach = [
                [
                    (manager, tuple(scopes))
                    for manager in self._managers.get(scheme, ())
                    if not manager.is_settled or manager.lacks(tuple(scopes)) is None
                ]
                for scheme, scopes in alternative.items()
            ]
            if all(within_reach):
                return within_reach[0][0] if len(within_reach) == 1 else None
        return None

    def _nothing_fits(
        self, lacking: list[tuple[AuthError, ...]]
    ) -> CredentialsMissingError:
        tried = zip(filter(None, self._requirements), lacking, strict=True)
        lines = [
            f"\n- {' and '.join(alternative)}: {'; '.join(map(str, errors))}"
            for alternative, errors in tried
        ]
        return CredentialsMissingError(
            f"{self._operation} cannot be authenticated; any of these would do:"
            + "".join(lines),
            lacking=lacking,
        )
