"""One request that credentials go on, and the answer to it."""

from __future__ import annotations

from .request_parts import RequestParts
from .secrecy import keeps_secrets, keeps_secrets_async
from .steps import run, run_async

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol, TypeAlias

    from .request_auth import SchemeAuth
    from .request_parts import Answer, Target
    from .settings import Settings
    from .steps import Steps

    Chosen: TypeAlias = "Sequence[tuple[SchemeAuth, tuple[str, ...]]]"
    """The schemes that authenticate a request, each with the scopes it needs."""

    class Source(Protocol):
        """Where a header comes from."""

        @property
        def grant(self) -> object:
            """Another object as soon as there is to be another header."""
            ...


class Ready:
    """One header that is all that requests need, until another `Ready` takes its place.

    What is known of a header beforehand makes putting it on a request cheap. It is of
    use before `until` (unix time) and `deadline` (monotonic), in seconds, and as long
    as `source` has the same `grant`. What always is of use is its own source.
    """

    __slots__ = (
        "chosen",
        "deadline",
        "grant",
        "key",
        "name",
        "parts",
        "source",
        "until",
        "value",
    )

    def __init__(
        self,
        scheme: SchemeAuth,
        scopes: tuple[str, ...],
        parts: RequestParts,
        source: Source | None = None,
        grant: object = None,
        ends: tuple[float, float] = (float("inf"), float("inf")),
    ) -> None:
        ((self.name, self.value),) = parts.headers.items()
        self.key = self.name.lower()
        self.parts = parts
        self.chosen: Chosen = ((scheme, scopes),)
        self.source: Source = source or self
        self.grant = grant
        self.until, self.deadline = ends


REFUSED = (401, 403)
"""The statuses of answers that speak of credentials (RFC 9110, section 15.5)."""


class Exchange:
    """What one request needs, and what the answer to it means."""

    __slots__ = ("_chosen", "_parts", "_settings", "target")

    def __init__(
        self,
        chosen: Chosen,
        target: Target,
        settings: Settings,
        sent: tuple[RequestParts, ...] = (),
    ) -> None:
        if len(chosen) > 1:
            # What is signed has to be complete.
            chosen = sorted(chosen, key=lambda one: one[0].signs_request)
        self._chosen = chosen
        self._settings = settings
        self._parts = sent
        self.target = target
        """Where the request goes; after `begin()`, with our query parameters."""

    @keeps_secrets
    def begin(self) -> RequestParts:
        """Everything that goes on the request, or an AuthError: never a part of it."""
        if self._parts:
            return self.parts
        return run(self._begin(), self._settings.send)

    @keeps_secrets_async
    async def begin_async(self) -> RequestParts:
        """The same, without blocking the event loop."""
        if self._parts:
            return self.parts
        return await run_async(self._begin(), self._settings.send_async)

    @keeps_secrets
    def answered(self, answer: Answer) -> RequestParts | None:
        """What goes on the request when it is sent once more; None if it is not.

        Raises AuthError where the answer says that a credential is of no use.
        """
        return run(self._answered(answer), self._settings.send)

    @keeps_secrets_async
    async def answered_async(self, answer: Answer) -> RequestParts | None:
        """The same, without blocking the event loop."""
        return await run_async(self._answered(answer), self._settings.send_async)

    @property
    def parts(self) -> RequestParts:
        """What goes on the request, as it is known now."""
        if len(self._parts) == 1:
            return self._parts[0]
        together = RequestParts()
        for parts in self._parts:
            together |= parts
        return together

    def moved(self) -> None:
        """A redirect leads to another request: signatures do not fit that one."""
        self._parts = tuple(
            RequestParts() if scheme.signs_request else parts
            for parts, (scheme, _) in zip(self._parts, self._chosen, strict=True)
        )

    def _begin(self) -> Steps[RequestParts]:
        made: list[RequestParts] = []
        for scheme, scopes in self._chosen:
            parts = yield from scheme.prepare(self.target, scopes)
            if parts.query:
                self.target = self.target.with_query(parts.query)
            made.append(parts)
        self._parts = tuple(made)
        return self.parts

    def _answered(self, answer: Answer) -> Steps[RequestParts | None]:
        made: list[RequestParts] = []
        again = False
        for parts, (scheme, _) in zip(self._parts, self._chosen, strict=True):
            changed = yield from scheme.react(self.target, parts, answer)
            again = again or changed is not None
            made.append(changed or parts)
        self._parts = tuple(made)
        return self.parts if again else None
