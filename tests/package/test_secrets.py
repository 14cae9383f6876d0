"""No error, and nothing that is logged, tells a token, a key or a state."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import requests

from tests.package.telling import told_by

SECRET = "SENTINEL"
TOKEN = f"{SECRET}-token"
REFRESH = f"{SECRET}-refresh"
KEY = f"{SECRET}-key"
STATE = f"{SECRET}-state"
CALLBACK = "http://127.0.0.1:8765/callback"
GOOD = f"access_token={TOKEN}&token_type=bearer&state={STATE}"


Provoke = Callable[[Any, Any], object]
"""Gets the package, and a client that has a token and a key and waits for STATE."""


def fetch(response: str, state: str | None = None) -> Provoke:
    return lambda package, client: client.petstore_auth.fetch_token(response, state)


def stored(**changes: object) -> Provoke:
    return lambda package, client: package.OAuthToken.from_dictionary(
        {"access_token": TOKEN, "refresh_token": REFRESH, **changes}
    )


def request_with(**headers: str) -> Any:
    url = "https://api.example/pet"
    return requests.Request("GET", url, headers=headers).prepare()


def fetch_twice(package: Any, client: Any) -> None:
    for _ in range(2):
        client.petstore_auth.fetch_token(f"#{GOOD}")


def take_token_away(package: Any, client: Any) -> None:
    client.petstore_auth.o_auth_token = None
    client.for_operation("addPet").headers()


def expire(package: Any, client: Any) -> None:
    client.petstore_auth.o_auth_token = package.OAuthToken(TOKEN, expiry=1)
    client.petstore_auth(request_with())


RESPONSES: dict[str, Provoke] = {
    "state": fetch(f"{CALLBACK}#{GOOD}x"),
    "state of session": fetch(f"{CALLBACK}#{GOOD}", f"{STATE}-of-the-session"),
    "state too short": fetch(f"#access_token={TOKEN}&state={SECRET[:7]}", SECRET[:7]),
    "replay": fetch_twice,
    "redirect URI": fetch(f"http://127.0.0.1:9/callback#{GOOD}"),
    "redirect URI with secret": fetch(f"http://{TOKEN}@127.0.0.1:8765/callback#{GOOD}"),
    "redirect URI malformed": fetch(f"http://[{TOKEN}/callback#{GOOD}"),
    "query": fetch(f"{CALLBACK}?{GOOD}"),
    "query unasked": fetch(f"{CALLBACK}?x={TOKEN}#{GOOD}"),
    "duplicate": fetch(f"#{GOOD}&access_token={TOKEN}"),
    "encoding": fetch(f"#{GOOD}&error={TOKEN}%ff"),
    "surrogate": fetch(f"#state={STATE}&access_token={TOKEN}%41\ud800"),
    "surrogate in state": fetch(f"#{GOOD}\ud800", STATE),
    "too long": fetch(f"#{GOOD}{'A' * 2**20}"),
    "too many": fetch(f"#{GOOD}{'&x=1' * 100}"),
    "refusal": fetch(f"#{GOOD}&error=access_denied"),
    "bad refusal": fetch(f'#{GOOD}&error="{TOKEN}"'),
    "no token": fetch(f"#state={STATE}&refresh_token={REFRESH}&/access_token={TOKEN}"),
    "no type": fetch(f"#access_token={TOKEN}&state={STATE}"),
    "type": fetch(f"#{GOOD.replace('bearer', 'mac')}"),
    "token": fetch(f"#{GOOD}".replace(TOKEN, f"{TOKEN}+x")),
    "lifetime": fetch(f"#{GOOD}&expires_in=soon"),
    "scope": fetch(f'#{GOOD}&scope="'),
    "bytes": lambda package, client: client.petstore_auth.fetch_token(GOOD.encode()),
}
TOKENS: dict[str, Provoke] = {
    "access token": stored(access_token=f"{TOKEN}\n"),
    "access token of another type": stored(access_token=[TOKEN]),
    "refresh token": stored(refresh_token=f"{REFRESH}\n"),
    "token type": stored(token_type="mac"),
    "lifetime": stored(expires_in="soon"),
    "expiry": stored(expiry=-1),
    "scope": stored(scope='"'),
    "token of bytes": lambda package, client: package.OAuthToken(TOKEN.encode()),
    "wrong keyword": lambda package, client: package.OAuthToken(TOKEN, expires=1),
    "type of None": lambda package, client: package.OAuthToken(TOKEN, None),
}
CREDENTIALS: dict[str, Provoke] = {
    "key": lambda package, client: package.ApiKeyCredentials(api_key=f"{KEY} x"),
    "key by position": lambda package, client: package.ApiKeyCredentials(KEY),
    "clone": lambda package, client: package.ApiKeyCredentials(api_key=KEY).clone_with(
        api_key=f"{KEY}\n"
    ),
    "clone misspelt": lambda package, client: package.ApiKeyCredentials().clone_with(
        key=KEY
    ),
    "own state": lambda package, client: client.petstore_auth.get_authorization_url(
        state=f"{STATE}\n"
    ),
    "state of the request": lambda package, client: (
        client.petstore_auth.get_authorization_url(
            state=STATE, additional_params={"state": STATE}
        )
    ),
}
REQUESTS: dict[str, Provoke] = {
    "token missing": take_token_away,
    "token expired": expire,
    "own header": lambda package, client: client.petstore_auth(
        request_with(Authorization="mine")
    ),
    "own key": lambda package, client: client.api_key(request_with(api_key="mine")),
    "no URL": lambda package, client: client.petstore_auth(SimpleNamespace(url="/pet")),
    "no headers": lambda package, client: client.api_key(
        SimpleNamespace(url="https://api.example/", headers=None)
    ),
    "plain http": lambda package, client: requests.get(
        "http://api.example/", auth=client.api_key, timeout=1
    ),
    "own header, requests": lambda package, client: requests.get(
        "https://api.example/",
        auth=client.for_operation("addPet"),
        headers={"Authorization": "mine"},
        timeout=1,
    ),
    "own header, httpx": lambda package, client: httpx.get(
        "https://api.example/",
        auth=client.petstore_auth,
        headers={"Authorization": "m"},
    ),
}


@pytest.fixture
def client(petstore: Any, new_client: Callable[..., Any]) -> Any:
    credentials = new_client(o_auth_token=petstore.OAuthToken(TOKEN, scope="read:pets"))
    client = petstore.PetstoreClient(
        petstore_auth_credentials=petstore.PetstoreAuthCredentials(
            o_auth_client_id="petstore-cli",
            o_auth_redirect_uri=credentials.petstore_auth.o_auth_redirect_uri,
            o_auth_token=credentials.petstore_auth.o_auth_token,
        ),
        api_key_credentials=petstore.ApiKeyCredentials(api_key=KEY),
    )
    client.petstore_auth.get_authorization_url(state=STATE)
    return client


@pytest.mark.parametrize(
    "provoke",
    [
        pytest.param(provoke, id=f"{group}: {name}")
        for group, paths in {
            "response": RESPONSES,
            "token": TOKENS,
            "credentials": CREDENTIALS,
            "request": REQUESTS,
        }.items()
        for name, provoke in paths.items()
    ],
)
def test_error_tells_no_secret(
    petstore: Any,
    client: Any,
    provoke: Provoke,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    expected = (petstore.AuthError, TypeError, AttributeError)

    with pytest.raises(expected) as caught:
        provoke(petstore, client)

    assert SECRET not in told_by(caught.value)
    assert SECRET not in caplog.text
    assert SECRET not in "".join(capfd.readouterr())


def test_the_search_finds_what_there_is_to_find(petstore_folder: Path) -> None:
    """That the test above could fail."""

    def raises(where: str) -> BaseException:
        code = "def fail(value):\n    raise ValueError('x')\nfail(secret)"
        try:
            exec(compile(code, where, "exec"), {"secret": TOKEN})
        except ValueError as error:
            return error
        raise AssertionError

    assert SECRET in told_by(raises(str(petstore_folder / "module.py")))
    assert SECRET not in told_by(raises(__file__))
    assert SECRET in told_by(ValueError(TOKEN))
    outer = ValueError("x")
    outer.__context__ = raises("module.py")
    assert SECRET in told_by(outer)


def test_error_of_the_environment_tells_no_secret(
    petstore: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_KEY_API_KEY", f"{KEY} x")
    with pytest.raises(petstore.AuthError) as of_key:
        petstore.PetstoreClient.from_environment()
    monkeypatch.setenv("PETSTORE_AUTH_O_AUTH_TOKEN", f"{TOKEN} x")
    with pytest.raises(petstore.AuthError) as of_token:
        petstore.PetstoreClient.from_environment()

    assert of_key.value.code != of_token.value.code
    assert SECRET not in told_by(of_key.value) + told_by(of_token.value)


def test_token_that_expires_between_two_looks_tells_no_key(
    package_of: Callable[[str], Any], clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key and a token together: the token's time is up when the key was read."""
    shop = package_of("""
openapi: 3.0.4
info: {title: Shop, version: "1"}
security: [{key: [], login: []}]
paths: {/: {get: {operationId: home, responses: {"200": {description: done}}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    login:
      type: oauth2
      flows: {implicit: {authorizationUrl: "https://as.example/", scopes: {}}}
""")
    client = shop.ShopClient(
        key_credentials=shop.KeyCredentials(api_key=KEY),
        login_credentials=shop.LoginCredentials(
            o_auth_token=shop.OAuthToken(TOKEN, expires_in=100)
        ),
    )
    auth = client.for_operation("home")
    assert sorted(auth.headers()) == ["Authorization", "X-Key"]
    times = iter([clock.time, clock.time + 100])
    monkeypatch.setattr("time.time", lambda: next(times))

    with pytest.raises(shop.TokenExpiredError) as caught:
        auth.headers()

    assert SECRET not in told_by(caught.value)


