"""Client credentials and password: a token whenever a request needs one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from .oauth import OAuthToken, errors, manager
from .token_server import Asked, Reply, TokenServer, token_server

KINDS: dict[str, dict[str, Any]] = {
    "client_credentials": {"o_auth_client_secret": "client-secret"},
    "password": {"o_auth_username": "rex", "o_auth_password": "bone"},
}
FORMS: dict[str, dict[str, str]] = {
    "client_credentials": {"grant_type": "client_credentials"},
    "password": {
        "client_id": "shop-cli",
        "grant_type": "password",
        "username": "rex",
        "password": "bone",
    },
}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        counter = iter(range(1, 1000))

        def grant(_: Asked) -> Reply:
            return Reply(
                {
                    "access_token": f"access-{next(counter)}",
                    "token_type": "bearer",
                    "expires_in": 600,
                }
            )

        server.otherwise = grant
        yield server


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_request_gets_a_token_by_itself(
    server: TokenServer, kind: str, clock: Any
) -> None:
    shop = manager(kind, server.url, o_auth_scopes=["read", "a:b"], **KINDS[kind])
    assert shop.lacks() is None
    assert not shop.is_valid()

    assert shop.headers() == {"Authorization": "Bearer access-1"}
    assert shop.headers() == {"Authorization": "Bearer access-1"}
    clock.advance(541)
    assert shop.headers() == {"Authorization": "Bearer access-2"}

    assert server.forms == [{**FORMS[kind], "scope": "read a:b"}] * 2
    assert shop.granted_scopes == ("read", "a:b")


def test_scope_is_left_out_where_none_is_asked_for(
    server: TokenServer, kind: str
) -> None:
    manager(kind, server.url, **KINDS[kind]).headers()
    assert server.forms == [FORMS[kind]]


def test_new_token_on_demand(server: TokenServer, kind: str) -> None:
    shop = manager(kind, server.url, **KINDS[kind])

    tokens = [shop.fetch_token(), asyncio.run(shop.fetch_token_async())]

    assert [token.access_token for token in tokens] == ["access-1", "access-2"]
    assert shop.o_auth_token is tokens[1]


def test_asynchronous_client_gets_a_token_by_itself(
    server: TokenServer, kind: str
) -> None:
    shop = manager(kind, server.url, **KINDS[kind])
    headers = asyncio.run(shop.headers_async())
    assert headers == {"Authorization": "Bearer access-1"}


def test_twenty_threads_ask_once(server: TokenServer, kind: str) -> None:
    shop = manager(kind, server.url, **KINDS[kind])
    barrier = Barrier(20)

    def ask() -> Any:
        barrier.wait(10)
        return shop.headers()

    with ThreadPoolExecutor(20) as pool:
        asked = [pool.submit(ask) for _ in range(20)]

    assert {one.result()["Authorization"] for one in asked} == {"Bearer access-1"}
    assert len(server.asked) == 1


@pytest.mark.parametrize("refused", [False, True])
def test_refresh_token_is_used_while_it_is_good(
    server: TokenServer, kind: str, refused: bool
) -> None:
    old = OAuthToken("old", expiry=1, refresh_token="refresh-0")
    shop = manager(kind, server.url, o_auth_token=old, **KINDS[kind])
    if refused:
        server.reply({"error": "invalid_grant"}, 400)

    assert shop.headers() == {"Authorization": "Bearer access-1"}

    grants = [form["grant_type"] for form in server.forms]
    assert grants == ["refresh_token", kind][: 1 + refused]


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("client_credentials", "o_auth_client_id"),
        ("client_credentials", "o_auth_client_secret"),
        ("password", "o_auth_client_id"),
        ("password", "o_auth_username"),
        ("password", "o_auth_password"),
    ],
)
def test_credential_that_is_missing_is_named(
    server: TokenServer, kind: str, missing: str
) -> None:
    shop = manager(kind, server.url, **{**KINDS[kind], missing: None})

    error = shop.lacks()
    with pytest.raises(errors.CredentialsMissingError, match=missing):
        shop.headers()

    assert isinstance(error, errors.CredentialsMissingError)
    assert f"SHOP_{missing.upper()}" in str(error)
    assert server.asked == []


def test_endpoint_that_is_missing_is_named(kind: str) -> None:
    shop = manager(kind, None, **KINDS[kind])
    assert isinstance(shop.lacks(), errors.CredentialsMissingError)
    assert "o_auth_token_url" in str(shop.lacks())


def test_scope_that_was_not_asked_for_is_lacking(kind: str) -> None:
    shop = manager(kind, o_auth_scopes=["read"], **KINDS[kind])
    error = shop.lacks(("read", "write"))
    assert isinstance(error, errors.InsufficientScopeError)
    assert error.missing_scopes == ("write",)


def test_refusal_keeps_the_token(server: TokenServer, kind: str) -> None:
    kept = OAuthToken("kept")
    shop = manager(kind, server.url, o_auth_token=kept, **KINDS[kind])
    server.reply({"error": "unauthorized_client"}, 400)

    with pytest.raises(errors.AuthorizationError) as caught:
        shop.fetch_token()

    assert caught.value.code == "unauthorized_client"
    assert shop.o_auth_token is kept


@pytest.mark.parametrize("show", [repr, str])
def test_credentials_show_no_secret(kind: str, show: Any) -> None:
    shop = manager(kind, **KINDS[kind])
    shown = show(shop) + show(shop._credentials)
    assert "client-secret" not in shown
    assert "bone" not in shown
    assert "<secret>" in shown
