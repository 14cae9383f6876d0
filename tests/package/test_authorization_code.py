"""The authorization code grant with PKCE: its requests, its redirects, its token."""

from __future__ import annotations

import asyncio
import http.client
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from .oauth import CALLBACK, OAuthToken, errors, manager
from .token_server import TokenServer, token_server

NOW = 1_700_000_000
STATE = "st-8f3kQ2_Zx7"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
GRANTED = {
    "access_token": "access-1",
    "token_type": "Bearer",
    "expires_in": 3600,
    "refresh_token": "refresh-1",
    "scope": "read write",
}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        yield server


def query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, strict_parsing=True))


def test_request_asks_for_a_code_with_a_challenge() -> None:
    shop = manager("authorization_code", o_auth_scopes=["read", "write"])

    url = shop.get_authorization_url(STATE, {"prompt": "login"}, VERIFIER)

    assert url.startswith("https://as.example/authorize?response_type=code&")
    assert query_of(url) == {
        "response_type": "code",
        "client_id": "shop-cli",
        "redirect_uri": CALLBACK,
        "scope": "read write",
        "state": STATE,
        # RFC 7636, appendix B.
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
        "prompt": "login",
    }


def test_every_request_has_a_verifier_of_its_own(server: TokenServer) -> None:
    shop = manager("authorization_code", server.url)
    queries = [query_of(shop.get_authorization_url()) for _ in range(2)]
    for query in queries:
        server.reply(GRANTED)
        shop.fetch_token(f"{CALLBACK}?code=c&state={query['state']}")

    verifiers = [form["code_verifier"] for form in server.forms]
    assert len({*verifiers}) == 2
    for query, verifier in zip(queries, verifiers, strict=True):
        digest = sha256(verifier.encode()).digest()
        challenge = urlsafe_b64encode(digest).decode().rstrip("=")
        assert query["code_challenge"] == challenge
        assert 43 <= len(verifier) <= 128


@pytest.mark.parametrize(
    "verifier", ["", "x" * 42, "x" * 129, "+" * 43, "e" * 42 + "é"]
)
def test_verifier_has_to_be_one(verifier: str) -> None:
    shop = manager("authorization_code")
    with pytest.raises(errors.InvalidRequestError, match="verifier"):
        shop.get_authorization_url(STATE, None, verifier)


@pytest.mark.parametrize("name", ["code_challenge", "code_challenge_method"])
def test_challenge_cannot_be_given(name: str) -> None:
    shop = manager("authorization_code")
    with pytest.raises(errors.InvalidRequestError, match=name):
        shop.get_authorization_url(additional_params={name: "plain"})


def test_code_is_exchanged_for_a_token(server: TokenServer, clock: Any) -> None:
    shop = manager(
        "authorization_code",
        server.url,
        o_auth_client_secret="secret",
        o_auth_scopes=["write", "read", "admin"],
    )
    shop.get_authorization_url(STATE, code_verifier=VERIFIER)
    server.reply(GRANTED)

    token = shop.fetch_token(f"{CALLBACK}?code=the%20code&state={STATE}")

    assert [asked.path for asked in server.asked] == ["/token"]
    assert server.forms == [
        {
            "grant_type": "authorization_code",
            "code": "the code",
            "redirect_uri": CALLBACK,
            "code_verifier": VERIFIER,
        }
    ]
    assert token == OAuthToken(
        "access-1",
        expires_in=3600,
        expiry=NOW + 3600,
        scope="read write",
        refresh_token="refresh-1",
    )
    assert shop.o_auth_token is token
    assert shop.missing_scopes == ("admin",)
    assert shop.headers() == {"Authorization": "Bearer access-1"}


def test_asynchronously_too(server: TokenServer) -> None:
    shop = manager("authorization_code", server.url)
    shop.get_authorization_url(STATE)
    server.reply(GRANTED)

    token = asyncio.run(shop.fetch_token_async(f"{CALLBACK}?code=c&state={STATE}"))

    assert shop.o_auth_token is token
    assert token.access_token == "access-1"


ADDRESS = f"{CALLBACK}?code=c&state={STATE}"
REFUSED = f"error=access_denied&error_description=No%21&state={STATE}"


