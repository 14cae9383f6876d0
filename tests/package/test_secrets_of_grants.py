"""No error of a grant tells a secret, a code, a verifier or a token."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from templates._auth.file_token_store import FileTokenStore
from templates._auth.password_credentials import PasswordCredentials
from templates._auth.request_parts import Answer, Target
from templates._auth.steps import HttpResponse

from .oauth import CALLBACK, OAuthToken, errors, manager
from .telling import told_by
from .token_server import TokenServer, token_server

SECRET = "SENTINEL"

STATE = f"{SECRET}-state"
VERIFIER = f"{SECRET}-verifier-".ljust(43, "x")
CODE = f"{SECRET}-code"
ADDRESS = f"{CALLBACK}?code={CODE}&state={STATE}"
ANSWERS: dict[str, tuple[Any, int]] = {
    "refused": ({"error": "invalid_grant", "hint": SECRET}, 400),
    "refused, oddly": ({"error": f'"{SECRET}'}, 400),
    "no JSON": (SECRET, 200),
    "twice": (f'{{"access_token": "{SECRET}", "access_token": "{SECRET}"}}', 200),
    "a list": ([SECRET], 200),
    "no type": ({"access_token": SECRET, "refresh_token": SECRET}, 200),
    "type": ({"access_token": SECRET, "token_type": "mac"}, 200),
    "token": ({"access_token": f"{SECRET} x", "token_type": "bearer"}, 200),
    "refresh token": (
        {"access_token": SECRET, "token_type": "bearer", "refresh_token": f"{SECRET} "},
        200,
    ),
    "lifetime": (
        {"access_token": SECRET, "token_type": "bearer", "expires_in": "soon"},
        200,
    ),
    "down": (SECRET, 503),
    "moved": (SECRET, 307),
}


def exchange_code(url: str) -> Any:
    shop = manager(
        "authorization_code",
        url,
        o_auth_client_secret=f"{SECRET}-client",
        o_auth_client_authentication="body",
    )
    shop.get_authorization_url(STATE, None, VERIFIER)
    return shop, lambda: shop.fetch_token(ADDRESS, STATE, VERIFIER)


def refresh(url: str) -> Any:
    token = OAuthToken(f"{SECRET}-a", expiry=1, refresh_token=f"{SECRET}-r")
    shop = manager("authorization_code", url, o_auth_token=token)
    return shop, shop.headers


def refresh_in_a_loop(url: str) -> Any:
    shop, _ = refresh(url)
    return shop, lambda: asyncio.run(shop.headers_async())


def fetch_by_secret(url: str) -> Any:
    shop = manager("client_credentials", url, o_auth_client_secret=f"{SECRET}-é")
    return shop, shop.fetch_token


def fetch_by_password(url: str) -> Any:
    shop = manager(
        "password", url, o_auth_username="rex", o_auth_password=f"{SECRET}-password"
    )
    return shop, lambda: asyncio.run(shop.fetch_token_async())


def poll(url: str) -> Any:
    shop = manager("device", url)

    class Transport:
        def send(self, request: Any) -> HttpResponse:
            answer = {
                "device_code": f"{SECRET}-device",
                "user_code": "U",
                "expires_in": 4,
                "verification_uri": "https://as.example/d",
            }
            headers = {"Content-Type": "application/json"}
            return HttpResponse(200, headers, json.dumps(answer).encode())

    started = manager("device", settings={"transport": Transport()}).start()
    return shop, lambda: shop.fetch_token(started)


WORK = {
    function.__name__: function
    for function in (
        exchange_code,
        refresh,
        refresh_in_a_loop,
        fetch_by_secret,
        fetch_by_password,
        poll,
    )
}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        yield server


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("work", WORK)
def test_refusal_tells_nothing(
    server: TokenServer,
    work: str,
    answer: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    server.reply(*ANSWERS[answer])
    shop, go = WORK[work](server.url)

    with pytest.raises(errors.AuthError) as caught:
        go()

    assert len(server.asked) == 1
    assert SECRET in server.asked[0].body + str(server.asked[0].headers) or work == (
        "fetch_by_secret"
    )
    assert SECRET not in told_by(caught.value)
    assert SECRET not in repr(shop)
    assert SECRET not in caplog.text
    assert SECRET not in "".join(capfd.readouterr())


@pytest.mark.parametrize("work", WORK)
def test_server_that_is_gone_learns_and_tells_nothing(work: str) -> None:
    with token_server() as server:
        url = server.url
    _, go = WORK[work](url)
    with pytest.raises(errors.AuthError) as caught:
        go()
    assert SECRET not in told_by(caught.value)


class LeakError(Exception):
    """An error of an application's own transport."""


def test_error_of_the_applications_transport(tmp_path: Path) -> None:
    class Transport:
        def send(self, request: Any) -> HttpResponse:
            raise LeakError("no network")

    shop = manager(
        "client_credentials",
        settings={"transport": Transport()},
        o_auth_client_secret=SECRET,
    )
    with pytest.raises(LeakError) as caught:
        shop.headers()
    assert SECRET not in told_by(caught.value)


wrong_keyword: Any = PasswordCredentials

Misuse = Callable[[Any], object]
MISUSES: dict[str, Misuse] = {
    "code without a state": lambda _: exchange_code("https://as.example")[
        0
    ].fetch_token(f"{CALLBACK}?code={CODE}"),
    "code in the fragment": lambda _: exchange_code("https://as.example")[
        0
    ].fetch_token(f"{CALLBACK}#code={CODE}&state={STATE}"),
    "verifier too short": lambda _: manager("authorization_code").get_authorization_url(
        None, None, SECRET
    ),
    "verifier of another process": lambda _: manager("authorization_code").fetch_token(
        ADDRESS, STATE, SECRET
    ),
    "secret with a wrong keyword": lambda _: wrong_keyword(
        o_auth_client_secret=SECRET, o_auth_secret=SECRET
    ),
    "password with a wrong method": lambda _: PasswordCredentials(
        o_auth_password=SECRET, o_auth_client_authentication=SECRET
    ),
    "store that is damaged": lambda path: damaged(path).load("key"),
    "store that is damaged, saving": lambda path: damaged(path).save(
        "key", OAuthToken(SECRET)
    ),
}


def damaged(path: Path) -> FileTokenStore:
    file = path / "tokens.json"
    file.write_text(f'{{"version": 1, "tokens": {{"{SECRET}": "{SECRET}"')
    file.chmod(0o600)
    return FileTokenStore(file)


@pytest.mark.parametrize("misuse", MISUSES)
def test_misuse_tells_nothing(tmp_path: Path, misuse: str) -> None:
    with pytest.raises((errors.AuthError, TypeError)) as caught:
        MISUSES[misuse](tmp_path)
    assert SECRET not in told_by(caught.value)


def test_rejection_tells_nothing() -> None:

    shop = manager("authorization_code", o_auth_token=OAuthToken(SECRET))
    exchange = shop.exchange(Target("GET", "https://api.example/"))
    exchange.begin()
    answer = Answer(401, ['Bearer error="invalid_token"'])
    with pytest.raises(errors.TokenRejectedError) as caught:
        exchange.answered(answer)
    assert SECRET not in f"{caught.value} {vars(caught.value)}"
