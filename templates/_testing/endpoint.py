"""One endpoint of the server for tests: it does right, until a test wants it not to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from threading import Event, Lock
from typing import TypeAlias

from .http_service import HttpService
from .messages import Answer, Parameters, Request

Changes: TypeAlias = Mapping[str, object]
"""Parameters that take the place of those of a right answer; None leaves one out."""
Behaviour: TypeAlias = "Callable[[Request], Answer | None]"


class Refusal(Exception):  # noqa: N818  # it is an answer, and nothing went wrong
    """An error of OAuth (RFC 6749, sections 4.1.2.1 and 5.2; RFC 6750, section 3.1)."""

    def __init__(
        self,
        error: str,
        description: str | None = None,
        *,
        uri: str | None = None,
        scope: str | None = None,
    ) -> None:
        super().__init__(error)
        self.error = error
        named = {
            "error": error or None,
            "error_description": description,
            "error_uri": uri,
            "scope": scope,
        }
        self.parameters = {
            name: value for name, value in named.items() if value is not None
        }
        """As the protocol names them."""


class Endpoint(ABC):
    """What an endpoint answers, and what it was asked.

    `refuse()`, `alter()`, `fail()` and `stall()` each hold until `recover()`, or for so
    many `times`; of several, the last one counts.
    """

    def __init__(self, service: HttpService, path: str) -> None:
        self._service = service
        self.path = path
        self.received: list[Parameters] = []
        """The parameters of every request so far; their `repr` shows no value."""
        self._lock = Lock()
        # Guarded by _lock.
        self._behaviour: Behaviour = self._right
        self._left: int | None = None
        self._stalled: Event | None = None
        """What those wait for who are not answered."""

    @property
    def url(self) -> str:
        """Where it is, for as long as the server runs. Raises RuntimeError."""
        return self._service.url + self.path

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path}>"

    def refuse(
        self,
        error: str,
        *,
        description: str | None = None,
        uri: str | None = None,
        scope: str | None = None,
        times: int | None = None,
    ) -> None:
        """Answer with an error, such as `access_denied` or `invalid_grant`.

        `description` and `uri` are its `error_description` and `error_uri`. `scope` is
        what an API wants that answers `insufficient_scope` (RFC 6750, section 3).
        """
        refusal = Refusal(error, description, uri=uri, scope=scope)
        self._behave(partial(self._refused, refusal), times)

    def alter(self, *, times: int | None = None, **parameters: object) -> None:
        """Put other parameters into the answer, or leave some out, which are None.

        Such as `alter(state="another")` or `alter(access_token=None)`.
        """
        self._behave(partial(self._right, changes=parameters), times)

    def fail(self, status: int = 503, *, times: int | None = None) -> None:
        """Answer with a bare status, such as 500, 404, or 302 without a target."""
        self._behave(lambda _: Answer(status=status, body=b"failed on demand"), times)

    def stall(self, *, times: int | None = None) -> None:
        """Take requests and never answer them: `recover()` closes their connections."""
        released = Event()
        self._behave(lambda _: _silence(released), times, released)

    def recover(self) -> None:
        """Do right again."""
        self._behave(self._right, None)

    def respond(self, request: Request) -> Answer | None:
        """The answer to a request; None for the one who never gets any."""
        self.received.append(self._parameters_of(request))
        return self._next()(request)

    @property
    def is_stalled(self) -> bool:
        """Whether the next request is not answered."""
        with self._lock:
            return self._stalled is not None and self._left != 0

    def _behave(
        self, behaviour: Behaviour, times: int | None, stalled: Event | None = None
    ) -> None:
        with self._lock:
            if self._stalled is not None:
                self._stalled.set()
            self._behaviour, self._left, self._stalled = behaviour, times, stalled

    def _next(self) -> Behaviour:
        with self._lock:
            if self._left == 0:
                return self._right
            if self._left is not None:
                self._left -= 1
            return self._behaviour

    def _right(self, request: Request, changes: Changes | None = None) -> Answer:
        try:
            return self._granted(request, changes or {})
        except Refusal as refusal:
            return self._refused(refusal, request)

    def _parameters_of(self, request: Request) -> Parameters:
        return request.form

    @abstractmethod
    def _granted(self, request: Request, changes: Changes) -> Answer:
        """The right answer, with changes. Raises Refusal."""

    @abstractmethod
    def _refused(self, refusal: Refusal, request: Request) -> Answer:
        """An error, as this endpoint tells it."""


def _silence(released: Event) -> None:
    released.wait()


def altered(parameters: Mapping[str, object], changes: Changes) -> dict[str, object]:
    """The parameters of an answer as a test wants them."""
    both = {**parameters, **changes}
    return {name: value for name, value in both.items() if value is not None}