@pytest.mark.parametrize(
    "response",
    [
        ADDRESS,
        f"?code=c&state={STATE}",
        f"code=c&state={STATE}",
        f"  {ADDRESS}\n",
        f"{ADDRESS}#_=_",
        f"{ADDRESS}&unknown=1&unknown=2&iss=https://as.example",
        f"http://127.0.0.1:8765/callback?state={STATE}&code=c",
    ],
)
def test_response_with_a_code(server: TokenServer, response: str) -> None:
    shop = manager("authorization_code", server.url)
    shop.get_authorization_url(STATE)
    server.reply(GRANTED)

    shop.fetch_token(response)

    assert [form["code"] for form in server.forms] == ["c"]


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (
            f"http://127.0.0.1:8766/callback?code=c&state={STATE}",
            "redirect_uri_mismatch",
        ),
        (f"http://127.0.0.1:8765/other?code=c&state={STATE}", "redirect_uri_mismatch"),
        (CALLBACK, "empty_response"),
        (f"{CALLBACK}?", "empty_response"),
        ("", "empty_response"),
        (f"{ADDRESS}&code=d", "duplicate_parameter"),
        (f"{ADDRESS}&state={STATE}", "duplicate_parameter"),
        (f"{CALLBACK}?code=c", "state_mismatch"),
        (f"{CALLBACK}?code=c&state=", "state_mismatch"),
        (f"{CALLBACK}?code=c&state={STATE}x", "state_mismatch"),
        (f"{CALLBACK}?code=%zz&state={STATE}", "invalid_response"),
        (f"{CALLBACK}#code=c&state={STATE}", "invalid_response"),
        (f"{ADDRESS}#access_token=a&token_type=bearer", "invalid_response"),
        (f"{ADDRESS}&access_token=a", "invalid_response"),
        (f"{CALLBACK}?state={STATE}", "missing_code"),
        (f"{CALLBACK}?code=&state={STATE}", "missing_code"),
        (f"{CALLBACK}?{REFUSED}", "access_denied"),
        (f"{CALLBACK}#{REFUSED}", "access_denied"),
        (f"{ADDRESS}&error=server_error", "server_error"),
        (f"{ADDRESS}&error=%22", "invalid_response"),
    ],
)
def test_response_is_refused(server: TokenServer, response: str, code: str) -> None:
    kept = OAuthToken("kept")
    shop = manager("authorization_code", server.url, o_auth_token=kept)
    shop.get_authorization_url(STATE)

    with pytest.raises(errors.AuthError) as caught:
        shop.fetch_token(response)

    assert caught.value.code == code
    assert server.asked == []
    assert shop.o_auth_token is kept


@pytest.mark.parametrize(
    ("issuer", "sent", "code"),
    [
        ("https://as.example", "", "issuer_mismatch"),
        ("https://as.example", "&iss=https%3A%2F%2Fevil.example", "issuer_mismatch"),
        ("https://as.example", "&iss=https%3A%2F%2Fas.example%2F", "issuer_mismatch"),
        ("https://as.example", "&iss=https%3A%2F%2Fas.example", None),
        (None, "&iss=https%3A%2F%2Fas.example", None),
    ],
)
def test_issuer(
    server: TokenServer, issuer: str | None, sent: str, code: str | None
) -> None:
    shop = manager("authorization_code", server.url, o_auth_issuer=issuer)
    shop.get_authorization_url(STATE)
    server.reply(GRANTED)

    if code is None:
        shop.fetch_token(ADDRESS + sent)
    else:
        with pytest.raises(errors.AuthorizationResponseError) as caught:
            shop.fetch_token(ADDRESS + sent)
        assert caught.value.code == code

    assert len(server.asked) == (code is None)


def test_code_is_used_once(server: TokenServer) -> None:
    shop = manager("authorization_code", server.url)
    shop.get_authorization_url(STATE)
    server.reply(GRANTED)
    shop.fetch_token(ADDRESS)

    with pytest.raises(errors.AuthorizationResponseError) as caught:
        shop.fetch_token(ADDRESS, STATE, VERIFIER)

    assert caught.value.code == "state_mismatch"
    assert len(server.asked) == 1


def test_another_process_reads_the_response(server: TokenServer) -> None:
    manager("authorization_code", server.url).get_authorization_url(
        STATE, code_verifier=VERIFIER
    )
    other = manager("authorization_code", server.url)
    with pytest.raises(errors.InvalidRequestError, match="code_verifier"):
        other.fetch_token(ADDRESS, STATE)
    server.reply(GRANTED)

    other.fetch_token(ADDRESS, STATE, VERIFIER)

    assert [form["code_verifier"] for form in server.forms] == [VERIFIER]


