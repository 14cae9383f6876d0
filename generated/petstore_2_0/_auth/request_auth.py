"""Putting credentials on requests, whatever the HTTP client.

A scheme says what goes on a request and what an answer means; it does no I/O by
itself. An `Exchange` is one request with its answer. How the clients that people use
are served stands in `http_clients`, so that none of them has to be imported here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from .request_parts import RequestParts, Target
from .secrecy import keeps_secrets, keeps_secrets_async
from .settings import Settings
from .steps import run, run_async
from .urls import is_origin, origin_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol, TypeAlias, TypeVar

    from .errors import AuthError
    from .request_parts import Answer
    from .steps import Steps

    class HttpRequest(Protocol):
        """A request of any client: `requests.PreparedRequest`, `httpx.Request`."""

        headers: Any
        url: Any

    R = TypeVar("R", bound=HttpRequest)
    Chosen: TypeAlias = "Sequence[tuple[SchemeAuth, tuple[str, ...]]]"
    """The schemes that authenticate a request, each with the scopes it needs."""


class RequestAuth(ABC):
    """Something that is a valid `auth=` for requests and for httpx."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()

    @abstractmethod
    def choose(self) -> Chosen:
        """What authenticates the next request; nothing if it needs none.

        Raises AuthError where something is needed that is not there.
        """

    @keeps_secrets
    def headers(self) -> dict[str, str]:
        """The headers that authenticate a request, for clients without `auth=`.

        Raises AuthError where there are none to give.
        """
        return self._parts().all_headers()

    @keeps_secrets_async
    async def headers_async(self) -> dict[str, str]:
        """The same, without blocking the event loop where a token has to be got."""
        exchange = Exchange(self.choose(), Target())
        steps = exchange.begin()
        return (await run_async(steps, self._settings.send_async)).all_headers()

    @keeps_secrets
    def query(self) -> dict[str, str]:
        """The query parameters that authenticate a request; most schemes have none.

        Raises AuthError where there are none to give.
        """
        return dict(self._parts().query)

    @keeps_secrets
    def __call__(self, request: R) -> R:
        """Put the credential on a request, unless its origin is not an allowed one.

        Raises InsecureTransportError for plain http to another machine, and AuthError
        where there is no credential to put on it.
        """
        # Imported on first use, as all that knows a client.
        from .http_clients import put_on

        exchange = self.exchange(
            getattr(request, "method", None) or "GET", str(request.url)
        )
        if exchange is not None:
            parts = run(exchange.begin(), self._settings.send)
            put_on(request, parts, exchange.target.url)
        return request

    def exchange(self, method: str, url: str) -> Exchange | None:
        """What one request needs; None if nothing of ours goes to its origin.

        Raises InsecureTransportError for plain http to another machine, and AuthError
        where there is no credential to put on it.
        """
        allowed = self._settings.allowed_origins
        if allowed is not None and not any(is_origin(url, one) for one in allowed):
            return None
        chosen = self.choose()
        if not chosen:
            return None
        origin_of(url)
        return Exchange(chosen, Target(method, url))

    def _parts(self) -> RequestParts:
        return run(Exchange(self.choose(), Target()).begin(), self._settings.send)


class SchemeAuth(RequestAuth):
    """Base of the manager of one security scheme."""

    scheme = ""
    """The key of the scheme in what operations ask for."""

    def choose(self) -> Chosen:
        """The scheme itself, whatever it may lack: what it lacks is then raised."""
        return ((self, ()),)

    @abstractmethod
    def lacks(self, scopes: tuple[str, ...] = ()) -> AuthError | None:
        """Why this scheme cannot authenticate a request now; None if it can."""

    @abstractmethod
    def prepare(
        self, target: Target, scopes: tuple[str, ...] = ()
    ) -> Steps[RequestParts]:
        """What goes on a request. Raises AuthError where there is nothing to put."""

    def react(
        self,
        target: Target,  # noqa: ARG002
        parts: RequestParts,  # noqa: ARG002
        answer: Answer,  # noqa: ARG002
    ) -> Steps[RequestParts | None]:
        """What an answer means: parts to send the request again with, once, or None.

        Raises AuthError where the answer says that the credential is of no use.
        """
        yield from ()
        return None


class Exchange:
    """One request, and the answer to it."""

    __slots__ = ("_chosen", "_parts", "target")

    def __init__(self, chosen: Chosen, target: Target) -> None:
        self._chosen = chosen
        self._parts: list[RequestParts] = []
        self.target = target

    def begin(self) -> Steps[RequestParts]:
        """Everything that goes on the request, or an error: never a part of it."""
        for scheme, scopes in self._chosen:
            self._parts.append((yield from scheme.prepare(self.target, scopes)))
        return self._together()

    def answered(self, answer: Answer) -> Steps[RequestParts | None]:
        """What goes on the request when it is sent once more; None if it is not.

        Raises AuthError where the answer says that a credential is of no use.
        """
        again = False
        for index, (scheme, _) in enumerate(self._chosen):
            parts = self._parts[index]
            changed = yield from scheme.react(self.target, parts, answer)
            if changed is not None:
                self._parts[index] = changed
                again = True
        return self._together() if again else None

    def _together(self) -> RequestParts:
        together = RequestParts()
        for parts in self._parts:
            together |= parts
        return together
