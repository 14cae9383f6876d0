"""Work that asks a server in between, told apart from how the asking is done.

A grant that needs its token endpoint is a generator: it yields what it needs, and is
sent what came of it. Two drivers serve every grant, one for threads and one for an
event loop, so no rule of a protocol is written twice.
"""

from __future__ import annotations

import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Mapping
    from concurrent.futures import Future
    from typing import Any, TypeAlias, TypeVar

    R = TypeVar("R")
    Step: TypeAlias = "HttpRequest | Pause | Future[Any]"
    Steps: TypeAlias = Generator[Step, Any, R]
    """Yields an HttpRequest, and is sent its HttpResponse; a Pause, and is sent None;
    or a Future, and is sent its result."""


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


class Pause:
    """A wait, in seconds."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


def run(steps: Steps[R], send: Callable[[HttpRequest], HttpResponse]) -> R:
    """Take all steps in this thread."""
    try:
        step = next(steps)
        while True:
            try:
                result = _take(step, send)
            except BaseException as error:  # noqa: BLE001, PERF203  # theirs to handle
                step = steps.throw(error)
            else:
                step = steps.send(result)
    except StopIteration as end:
        value: R = end.value
        return value
    finally:
        steps.close()


async def run_async(
    steps: Steps[R], send: Callable[[HttpRequest], Awaitable[HttpResponse]]
) -> R:
    """Take all steps without blocking the event loop."""
    try:
        step = next(steps)
        while True:
            try:
                result = await _take_async(step, send)
            except BaseException as error:  # noqa: BLE001, PERF203  # theirs to handle
                step = steps.throw(error)
            else:
                step = steps.send(result)
    except StopIteration as end:
        value: R = end.value
        return value
    finally:
        steps.close()


def _take(step: Step, send: Callable[[HttpRequest], HttpResponse]) -> object:
    if isinstance(step, HttpRequest):
        return send(step)
    if isinstance(step, Pause):
        time.sleep(step.seconds)
        return None
    return step.result()


async def _take_async(
    step: Step, send: Callable[[HttpRequest], Awaitable[HttpResponse]]
) -> object:
    if isinstance(step, HttpRequest):
        return await send(step)
    import asyncio

    if isinstance(step, Pause):
        await asyncio.sleep(step.seconds)
        return None
    # Cancelling one who waits must not cancel what others wait for.
    return await asyncio.shield(asyncio.wrap_future(step))
