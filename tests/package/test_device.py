"""Device authorization: codes to show, and a question every few seconds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest

from .oauth import errors, manager
from .token_server import TokenServer, token_server

STARTED: dict[str, Any] = {
    "device_code": "SENTINEL-device-code",
    "user_code": "WDJB-MJHT",
    "verification_uri": "https://as.example/device",
    "verification_uri_complete": "https://as.example/device?user_code=WDJB-MJHT",
    "expires_in": 1800,
    "interval": 5,
}
GRANTED = {"access_token": "access-1", "token_type": "bearer", "refresh_token": "r"}
GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        yield server


@pytest.fixture
def pauses(clock: Any, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, in seconds; the clock goes on, and nobody waits."""
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        clock.advance(seconds)

    async def sleep_async(seconds: float) -> None:
        sleep(seconds)

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(asyncio, "sleep", sleep_async)
    return waited


def start(server: TokenServer, **changes: Any) -> None:
    server.reply({**STARTED, **changes})


def ignore(_: object) -> None:
    pass


def refuse(server: TokenServer, *codes: str) -> None:
    for code in codes:
        server.reply({"error": code}, 400)


def test_codes_to_show(server: TokenServer) -> None:
    shop = manager("device", server.url, o_auth_scopes=["read", "write"])
    start(server)

    started = shop.start()

    (asked,) = server.asked
    assert asked.path == "/device"
    assert asked.form == {"client_id": "shop-cli", "scope": "read write"}
    assert started.user_code == "WDJB-MJHT"
    assert started.verification_uri == "https://as.example/device"
    assert started.verification_uri_complete == STARTED["verification_uri_complete"]
    assert (started.expires_in, started.interval) == (1800, 5)
    assert "WDJB-MJHT" in repr(started)
    assert "SENTINEL" not in repr(started) + str(started)


def test_client_with_a_secret_names_itself_too(server: TokenServer) -> None:
    shop = manager("device", server.url, o_auth_client_secret="s")
    start(server)
    shop.start()
    (asked,) = server.asked
    assert asked.headers["authorization"].startswith("Basic ")
    assert asked.form == {"client_id": "shop-cli"}


@pytest.mark.parametrize("asynchronous", [False, True])
def test_server_says_how_often_to_ask(
    server: TokenServer, pauses: list[float], asynchronous: bool
) -> None:
    shop = manager("device", server.url, o_auth_scopes=["read"])
    start(server)
    refuse(server, "authorization_pending", "slow_down", "authorization_pending")
    server.reply(GRANTED)
    shown: list[Any] = []

    if asynchronous:

        async def show(started: Any) -> None:
            shown.append(started.user_code)

        token = asyncio.run(shop.authorize_async(show=show))
    else:

        def note(started: Any) -> None:
            shown.append(started.user_code)

        token = shop.authorize(show=note)

    assert pauses == [5, 10, 10]
    assert shown == ["WDJB-MJHT"]
    assert [asked.path for asked in server.asked] == ["/device", *["/token"] * 4]
    assert (
        server.forms[1:]
        == [
            {
                "client_id": "shop-cli",
                "device_code": "SENTINEL-device-code",
                "grant_type": GRANT_TYPE,
            }
        ]
        * 4
    )
    assert token.access_token == "access-1"
    assert shop.o_auth_token is token
    assert shop.granted_scopes == ("read",)


def test_interval_is_five_seconds_where_the_server_says_nothing(
    server: TokenServer, pauses: list[float]
) -> None:
    shop = manager("device", server.url)
    start(server, interval=None, verification_uri_complete=None)
    refuse(server, "authorization_pending")
    server.reply(GRANTED)

    started = shop.start()
    shop.fetch_token(started)

    assert started.verification_uri_complete is None
    assert pauses == [5]


@pytest.mark.parametrize("interval", [0, "0"])
def test_server_is_never_asked_without_a_pause(
    server: TokenServer, pauses: list[float], interval: Any
) -> None:
    shop = manager("device", server.url)
    start(server, interval=interval)
    refuse(server, "authorization_pending")
    server.reply(GRANTED)
    asyncio.run(shop.fetch_token_async(asyncio.run(shop.start_async())))
    assert pauses == [1]


