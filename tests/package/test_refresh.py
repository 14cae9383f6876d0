"""A token that is out of date: one refresh, whoever asks, and no old refresh token."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest

from .oauth import OAuthToken, errors, manager
from .token_server import Asked, Reply, Rotation, TokenServer, token_server

EXPIRED = OAuthToken("old", expiry=1, scope="read", refresh_token="refresh-0")
NEW: dict[str, Any] = {"access_token": "new", "token_type": "bearer"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        yield server


def shop_of(server: TokenServer, **changes: Any) -> Any:
    fields: dict[str, Any] = {
        "o_auth_token": EXPIRED,
        "o_auth_scopes": ["read", "write"],
        **changes,
    }
    return manager("authorization_code", server.url, **fields)


def test_request_refreshes_by_itself(server: TokenServer) -> None:
    shop = shop_of(server)
    server.reply(NEW)
    assert shop.lacks() is None
    assert not shop.is_valid()

    assert shop.headers() == {"Authorization": "Bearer new"}
    assert shop.headers() == {"Authorization": "Bearer new"}

    # No scope is asked for, so that it cannot grow.
    assert server.forms == [
        {
            "client_id": "shop-cli",
            "grant_type": "refresh_token",
            "refresh_token": "refresh-0",
        }
    ]
    assert shop.is_valid()


def test_good_token_is_not_refreshed(server: TokenServer, clock: Any) -> None:
    shop = shop_of(
        server, o_auth_token=OAuthToken("good", expires_in=600, refresh_token="r")
    )
    assert shop.headers() == {"Authorization": "Bearer good"}
    assert server.asked == []
    clock.advance(541)
    server.reply(NEW)
    assert shop.headers() == {"Authorization": "Bearer new"}


@pytest.mark.parametrize(
    ("answer", "refresh_token", "scope"),
    [
        # Less than what is asked for was granted once, and so it stays.
        ({}, "refresh-0", "read"),
        ({"refresh_token": "refresh-1"}, "refresh-1", "read"),
        ({"refresh_token": ""}, "refresh-0", "read"),
        ({"scope": "write"}, "refresh-0", "write"),
    ],
)
def test_what_the_answer_leaves_out_stays(
    server: TokenServer, answer: dict[str, str], refresh_token: str, scope: str
) -> None:
    shop = shop_of(server)
    server.reply({**NEW, **answer})

    token = shop.refresh()

    assert token.access_token == "new"
    assert (token.refresh_token, token.scope) == (refresh_token, scope)
    assert shop.o_auth_token is token


def test_scope_that_was_not_told_stays_untold(server: TokenServer) -> None:
    token = OAuthToken("old", expiry=1, refresh_token="refresh-0")
    shop = shop_of(server, o_auth_token=token, o_auth_scopes=["read"])
    server.reply(NEW)

    shop.refresh()

    assert shop.granted_scopes == ("read",)
    assert shop.missing_scopes == ()


def test_document_can_name_another_endpoint(server: TokenServer) -> None:
    shop = manager(
        "authorization_code",
        server.url,
        facts={"refresh_url": "/refresh"},
        o_auth_token=EXPIRED,
    )
    server.reply(NEW)
    shop.refresh()
    assert [asked.path for asked in server.asked] == ["/refresh"]


def test_refresh_token_that_is_not_taken_is_dropped(server: TokenServer) -> None:
    shop = shop_of(server)
    server.reply({"error": "invalid_grant"}, 400)

    with pytest.raises(errors.TokenExpiredError, match=r"invalid_grant.*authorize"):
        shop.headers()
    with pytest.raises(errors.TokenExpiredError, match="no refresh token"):
        shop.headers()
    with pytest.raises(errors.TokenMissingError):
        shop.refresh()

    assert len(server.asked) == 1
    assert isinstance(shop.lacks(), errors.TokenExpiredError)
    assert shop.o_auth_token.refresh_token is None


def test_good_token_outlives_its_refresh_token(server: TokenServer) -> None:
    shop = shop_of(server, o_auth_token=OAuthToken("good", refresh_token="refresh-0"))
    server.reply({"error": "invalid_grant"}, 400)

    with pytest.raises(errors.TokenExpiredError):
        shop.refresh()

    assert shop.headers() == {"Authorization": "Bearer good"}


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply({}, 503), errors.TransportError),
        (Reply({"error": "invalid_client"}, 401), errors.AuthorizationError),
        (Reply("<p>", 404), errors.AuthorizationResponseError),
    ],
)
def test_other_failures_keep_it(
    server: TokenServer, reply: Reply, expected: type[Exception]
) -> None:
    shop = shop_of(server)
    server.replies.append(reply)
    with pytest.raises(expected):
        shop.headers()

    server.reply(NEW)
    assert shop.headers() == {"Authorization": "Bearer new"}
    assert [form["refresh_token"] for form in server.forms] == ["refresh-0"] * 2


def test_twenty_threads_make_one_refresh(server: TokenServer) -> None:
    shop = shop_of(server)
    server.otherwise = rotation = Rotation("refresh-0")
    barrier = Barrier(20)

    def ask() -> Any:
        barrier.wait(10)
        return shop.headers()

    for round_ in (1, 2, 3):
        shop.o_auth_token = OAuthToken("old", expiry=1, refresh_token=rotation.current)
        with ThreadPoolExecutor(20) as pool:
            asked = [pool.submit(ask) for _ in range(20)]
        expected = {"Authorization": f"Bearer access-{round_}"}
        assert [one.result() for one in asked] == [expected] * 20
        assert len(server.asked) == round_
    assert rotation.reused == []


def test_twenty_tasks_make_one_refresh(server: TokenServer) -> None:
    shop = shop_of(server)
    server.otherwise = rotation = Rotation("refresh-0")

    async def ask() -> Any:
        return await asyncio.gather(*(shop.headers_async() for _ in range(20)))

    assert asyncio.run(ask()) == [{"Authorization": "Bearer access-1"}] * 20
    assert len(server.asked) == 1
    assert rotation.reused == []


def test_threads_and_loops_share_one_refresh(server: TokenServer) -> None:
    shop = shop_of(server)
    rotation = Rotation("refresh-0")
    asked, answer = Event(), Event()

    def slowly(request: Asked) -> Reply:
        asked.set()
        assert answer.wait(10)
        return rotation(request)

    server.otherwise = slowly
    barrier = Barrier(6)

    def in_a_thread() -> Any:
        barrier.wait(10)
        return shop.headers()

    def in_a_loop() -> Any:
        barrier.wait(10)
        return asyncio.run(shop.headers_async())

    with ThreadPoolExecutor(6) as pool:
        work = [pool.submit(one) for one in (in_a_thread, in_a_loop) * 3]
        assert asked.wait(10)
        answer.set()
    assert [one.result() for one in work] == [{"Authorization": "Bearer access-1"}] * 6
    assert len(server.asked) == 1


def failing_server(server: TokenServer) -> tuple[Event, Callable[[], None]]:
    """The first answer waits until it is let go, and is an error."""
    asked, answer = Event(), Event()

    def refuse(_: Asked) -> Reply:
        asked.set()
        assert answer.wait(10)
        return Reply({"error": "temporarily_unavailable"}, 503)

    server.otherwise = refuse
    return asked, answer.set


def test_failure_reaches_all_who_wait(server: TokenServer) -> None:
    shop = shop_of(server)
    asked, let_go = failing_server(server)
    seen: list[Exception] = []

    async def ask() -> list[Any]:
        waiting = [asyncio.ensure_future(shop.headers_async()) for _ in range(5)]
        await asyncio.to_thread(asked.wait, 10)
        let_go()
        return await asyncio.gather(*waiting, return_exceptions=True)

    seen = asyncio.run(ask())

    assert {type(error) for error in seen} == {errors.AuthorizationError}
    assert {error.code for error in seen if isinstance(error, errors.AuthError)} == {
        "temporarily_unavailable"
    }
    # One for each: raising an error writes a traceback into it.
    assert len({id(error) for error in seen}) == 5
    assert len(server.asked) == 1


def test_who_is_cancelled_leaves_the_refresh_to_the_others(
    server: TokenServer,
) -> None:
    shop = shop_of(server)
    rotation = Rotation("refresh-0")
    asked, answer = Event(), Event()

    def slowly(request: Asked) -> Reply:
        asked.set()
        assert answer.wait(10)
        return rotation(request)

    server.otherwise = slowly

    async def ask() -> Any:
        first = asyncio.ensure_future(shop.headers_async())
        await asyncio.to_thread(asked.wait, 10)
        second = asyncio.ensure_future(shop.headers_async())
        await asyncio.sleep(0)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        answer.set()
        return await second

    assert asyncio.run(ask()) == {"Authorization": "Bearer access-1"}
    assert rotation.reused == []


def test_loop_that_ends_leaves_the_refresh_to_others(server: TokenServer) -> None:
    rotation = Rotation("refresh-0")
    asked, never = asyncio.Event(), asyncio.Event()

    class Transport:
        async def send(self, request: Any) -> Any:
            asked.set()
            await never.wait()

    shop = shop_of(server, settings={"async_transport": Transport()})

    async def leave() -> None:
        left.append(asyncio.ensure_future(shop.headers_async()))
        await asked.wait()

    left: list[Any] = []
    asyncio.run(leave())
    server.otherwise = rotation

    assert shop.headers() == {"Authorization": "Bearer access-1"}


def test_thread_that_is_interrupted_leaves_it_to_others(server: TokenServer) -> None:
    sending, others_wait = Event(), Event()

    class Transport:
        calls = 0

        def send(self, request: Any) -> Any:
            from templates._auth.standard_transport import StandardTransport

            self.calls += 1
            if self.calls == 1:
                sending.set()
                assert others_wait.wait(10)
                raise KeyboardInterrupt
            return StandardTransport().send(request)

    server.otherwise = Rotation("refresh-0")
    shop = shop_of(server, settings={"transport": Transport()})
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(shop.headers)
        assert sending.wait(10)
        second = pool.submit(shop.headers)
        others_wait.set()
        with pytest.raises(KeyboardInterrupt):
            first.result(10)
        assert second.result(10) == {"Authorization": "Bearer access-1"}


def test_call_that_would_block_its_own_loop_says_so(server: TokenServer) -> None:
    shop = shop_of(server)
    asked, let_go = failing_server(server)

    async def ask() -> None:
        first = asyncio.ensure_future(shop.headers_async())
        await asyncio.to_thread(asked.wait, 10)
        with pytest.raises(errors.InvalidRequestError, match="headers_async"):
            shop.headers()
        let_go()
        with pytest.raises(errors.AuthorizationError):
            await first

    asyncio.run(ask())


def test_asynchronous_refresh(server: TokenServer) -> None:
    shop = shop_of(server)
    server.reply(NEW)
    assert asyncio.run(shop.refresh_async()).access_token == "new"
