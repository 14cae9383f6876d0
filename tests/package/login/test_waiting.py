"""One login for all who ask at the same time; each can leave before the others do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, Queue
from threading import Barrier, Event
from typing import Any, TypeAlias

import pytest

from tests.package.login.browser import Browser
from tests.package.login.conftest import LogIn, Run
from tests.package.login.test_port import free_port

WAIT = 5


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(16) as pool:
        yield pool


@pytest.fixture
def join(run_in_loop: Run) -> Callable[..., list[Future[Any]]]:
    """Lets tasks call authorize_async(), and returns when all of them wait."""

    async def nothing() -> None:
        pass

    def tasks(manager: Any, number: int, timeout: float = 20) -> list[Future[Any]]:
        started = [
            run_in_loop(manager.authorize_async(timeout, open_browser=never))
            for _ in range(number)
        ]
        run_in_loop(nothing()).result(WAIT)  # in its turn: after all of them
        return started

    return tasks


Join: TypeAlias = Callable[..., list[Future[Any]]]


def never(url: str) -> None:
    raise AssertionError("a second browser")


def manager_of(new_client: Callable[..., Any], **changes: object) -> Any:
    changes.setdefault("o_auth_redirect_uri", "http://127.0.0.1/cb")
    return new_client(**changes).petstore_auth


def tokens(callers: list[Future[Any]]) -> list[str]:
    return [caller.result(WAIT).access_token for caller in callers]


def test_threads_share_one_login(
    new_client: Callable[..., Any], pool: ThreadPoolExecutor
) -> None:
    manager = manager_of(new_client)
    opened: Queue[str] = Queue()
    start = Barrier(8)

    def caller() -> Any:
        start.wait(WAIT)
        return manager.authorize(20, open_browser=opened.put)

    callers = [pool.submit(caller) for _ in range(8)]
    Browser.at(opened.get(timeout=WAIT)).grant("shared")
    # Whoever was too late for it has opened another browser.
    while any(not caller.done() for caller in callers):
        with suppress(Empty):
            Browser.at(opened.get_nowait()).grant("shared")
    assert set(tokens(callers)) == {"shared"}


def test_tasks_and_threads_share_one_login(log_in: LogIn, join: Join) -> None:
    with log_in() as login:
        others = join(login.manager, 20)
        login.browser.grant("shared")
        assert login.token() == "shared"
        assert tokens(others) == ["shared"] * 20
        assert login.browser.is_refused()


def test_each_has_an_error_of_their_own(
    petstore: Any, log_in: LogIn, join: Join
) -> None:
    """A traceback is written into it; that of another would be there, too."""
    with log_in() as login:
        callers = [login.outcome, *join(login.manager, 3)]
        login.browser.post(
            f"error=access_denied&error_description=no&state={login.browser.state}"
        )
        errors: list[Any] = [caller.exception(WAIT) for caller in callers]
        for error in errors:
            assert isinstance(error, petstore.AuthorizationError)
            assert (error.code, error.error_description) == ("access_denied", "no")
        assert len({id(error) for error in errors}) == 4


def test_each_has_a_deadline_of_their_own(
    petstore: Any, log_in: LogIn, join: Join
) -> None:
    with log_in() as login:
        (hasty,) = join(login.manager, 1, timeout=0.01)
        with pytest.raises(petstore.AuthorizationTimeoutError):
            hasty.result(WAIT)
        login.browser.grant("later")
        assert login.token() == "later"


def test_thread_that_runs_out_of_time(
    petstore: Any, new_client: Callable[..., Any], join: Join
) -> None:
    manager = manager_of(new_client)
    opened: list[str] = []
    others: list[Future[Any]] = []

    def show(url: str) -> None:
        opened.append(url)
        others.extend(join(manager, 1))

    with pytest.raises(petstore.AuthorizationTimeoutError):
        manager.authorize(0.01, open_browser=show)
    Browser.at(opened[0]).grant("later")
    assert tokens(others) == ["later"]


def test_the_first_can_leave(log_in: LogIn, join: Join) -> None:
    with log_in() as login:
        others = join(login.manager, 2)
        login.outcome.cancel()
        others[0].cancel()
        login.browser.grant("token-1")
        assert tokens(others[1:]) == ["token-1"]
        assert login.browser.is_refused()


def test_the_last_closes_the_port(log_in: LogIn, join: Join) -> None:
    with log_in() as login:
        browser = login.browser
        callers = [login.outcome, *join(login.manager, 2)]
        for caller in callers[:2]:
            caller.cancel()
        assert browser.get().status == 200
        callers[2].cancel()
        while not browser.is_refused():
            pass


def test_ctrl_c_ends_it_for_all(
    petstore: Any, new_client: Callable[..., Any], join: Join
) -> None:
    manager = manager_of(new_client)
    others: list[Future[Any]] = []

    def show(url: str) -> None:
        others.extend(join(manager, 2))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        manager.authorize(20, open_browser=show)
    for other in others:
        with pytest.raises(petstore.AuthorizationTimeoutError, match="interrupted"):
            other.result(WAIT)


def test_ctrl_c_does_not_wait_for_a_response_that_is_read(
    new_client: Callable[..., Any],
    pool: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It may take a request to the server, which may take its time."""
    manager = manager_of(new_client)
    now = time.time()
    reads, go_on = Event(), Event()

    def time_of_the_token() -> float:
        reads.set()
        go_on.wait(WAIT)
        return now

    def show(url: str) -> None:
        pool.submit(Browser.at(url).grant)
        assert reads.wait(WAIT)
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "time", time_of_the_token)
    with pytest.raises(KeyboardInterrupt):
        manager.authorize(20, open_browser=show)
    assert not go_on.is_set()
    assert manager.o_auth_token is None
    go_on.set()


