"""What a server says of a token that it does not take (RFC 6750, section 3.1)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from templates._auth.request_parts import Answer, Target
from templates._auth.token_store import MemoryTokenStore

from .oauth import OAuthToken, errors, manager
from .token_server import Rotation, TokenServer, token_server

API = "https://api.example/pets"
INVALID = 'Bearer realm="pets", error="invalid_token", error_description="revoked\n"'
INSUFFICIENT = 'Bearer error="insufficient_scope", scope="read write admin"'


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        yield server


def send(shop: Any, status: int, *challenges: str) -> tuple[str, str | None]:
    """What went out, and what goes out again after this answer."""
    exchange = shop.exchange(Target("GET", API))
    first = exchange.begin()
    again = exchange.answered(Answer(status, challenges))
    return (
        first.headers["Authorization"],
        None if again is None else again.headers["Authorization"],
    )


async def send_async(shop: Any, status: int, *challenges: str) -> str | None:
    exchange = shop.exchange(Target("GET", API))
    answer = Answer(status, challenges)
    await exchange.begin_async()
    again = await exchange.answered_async(answer)
    return None if again is None else str(again.headers["Authorization"])


def shop_with(store: Any = None, **token: Any) -> Any:
    return manager(
        "authorization_code",
        settings={"token_store": store},
        o_auth_token=OAuthToken("SENTINEL-old", **token),
        o_auth_scopes=["read"],
    )


def test_rejected_token_is_dropped() -> None:
    shop = shop_with()

    with pytest.raises(errors.TokenRejectedError, match="authorize") as caught:
        send(shop, 401, "Basic", INVALID)

    assert caught.value.code == "invalid_token"
    assert caught.value.error_description == "revoked\\n"
    assert "SENTINEL" not in f"{caught.value} {vars(caught.value)}"
    assert shop.o_auth_token is None
    assert isinstance(shop.lacks(), errors.TokenMissingError)


def test_rejected_token_leaves_the_store_too() -> None:
    store = MemoryTokenStore()
    shop, other = shop_with(store), shop_with(store)
    shop.o_auth_token = OAuthToken("kept")
    with pytest.raises(errors.TokenRejectedError):
        send(shop, 401, INVALID)

    assert not shop.is_valid()
    other.o_auth_token = OAuthToken("other")
    assert shop.headers() == {"Authorization": "Bearer other"}


def test_token_that_came_meanwhile_is_not_dropped() -> None:
    store = MemoryTokenStore()
    shop, other = shop_with(store), shop_with(store)
    exchange = shop.exchange(Target("GET", API))
    exchange.begin()
    other.o_auth_token = OAuthToken("new")

    with pytest.raises(errors.TokenRejectedError):
        exchange.answered(Answer(401, [INVALID]))

    assert shop.headers() == other.headers() == {"Authorization": "Bearer new"}


def test_token_with_a_refresh_token_is_refreshed_next(server: TokenServer) -> None:
    server.otherwise = Rotation("refresh-0")
    shop = manager(
        "authorization_code",
        server.url,
        o_auth_token=OAuthToken("old", refresh_token="refresh-0"),
    )
    with pytest.raises(errors.TokenRejectedError):
        send(shop, 401, INVALID)

    assert not shop.is_valid()
    assert server.asked == []
    assert shop.headers() == {"Authorization": "Bearer access-1"}


@pytest.mark.parametrize(
    ("status", "challenges"),
    [
        (401, []),
        (401, ["Bearer"]),
        (401, ['Basic realm="x", error="invalid_token"']),
        (401, ['Bearer error="invalid_request"']),
        (401, ['Bearer error="insufficient_scope"']),
        (403, [INVALID]),
        (403, []),
        (400, [INVALID]),
        (200, [INVALID]),
        (401, ['Bearer error="invalid_token'[:20]]),
        (401, ["\x00" * 65536]),
    ],
)
def test_other_answers_are_the_callers(status: int, challenges: list[str]) -> None:
    shop = shop_with()
    assert send(shop, status, *challenges) == ("Bearer SENTINEL-old", None)
    assert shop.is_valid()


def test_missing_scopes_are_named() -> None:
    shop = shop_with(scope="read")

    with pytest.raises(errors.InsufficientScopeError, match="write admin") as caught:
        send(shop, 403, INSUFFICIENT)

    assert caught.value.missing_scopes == ("write", "admin")
    assert shop.is_valid()


@pytest.mark.parametrize(("granted", "missing"), [("other", ("read",)), ("read", ())])
def test_missing_scopes_that_the_server_keeps_to_itself(
    granted: str, missing: tuple[str, ...]
) -> None:
    with pytest.raises(errors.InsufficientScopeError) as caught:
        send(shop_with(scope=granted), 403, 'Bearer error="insufficient_scope"')
    assert caught.value.missing_scopes == missing


# ------------------------------------------------------------------ one more try


def test_application_can_have_another_token_sent() -> None:
    shop = shop_with()
    calls: list[Any] = []

    def log_in() -> OAuthToken:
        calls.append(shop.o_auth_token)
        return OAuthToken("new")

    shop.on_rejected = log_in

    assert send(shop, 401, INVALID) == ("Bearer SENTINEL-old", "Bearer new")
    assert calls == [None]
    assert shop.headers() == {"Authorization": "Bearer new"}


def test_refresh_can_be_what_gets_it(server: TokenServer) -> None:
    server.otherwise = rotation = Rotation("refresh-0")
    shop = manager(
        "authorization_code",
        server.url,
        o_auth_token=OAuthToken("old", refresh_token="refresh-0"),
    )
    shop.on_rejected = shop.refresh

    with ThreadPoolExecutor(8) as pool:
        work = [pool.submit(send, shop, 401, INVALID) for _ in range(8)]

    assert {one.result()[1] for one in work} <= {
        f"Bearer access-{number}" for number in range(1, 9)
    }
    assert rotation.reused == []
    assert len(server.asked) <= 8


@pytest.mark.parametrize("kind", ["client_credentials", "password"])
def test_automatic_grant_can_get_it(server: TokenServer, kind: str) -> None:
    names = iter(["first", "second"])
    secrets: dict[str, Any] = (
        {"o_auth_client_secret": "s"}
        if kind == "client_credentials"
        else {"o_auth_username": "rex", "o_auth_password": "bone"}
    )
    shop = manager(kind, server.url, **secrets)
    for name in names:
        server.reply({"access_token": name, "token_type": "bearer"})
    shop.on_rejected = shop.fetch_token

    assert send(shop, 401, INVALID) == ("Bearer first", "Bearer second")


def test_coroutine_can_get_it_in_an_event_loop() -> None:
    shop = shop_with()

    async def log_in() -> OAuthToken:
        await asyncio.sleep(0)
        return OAuthToken("new")

    shop.on_rejected = log_in

    assert asyncio.run(send_async(shop, 401, INVALID)) == "Bearer new"
    assert shop.o_auth_token == OAuthToken("new")


def test_function_can_get_it_in_an_event_loop() -> None:
    shop = shop_with()
    shop.on_rejected = lambda: OAuthToken("new")
    assert asyncio.run(send_async(shop, 401, INVALID)) == "Bearer new"


def test_coroutine_cannot_get_it_elsewhere() -> None:
    shop = shop_with()

    async def log_in() -> OAuthToken:
        return OAuthToken("new")

    shop.on_rejected = log_in
    with pytest.raises(errors.InvalidRequestError, match="async"):
        send(shop, 401, INVALID)


def test_token_of_another_thread_is_sent_again() -> None:
    store = MemoryTokenStore()
    shop = shop_with(store)
    shop.on_rejected = pytest.fail
    exchange = shop.exchange(Target("GET", API))
    exchange.begin()
    shop.o_auth_token = OAuthToken("new")

    again = exchange.answered(Answer(401, [INVALID]))

    assert again is not None
    assert again.headers == {"Authorization": "Bearer new"}


@pytest.mark.parametrize("given", [None, "new", 1])
def test_what_is_no_token_is_not_sent(given: Any) -> None:
    shop = shop_with()
    shop.on_rejected = lambda: given
    with pytest.raises(errors.AuthError) as caught:
        send(shop, 401, INVALID)
    assert caught.value.code == "invalid_token"
    assert not shop.is_valid()