def test_refusal_of_the_token_endpoint_keeps_the_token(server: TokenServer) -> None:
    kept = OAuthToken("kept")
    shop = manager("authorization_code", server.url, o_auth_token=kept)
    shop.get_authorization_url(STATE)
    server.reply({"error": "invalid_grant", "error_description": "used"}, 400)

    with pytest.raises(errors.AuthorizationError) as caught:
        shop.fetch_token(ADDRESS)

    assert (caught.value.code, caught.value.error_description) == (
        "invalid_grant",
        "used",
    )
    assert shop.o_auth_token is kept


def test_endpoints_of_the_credentials_win(server: TokenServer) -> None:
    shop = manager(
        "authorization_code",
        "https://unused.example/",
        o_auth_authorization_url="https://other.example/login?x=1",
        o_auth_token_url=f"{server.url}/other",
    )
    server.reply(GRANTED)

    assert shop.get_authorization_url(STATE).startswith(
        "https://other.example/login?x=1&response_type=code&"
    )
    shop.fetch_token(ADDRESS)
    assert [asked.path for asked in server.asked] == ["/other"]


def test_relative_endpoint_needs_a_server() -> None:
    shop = manager("authorization_code", None)

    with pytest.raises(
        errors.CredentialsMissingError, match="o_auth_authorization_url"
    ):
        shop.get_authorization_url()


def test_endpoint_that_the_document_lacks_has_to_be_given(server: TokenServer) -> None:
    shop = manager("authorization_code", server.url, facts={"token_url": None})
    shop.get_authorization_url(STATE)

    with pytest.raises(errors.CredentialsMissingError, match="o_auth_token_url"):
        shop.fetch_token(ADDRESS)


def post(url: str, answer: str) -> tuple[int, str]:
    """What the callback page does."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    headers = {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection(parts.netloc, timeout=5)) as connection:
        connection.request("POST", parts.path, answer, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()


@pytest.mark.parametrize("asynchronous", [False, True])
def test_person_logs_in_at_this_machine(
    server: TokenServer, asynchronous: bool
) -> None:
    shop = manager(
        "authorization_code",
        server.url,
        o_auth_redirect_uri="http://127.0.0.1/callback",
    )
    server.reply(GRANTED)
    pool = ThreadPoolExecutor(1)
    answers: list[Any] = []

    def show(url: str) -> None:
        query = {
            name: value[0] for name, value in parse_qs(urlsplit(url).query).items()
        }
        answer = f"?code=c&state={query['state']}"
        answers.append(pool.submit(post, query["redirect_uri"], answer))
        answers.append(query["redirect_uri"])

    if asynchronous:
        token = asyncio.run(shop.authorize_async(20, open_browser=show))
    else:
        token = shop.authorize(20, open_browser=show)
    pool.shutdown()

    assert answers[0].result() == (200, "accepted")
    assert token.access_token == "access-1"
    # RFC 6749, section 4.1.3: with the port that was really used.
    assert [form["redirect_uri"] for form in server.forms] == [answers[1]]


def test_person_learns_that_the_exchange_failed(server: TokenServer) -> None:
    shop = manager(
        "authorization_code",
        server.url,
        o_auth_redirect_uri="http://127.0.0.1/callback",
    )
    server.reply({"error": "invalid_client"}, 401)
    pool = ThreadPoolExecutor(1)
    answers: list[Any] = []

    def show(url: str) -> None:
        query = {
            name: value[0] for name, value in parse_qs(urlsplit(url).query).items()
        }
        answer = f"?code=c&state={query['state']}"
        answers.append(pool.submit(post, query["redirect_uri"], answer))

    with pytest.raises(errors.AuthorizationError) as caught:
        shop.authorize(20, open_browser=show)
    pool.shutdown()

    assert caught.value.code == "invalid_client"
    assert answers[0].result()[0] == 200
    assert answers[0].result()[1] != "accepted"


@pytest.mark.parametrize("asynchronous", [False, True])
def test_page_of_a_web_application(server: TokenServer, asynchronous: bool) -> None:
    shop = manager(
        "authorization_code", server.url, o_auth_redirect_uri="https://app.example/cb"
    )
    server.reply(GRANTED)
    headers = {
        "Origin": "https://app.example",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    # Another process has made the request: the session holds these.
    session = (f"?code=c&state={STATE}".encode(), STATE, VERIFIER)

    if asynchronous:
        answer = asyncio.run(shop.callback_answer_async(headers, *session))
    else:
        answer = shop.callback_answer(headers, *session)

    assert (answer.status, str(answer), answer.is_over) == (200, "accepted", True)
    assert answer.token.access_token == "access-1"
    assert [form["code_verifier"] for form in server.forms] == [VERIFIER]
    assert shop.o_auth_token is None