def test_connection_that_fails_is_tried_less_often(
    server: TokenServer, pauses: list[float]
) -> None:
    shop = manager("device", server.url)
    start(server)
    server.reply("down", 503, Content_Type="text/plain")
    server.reply("down", 502, Content_Type="text/plain")
    server.reply(GRANTED)
    shop.authorize(show=ignore)
    assert pauses == [10, 20]


def test_connection_that_only_fails_ends_it(
    server: TokenServer, pauses: list[float]
) -> None:
    shop = manager("device", server.url)
    start(server)
    server.reply("down", 503, Content_Type="text/plain")
    refuse(server, "authorization_pending")
    with pytest.raises(errors.TransportError):
        shop.authorize(show=ignore)
    assert pauses == [10, 10, 20, 40, 80, 160]


@pytest.mark.parametrize("code", ["access_denied", "expired_token", "invalid_client"])
def test_other_errors_end_it(
    server: TokenServer, pauses: list[float], code: str
) -> None:
    shop = manager("device", server.url)
    start(server)
    refuse(server, "authorization_pending", code)

    with pytest.raises(errors.AuthorizationError) as caught:
        shop.authorize(show=ignore)

    assert caught.value.code == code
    assert pauses == [5]
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("expires_in", "timeout", "asked"), [(12, None, 3), (1800, 8, 2), (12, 100, 3)]
)
def test_wait_ends_with_the_codes_or_the_timeout(
    server: TokenServer,
    pauses: list[float],
    expires_in: int,
    timeout: float | None,
    asked: int,
) -> None:
    shop = manager("device", server.url)
    start(server, expires_in=expires_in)
    refuse(server, *["authorization_pending"] * 5)

    with pytest.raises(errors.AuthorizationTimeoutError, match=r"https://as\.example"):
        shop.authorize(timeout, show=ignore)

    assert len(server.asked) - 1 == asked
    assert pauses == [5] * (asked - 1)


def test_cancelling_ends_it(server: TokenServer) -> None:
    shop = manager("device", server.url)
    start(server)
    refuse(server, *["authorization_pending"] * 5)

    async def cancel() -> None:
        shown = asyncio.Event()
        loop = asyncio.get_running_loop()

        def show(_: Any) -> None:
            loop.call_soon_threadsafe(shown.set)

        login = asyncio.ensure_future(shop.authorize_async(show=show))
        await shown.wait()
        login.cancel()
        with pytest.raises(asyncio.CancelledError):
            await login

    asyncio.run(cancel())
    assert not shop.is_valid()
    assert len(server.asked) <= 2


def test_what_to_do_is_printed(
    server: TokenServer, pauses: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    shop = manager("device", server.url)
    start(server)
    server.reply(GRANTED)

    shop.authorize()

    told = capsys.readouterr()
    assert told.out == ""
    assert "https://as.example/device" in told.err
    assert "WDJB-MJHT" in told.err
    assert "SENTINEL" not in told.err


@pytest.mark.parametrize(
    "changes",
    [
        {"device_code": None},
        {"user_code": ""},
        {"user_code": "A\x1b[2J"},
        {"verification_uri": None},
        {"verification_uri": "javascript:alert(1)"},
        {"verification_uri": "file:///etc/passwd"},
        {"verification_uri_complete": "javascript:alert(1)"},
        {"expires_in": None},
        {"expires_in": "soon"},
        {"interval": -5},
    ],
)
def test_answer_that_cannot_be_shown(
    server: TokenServer, changes: dict[str, Any]
) -> None:
    shop = manager("device", server.url)
    start(server, **changes)

    with pytest.raises(errors.AuthError) as caught:
        shop.start()

    assert "SENTINEL" not in str(caught.value)


def test_token_is_refreshed(server: TokenServer, clock: Any) -> None:
    shop = manager("device", server.url)
    start(server)
    server.reply({**GRANTED, "expires_in": 60})
    shop.authorize(show=ignore)
    clock.advance(60)
    server.reply({**GRANTED, "access_token": "access-2"})

    assert shop.headers() == {"Authorization": "Bearer access-2"}
    assert server.forms[-1]["refresh_token"] == "r"
