"""Work that asks a server in between, told apart from how the asking is done.

A grant that needs its token endpoint is a generator: it yields what it needs, and is
sent what came of it. Two drivers serve every grant, one for threads and one for an
event loop, so no rule of a protocol is written twice.
"""

from __future__ import annotations

import time

from .errors import InvalidRequestError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task
    from collections.abc import Awaitable, Callable, Generator, Mapping
    from concurrent.futures import Future
    from typing import Any, TypeAlias, TypeVar

    R = TypeVar("R")
    Step: TypeAlias = "HttpRequest | Pause | Flight | Callable[[], Any]"
    Steps: TypeAlias = Generator[Step, Any, R]
    """Yields an HttpRequest, and is sent its HttpResponse; a Pause, and is sent None; a
    Flight, and is sent its result; or a function that may block, and is sent what it
    returns. In an event loop the function may return an awaitable."""
    Send: TypeAlias = "Callable[[HttpRequest], HttpResponse]"
    SendAsync: TypeAlias = "Callable[[HttpRequest], Awaitable[HttpResponse]]"


class HttpRequest:
    """A request to a token endpoint, or to another one of the same server."""

    __slots__ = ("body", "headers", "method", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body

    def __repr__(self) -> str:
        # Headers and body hold secrets.
        return f"<HttpRequest {self.method} {self.url.partition('?')[0]}>"


class HttpResponse:
    """What a server answered. Names of headers are in lower case."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body

    def __repr__(self) -> str:
        return f"<HttpResponse {self.status}>"

    def is_json(self) -> bool:
        """Whether the server calls its answer JSON (RFC 8259, RFC 6839)."""
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind in ("application/json", "text/json") or kind.endswith("+json")


class Pause:
    """A wait, in seconds."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


class Flight:
    """Steps that one takes, and any number wait for.

    In an event loop they are a task of their own: whoever is cancelled while waiting
    leaves them on their way. The steps themselves give `future` its result; None says
    that they were interrupted.
    """

    __slots__ = ("_steps", "_task", "future", "loop")

    def __init__(self, steps: Steps[None], future: Future[Any]) -> None:
        self._steps = [steps]
        self._task: Task[None] | None = None
        self.future = future
        self.loop: AbstractEventLoop | None = None

    def claim(self) -> Steps[None] | None:
        """The steps, for the first who asks; None for all others."""
        try:
            return self._steps.pop()
        except IndexError:
            return None

    def is_over(self) -> bool:
        """Whether there is a result, or there will be none: its loop has stopped."""
        stopped = self.loop is not None and not self.loop.is_running()
        return stopped or self.future.done()

    def start(self, steps: Steps[None], send: SendAsync) -> None:
        """Take the steps in a task."""
        import asyncio

        self.loop = asyncio.get_running_loop()
        # Kept, since the loop itself would let it be collected.
        self._task = self.loop.create_task(run_async(steps, send))
        self._task.add_done_callback(self.end)

    def end(self, *_: object) -> None:
        """Let nobody wait for steps that will not go on."""
        if not self.future.done():
            self.future.set_result(None)


def run(steps: Steps[R], send: Send) -> R:
    """Take all steps in this thread."""
    error: BaseException | None
    try:
        step = next(steps)
        while True:
            result, error = None, None
            try:
                result = _take(step, send)
            except BaseException as caught:  # noqa: BLE001  # theirs to handle
                error = caught
            # Not in the handler: what they raise would hang on what they have handled.
            step = steps.send(result) if error is None else steps.throw(error)
    except StopIteration as end:
        value: R = end.value
        return value
    finally:
        steps.close()


async def run_async(steps: Steps[R], send: SendAsync) -> R:
    """Take all steps without blocking the event loop."""
    error: BaseException | None
    try:
        step = next(steps)
        while True:
            result, error = None, None
            try:
                result = await _take_async(step, send)
            except BaseException as caught:  # noqa: BLE001  # theirs to handle
                error = caught
            step = steps.send(result) if error is None else steps.throw(error)
    except StopIteration as end:
        value: R = end.value
        return value
    finally:
        steps.close()


def _take(step: Step, send: Send) -> object:
    if isinstance(step, HttpRequest):
        return send(step)
    if isinstance(step, Pause):
        time.sleep(step.seconds)
        return None
    if isinstance(step, Flight):
        return _take_flight(step, send)
    result = step()
    if hasattr(result, "__await__"):
        _discard(result)
        raise InvalidRequestError(
            "an awaitable was returned where nothing can await it: give a function "
            "that is not `async`, or use an asynchronous client"
        )
    return result


def _take_flight(flight: Flight, send: Send) -> object:
    steps = flight.claim()
    if steps is not None:
        try:
            run(steps, send)
        finally:
            flight.end()
    elif flight.loop is not None and flight.loop is _running_loop():
        raise InvalidRequestError(
            "the event loop is getting a new token, and this call would block it for "
            "ever: use an asynchronous client, or headers_async()"
        )
    return flight.future.result()


async def _take_async(step: Step, send: SendAsync) -> object:
    if isinstance(step, HttpRequest):
        return await send(step)
    import asyncio

    if isinstance(step, Pause):
        await asyncio.sleep(step.seconds)
        return None
    if isinstance(step, Flight):
        steps = step.claim()
        if steps is not None:
            step.start(steps, send)
        # Cancelling one who waits must not cancel what others wait for.
        return await asyncio.shield(asyncio.wrap_future(step.future))
    result: Any = await asyncio.to_thread(step)
    return await result if hasattr(result, "__await__") else result


def _running_loop() -> AbstractEventLoop | None:
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _discard(awaitable: object) -> None:
    """Close a coroutine that nobody awaits, which would warn of itself otherwise."""
    close: Any = getattr(awaitable, "close", None)
    if close is not None:
        close()
