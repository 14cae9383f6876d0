"""A login that runs, for as long as a test attacks it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any, TypeAlias

import pytest

from tests.package.login.browser import PATIENCE, Browser


@dataclass(frozen=True)
class Login:
    """A call of authorize_async(), with the browser that it has opened."""

    manager: Any
    browser: Browser
    outcome: Future[Any]

    def token(self) -> str:
        """The access token that it ends with; raises what it raises."""
        token: str = self.outcome.result(PATIENCE).access_token
        return token

    def is_going_on(self) -> bool:
        return not self.outcome.done()


LogIn: TypeAlias = Callable[..., AbstractContextManager[Login]]
Run: TypeAlias = Callable[[Coroutine[Any, Any, Any]], "Future[Any]"]


@pytest.fixture
def run_in_loop() -> Iterator[Run]:
    """Runs coroutines in an event loop of another thread."""
    loops: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def run() -> None:
        over = asyncio.Event()
        loops.set_result((asyncio.get_running_loop(), over))
        await over.wait()

    thread = Thread(target=asyncio.run, args=[run()])
    thread.start()
    loop, over = loops.result()
    yield lambda work: asyncio.run_coroutine_threadsafe(work, loop)
    loop.call_soon_threadsafe(over.set)
    thread.join()


@pytest.fixture
def log_in(new_client: Callable[..., Any], run_in_loop: Run) -> LogIn:
    """Starts a login of a new client, and ends it with the block if it still runs."""

    @contextmanager
    def login(timeout: float = 30, **changes: object) -> Generator[Login]:
        changes.setdefault("o_auth_redirect_uri", "http://127.0.0.1/callback")
        manager = new_client(**changes).petstore_auth
        opened: Future[str] = Future()
        outcome = run_in_loop(
            manager.authorize_async(timeout, open_browser=opened.set_result)
        )
        if outcome in wait([opened, outcome], PATIENCE, FIRST_COMPLETED).done:
            outcome.result()
        try:
            yield Login(manager, Browser.at(opened.result(PATIENCE)), outcome)
        finally:
            outcome.cancel()

    return login
