"""Putting credentials on requests, whatever the HTTP client.

A scheme says what goes on a request and what an answer means; it does no I/O by
itself. How the clients that people use are served stands in `http_clients`.
"""

from __future__ import annotations

from abc import abstractmethod

from .exchange import Exchange
from .http_clients import HttpClients
from .request_parts import Target
from .secrecy import keeps_secrets
from .settings import Settings
from .urls import is_origin, origin_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .errors import AuthError
    from .exchange import Chosen, Ready
    from .request_parts import Answer, RequestParts
    from .steps import Steps


class RequestAuth(HttpClients):
    """Something that authenticates requests."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()

    @abstractmethod
    def choose(self) -> Chosen:
        """What authenticates the next request; nothing if it needs none.

        Raises AuthError where something is needed that is not there.
        """

    def headers(self) -> dict[str, str]:
        """The headers that authenticate a request, cookies included.

        For HTTP clients that take no manager. Some schemes use `query()` instead.
        Raises AuthError where there is nothing to give.
        """
        ready = self.ready()
        if ready is not None:
            return {ready.name: ready.value}
        return self._bare().begin().all_headers()

    async def headers_async(self) -> dict[str, str]:
        """The same, without blocking the event loop where a token has to be got."""
        return (await self._bare().begin_async()).all_headers()

    def query(self) -> dict[str, str]:
        """The query parameters that authenticate a request; most schemes have none.

        Their values are not percent-encoded. Raises AuthError.
        """
        return dict(self._bare().begin().query)

    def cookies(self) -> dict[str, str]:
        """The cookies that authenticate a request; most schemes have none.

        They are in `headers()` as well. Raises AuthError.
        """
        return dict(self._bare().begin().cookies)

    def exchange(self, target: Target) -> Exchange | None:
        """What one request needs; None if nothing of ours goes to its origin.

        Raises InsecureTransportError for plain http to another machine, and AuthError
        where there is no credential to put on it.
        """
        allowed = self._settings.allowed_origins
        if allowed is not None and not any(is_origin(target.url, o) for o in allowed):
            return None
        chosen = self.choose()
        if not chosen:
            return None
        origin_of(target.url)
        return Exchange(chosen, target, self._settings)

    def ready(self) -> Ready | None:
        """The one header that the next request needs; None if there is more to do."""
        return None

    def resume(self, ready: Ready, target: Target) -> Exchange:
        """The exchange of a request that went out with a header alone."""
        return Exchange(ready.chosen, target, self._settings, (ready.parts,))

    @keeps_secrets
    def _bare(self) -> Exchange:
        return Exchange(self.choose(), Target(), self._settings)


class SchemeAuth(RequestAuth):
    """Base of the manager of one security scheme."""

    scheme = ""
    """The key of the scheme in what operations ask for."""
    signs_request = False
    """Whether what goes on a request fits its method and URL, and no other request."""

    is_settled = False
    """Whether what it lacks once it lacks for ever."""

    def ready(self, scopes: tuple[str, ...] = ()) -> Ready | None:  # noqa: ARG002
        """The one header that a request with these scopes needs.

        The same object as long as it is the same header. None if there is more to do:
        everything can be done by `prepare()`.
        """
        return None

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