def test_everything_that_works_is_silent(
    petstore: Any,
    client: Any,
    api: Any,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    moved = api.redirect("/moved", 302, "/there")
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        token = client.petstore_auth.fetch_token(f"{CALLBACK}#{GOOD}")
        petstore.OAuthToken.from_dictionary(token.to_dictionary())
        for auth in (client.petstore_auth, client.api_key):
            requests.get(moved, auth=auth, timeout=5)
            httpx.get(moved, auth=auth, follow_redirects=True)

    assert len(api.received) == 8
    assert "/moved" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in "".join(capfd.readouterr())
    assert warned == []


def test_token_is_never_in_a_url(petstore: Any, client: Any) -> None:
    url = client.petstore_auth.get_authorization_url()
    for auth in (client.petstore_auth, client.api_key):
        request = auth(request_with())
        assert request.url == "https://api.example/pet"
        assert SECRET in repr(request.headers)

    assert SECRET not in url
    assert "&state=" in url


@pytest.mark.parametrize("show", [repr, str, format])
def test_managers_and_clients_show_no_secret(
    petstore: Any, client: Any, show: Callable[[object], str]
) -> None:
    everything = [
        client,
        client.petstore_auth,
        client.api_key,
        client.for_operation("addPet"),
    ]

    assert SECRET not in "".join(map(show, everything))
    assert client.petstore_auth.headers() != client.api_key.headers()