def test_page_that_cannot_be_shown_ends_it_for_all(
    petstore: Any, new_client: Callable[..., Any], join: Join
) -> None:
    manager = manager_of(new_client)
    others: list[Future[Any]] = []

    def show(url: str) -> None:
        others.extend(join(manager, 2))
        raise RuntimeError("no browser here")

    with pytest.raises(RuntimeError, match="no browser here"):
        manager.authorize(20, open_browser=show)
    for other in others:
        with pytest.raises(petstore.AuthorizationTimeoutError, match="shown"):
            other.result(WAIT)


def test_who_tries_again_gets_a_login_of_their_own(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    """On the same port, while others have not yet heard that the first has failed."""
    uri = f"http://127.0.0.1:{free_port()}/cb"
    manager = manager_of(new_client, o_auth_redirect_uri=uri)
    both_wait = Event()

    def grant(url: str) -> None:
        Browser.at(url).grant("second")

    def refuse(url: str) -> None:
        browser = Browser.at(url)
        assert both_wait.wait(WAIT)
        browser.post(f"error=access_denied&state={browser.state}")

    async def twice() -> Any:
        with pytest.raises(petstore.AuthorizationError):
            await manager.authorize_async(20, open_browser=refuse)
        return await manager.authorize_async(20, open_browser=grant)

    async def main() -> tuple[Any, Any]:
        both = asyncio.gather(twice(), twice())
        await asyncio.sleep(0)
        both_wait.set()
        return await both

    assert [token.access_token for token in asyncio.run(main())] == ["second"] * 2


def test_event_loop_goes_on(new_client: Callable[..., Any]) -> None:
    """While the browser is opened, while the person is there, and while it closes."""
    manager = manager_of(new_client)
    turns = 0
    enough = [Event(), Event()]

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            for place, event in enumerate(enough, 1):
                if turns > place * 100:
                    event.set()
            await asyncio.sleep(0)

    def person(url: str) -> None:
        assert enough[1].wait(WAIT)
        Browser.at(url).grant("token-1")

    async def main(pool: ThreadPoolExecutor) -> Any:
        counter = asyncio.create_task(count())

        def show(url: str) -> None:
            assert enough[0].wait(WAIT)
            pool.submit(person, url)

        token = await manager.authorize_async(20, open_browser=show)
        counter.cancel()
        return token

    with ThreadPoolExecutor() as pool:
        assert asyncio.run(main(pool)).access_token == "token-1"


def test_browser_call_that_lasts_until_the_end(new_client: Callable[..., Any]) -> None:
    """It may wait for the page; the receiver answers meanwhile."""
    manager = manager_of(new_client)

    def browse(url: str) -> None:
        browser = Browser.at(url)
        assert browser.get().status == 200
        browser.grant("token-1")
        while not browser.is_refused():
            pass

    assert manager.authorize(20, open_browser=browse).access_token == "token-1"


def test_another_login_can_follow(
    log_in: LogIn, new_client: Callable[..., Any]
) -> None:
    manager = manager_of(new_client)
    for token in ("token-1", "token-2"):

        def grant(url: str, token: str = token) -> None:
            Browser.at(url).grant(token)

        assert manager.authorize(20, open_browser=grant).access_token == token
    assert manager.o_auth_token.access_token == "token-2"


def test_client_that_ended_its_loop_can_log_in_in_another(
    new_client: Callable[..., Any],
) -> None:
    manager = manager_of(new_client)

    def grant(url: str) -> None:
        Browser.at(url).grant("token-1")

    async def cancelled() -> None:
        login = asyncio.create_task(manager.authorize_async(20, open_browser=print))
        await asyncio.sleep(0)
        login.cancel()

    async def granted() -> Any:
        return await manager.authorize_async(20, open_browser=grant)

    asyncio.run(cancelled())
    assert asyncio.run(granted()).access_token == "token-1"
