"""What a refusal makes of a request: once more, an error, or nothing at all."""

from __future__ import annotations

import asyncio
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import httpx
import pytest
import requests
import urllib3

from templates._auth.challenges import parse_challenges
from templates._auth.errors import AuthError, InsufficientScopeError
from templates._auth.request_auth import SchemeAuth
from templates._auth.request_parts import Answer, RequestParts, Target
from templates._auth.settings import Settings
from templates._auth.steps import HttpRequest, HttpResponse
from tests.package.http_clients import (
    TIMEOUT,
    TLS,
    Send,
    every_http_client,
    send_requests,
    send_urllib,
    send_urllib3,
)

if TYPE_CHECKING:
    from templates._auth.steps import Steps

TOKEN_URL = "https://as.example/token"
REJECTED = {"WWW-Authenticate": 'Basic realm="x", Bearer error="invalid_token"'}
TOO_LITTLE = {"WWW-Authenticate": 'Bearer error="insufficient_scope", scope="b c"'}


class Renewing(SchemeAuth):
    """Gets another token from a token endpoint when one is refused."""

    scheme = "renewing"

    def __init__(self) -> None:
        settings = Settings(transport=Transport(), async_transport=AsyncTransport())
        super().__init__(settings)
        self.token = "TREASURE-0"

    def lacks(self, scopes: tuple[str, ...] = ()) -> AuthError | None:
        return None

    def prepare(
        self, target: Target, scopes: tuple[str, ...] = ()
    ) -> Steps[RequestParts]:
        yield from ()
        return self._parts()

    def react(
        self, target: Target, parts: RequestParts, answer: Answer
    ) -> Steps[RequestParts | None]:
        for challenge in parse_challenges(answer.challenges):
            error = challenge.parameters.get("error")
            if error == "insufficient_scope":
                raise InsufficientScopeError("more", missing_scopes=["b", "c"])
            if error == "invalid_token":
                response = yield HttpRequest("POST", TOKEN_URL, {}, b"")
                self.token = response.body.decode()
                return self._parts()
        return None

    def _parts(self) -> RequestParts:
        return RequestParts({"X-Token": self.token})


class Transport:
    """A token endpoint that gives TREASURE-1, TREASURE-2, ..."""

    def __init__(self) -> None:
        self.given = 0

    def send(self, request: HttpRequest) -> HttpResponse:
        self.given += 1
        return HttpResponse(200, {}, f"TREASURE-{self.given}".encode())


class AsyncTransport:
    """The same for an event loop."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        return Transport().send(request)


@pytest.fixture
def auth() -> Renewing:
    return Renewing()


@pytest.fixture
def pets(api: Any) -> str:
    """The URL of what takes TREASURE-1 alone."""

    def reply(request: Any) -> tuple[int, dict[str, str]]:
        good = request.values("X-Token") == ["TREASURE-1"]
        return (200, {}) if good else (401, REJECTED)

    return str(api.decide("/pets", reply))


def tokens(api: Any) -> list[list[str]]:
    return [[one.rpartition("-")[2] for one in sent] for sent in api.headers("X-Token")]


@every_http_client
@pytest.mark.parametrize("body", [None, b"name=Rex"])
def test_request_goes_again_with_what_came_of_the_refusal(
    api: Any, pets: str, auth: Renewing, send: Send, body: bytes | None
) -> None:
    assert send(pets, auth, "POST" if body else "GET", body) == 200

    assert tokens(api) == [["0"], ["1"]]
    assert [request.body for request in api.received] == [body or b""] * 2


@every_http_client
def test_request_goes_again_once(api: Any, auth: Renewing, send: Send) -> None:
    assert send(api.answer("/never", 401, **REJECTED), auth) == 401

    assert tokens(api) == [["0"], ["1"]]


@every_http_client
def test_end_of_a_redirect_goes_again_once(
    api: Any, auth: Renewing, send: Send
) -> None:
    api.answer("/never", 401, **REJECTED)

    assert send(api.redirect("/moved", 307, "/never"), auth) == 401

    assert tokens(api) == [["0"], ["0"], ["1"]]


@every_http_client
@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("value", [None, "Basic", 'Bearer realm="x"', '"', "Bearer ="])
def test_refusal_that_says_nothing_is_left_to_the_caller(
    api: Any, auth: Renewing, send: Send, status: int, value: str | None
) -> None:
    headers = {} if value is None else {"WWW-Authenticate": value}

    assert send(api.answer("/no", status, **headers), auth) == status

    assert tokens(api) == [["0"]]


@every_http_client
def test_other_answers_are_not_looked_at(api: Any, auth: Renewing, send: Send) -> None:
    assert send(api.answer("/odd", 400, **REJECTED), auth) == 400

    assert tokens(api) == [["0"]]


@every_http_client
def test_refusal_can_be_an_error(api: Any, auth: Renewing, send: Send) -> None:
    url = api.answer("/no", 403, **TOO_LITTLE)

    with pytest.raises(InsufficientScopeError) as caught:
        send(url, auth)

    assert caught.value.missing_scopes == ("b", "c")
    assert len(api.received) == 1


@every_http_client
def test_refusal_at_the_end_of_a_redirect(
    api: Any, pets: str, auth: Renewing, send: Send
) -> None:
    assert send(api.redirect("/moved", 307, "/pets"), auth) == 200

    assert api.paths == ["/moved", "/pets", "/pets"]
    assert tokens(api) == [["0"], ["0"], ["1"]]


@every_http_client
def test_redirect_after_a_refusal(api: Any, auth: Renewing, send: Send) -> None:
    def reply(request: Any) -> tuple[int, dict[str, str]]:
        good = request.values("X-Token") == ["TREASURE-1"]
        return (307, {"Location": "/there"}) if good else (401, REJECTED)

    assert send(api.decide("/here", reply), auth) == 200

    assert api.paths == ["/here", "/here", "/there"]
    assert tokens(api) == [["0"], ["1"], ["1"]]


@every_http_client
def test_refusal_by_another_origin_means_nothing(
    api: Any, elsewhere: Any, auth: Renewing, send: Send
) -> None:
    trap = elsewhere.answer("/trap", 401, **REJECTED)

    assert send(api.redirect("/moved", 307, trap), auth) == 401

    assert tokens(elsewhere) == [[]]
    assert auth.token == "TREASURE-0"


@pytest.mark.parametrize("send", [send_requests, send_urllib, send_urllib3])
def test_file_goes_again_from_where_it_began(
    api: Any, pets: str, auth: Renewing, send: Send, tmp_path: Path
) -> None:
    path = tmp_path / "pet"
    path.write_bytes(b"skipped name=Rex")
    length = {"Content-Length": "8"} if send is not send_requests else {}
    with path.open("rb") as file:
        file.seek(len(b"skipped "))
        assert send(pets, auth, "POST", file, **length) == 200

    assert [request.body for request in api.received] == [b"name=Rex"] * 2


def parts() -> Iterator[bytes]:
    yield b"name="
    yield b"Rex"


async def parts_async() -> AsyncIterator[bytes]:
    for part in parts():
        yield part


def stream_requests(url: str, auth: Any) -> int:
    headers = {"Content-Length": "8"}
    # A body without a length is sent in chunks, which http.server cannot read.
    request = requests.Request("POST", url, data=parts(), headers=headers, auth=auth)
    prepared = request.prepare()
    del prepared.headers["Transfer-Encoding"]
    with requests.Session() as session:
        return session.send(prepared, timeout=TIMEOUT).status_code


def stream_httpx(url: str, auth: Any) -> int:
    with httpx.Client(auth=auth, verify=TLS) as http:
        headers = {"Content-Length": "8"}
        return http.post(url, content=parts(), headers=headers).status_code


def stream_httpx_async(url: str, auth: Any) -> int:
    async def send() -> int:
        async with httpx.AsyncClient(auth=auth, verify=TLS) as http:
            headers = {"Content-Length": "8"}
            answer = await http.post(url, content=parts_async(), headers=headers)
            return answer.status_code

    return asyncio.run(send())


def stream_aiohttp(url: str, auth: Any) -> int:
    async def send() -> int:
        async with (
            aiohttp.ClientSession(middlewares=[auth]) as session,
            session.post(
                url, data=parts_async(), headers={"Content-Length": "8"}
            ) as response,
        ):
            return response.status

    return asyncio.run(send())


def stream_urllib(url: str, auth: Any) -> int:
    return send_urllib(url, auth, "POST", parts(), **{"Content-Length": "8"})


def stream_urllib3(url: str, auth: Any) -> int:
    with urllib3.PoolManager(timeout=TIMEOUT) as pool:
        headers = {"Content-Length": "8"}
        answer = auth.urllib3(pool).request("POST", url, body=parts(), headers=headers)
        return int(answer.status)


@pytest.mark.parametrize(
    "stream",
    [
        stream_requests,
        stream_httpx,
        stream_httpx_async,
        stream_aiohttp,
        stream_urllib,
        stream_urllib3,
    ],
)
def test_stream_does_not_go_again(
    api: Any, pets: str, auth: Renewing, stream: Send
) -> None:
    """It is used up: what would arrive is half a request, or none."""
    assert stream(pets, auth) == 401

    assert [request.body for request in api.received] == [b"name=Rex"]


def test_urllib_request_can_be_opened_again(
    api: Any, pets: str, auth: Renewing
) -> None:
    opener = urllib.request.build_opener(auth.urllib_handler())
    request = urllib.request.Request(pets)
    for _ in range(3):
        opener.open(request, timeout=TIMEOUT).close()

    assert tokens(api) == [["0"], ["1"], ["1"], ["1"]]
