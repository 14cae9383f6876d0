"""What is special about one HTTP client: the ways that it has and others have not."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import urllib.request
from typing import Any

import aiohttp
import httpx
import pytest
import requests
import urllib3

from templates._auth.errors import InvalidRequestError
from tests.package.http_clients import TIMEOUT, TLS
from tests.package.managers import ARRIVES, bearer, cookie_key, header_key, query_key
from tests.package.test_refused import REJECTED, Renewing

KEY = ARRIVES["header_key"]["X-Key"]


def test_httpx_takes_a_manager_for_its_own_kind() -> None:
    """And nobody else does, as long as httpx is not there."""
    auth = header_key()
    assert isinstance(auth, httpx.Auth)
    assert isinstance(auth, type(auth))
    program = (
        "import sys; from tests.package.managers import header_key\n"
        "auth = header_key()\n"
        "print(auth.__class__ is type(auth), *sys.modules.keys() & "
        "{'httpx', 'requests', 'aiohttp', 'urllib3', 'urllib.request', 'ssl', 'http'})"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "True\n"


@pytest.mark.parametrize("make", [header_key, query_key, cookie_key, bearer])
def test_httpx_makes_hops_by_hand_without_what_is_ours(
    api: Any, elsewhere: Any, make: Any
) -> None:
    with httpx.Client(verify=TLS) as http:
        for target in (f"{elsewhere.url}/hop", "/hop"):
            request = http.get(
                api.redirect("/moved", 307, target), auth=make()
            ).next_request
            assert request is not None
            http.send(request)

    hops = [*elsewhere.received, *(one for one in api.received if one.path == "/hop")]
    assert len(hops) == 2
    assert "TREASURE" not in repr(hops)


def test_httpx_hop_by_hand_can_be_given_credentials(api: Any) -> None:
    moved = api.redirect("/moved", 307, "/there")
    with httpx.Client(verify=TLS, auth=header_key()) as http:
        request = http.get(moved).next_request
        assert request is not None
        http.send(request)

    assert api.headers("X-Key") == [KEY] * 2


def test_httpx_request_itself_stays_as_it_was(api: Any) -> None:
    with httpx.Client(verify=TLS) as http:
        request = http.build_request("POST", f"{api.url}/pet", content=b"Rex")
        for make in (query_key, header_key, cookie_key):
            http.send(request, auth=make())

    assert str(request.url) == f"{api.url}/pet"
    assert "TREASURE" not in repr([request.headers.raw, request.extensions])
    assert [one.body for one in api.received] == [b"Rex"] * 3


def test_httpx_transport_of_another_kind() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if "renewed" in request.url.params or len(seen) > 1:
            return httpx.Response(200)
        return httpx.Response(401, headers=REJECTED)

    with httpx.Client(auth=Renewing(), transport=httpx.MockTransport(answer)) as http:
        assert http.post("https://api.example/pet", json={"a": 1}).status_code == 200

    assert [request.headers["X-Token"] for request in seen] == [
        "TREASURE-0",
        "TREASURE-1",
    ]
    assert [request.content for request in seen] == [b'{"a":1}'] * 2


@pytest.mark.parametrize(
    ("make", "leaks"), [(header_key, True), (bearer, False), (cookie_key, False)]
)
def test_httpx_transport_that_lets_a_header_follow_is_told_of(
    make: Any, leaks: bool
) -> None:
    """httpx itself takes off two headers; of others only its own transports tell."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "api.example":
            return httpx.Response(307, headers={"Location": "https://other.example/"})
        return httpx.Response(200, json=dict(request.headers))

    with httpx.Client(
        auth=make(), transport=httpx.MockTransport(answer), follow_redirects=True
    ) as http:
        if leaks:
            with pytest.raises(InvalidRequestError, match=r"other\.example"):
                http.get("https://api.example/")
        else:
            assert "TREASURE" not in http.get("https://api.example/").text


def test_requests_sends_again_what_it_has_prepared(api: Any, elsewhere: Any) -> None:
    """Also where a redirect took off what was on the request."""

    def reply(request: Any) -> tuple[int, dict[str, str]]:
        if len(api.received) == 1:
            return 307, {"Location": f"{elsewhere.url}/trap"}
        return (200 if request.values("X-Key") else 401), {}

    with requests.Session() as session:
        prepared = session.prepare_request(
            requests.Request("GET", api.decide("/pet", reply), auth=header_key())
        )
        answers = [session.send(prepared, timeout=TIMEOUT) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert api.headers("X-Key") == [KEY, [], KEY]
    assert elsewhere.headers("X-Key") == [[]]


def test_aiohttp_session_knows_hops_from_requests(api: Any, elsewhere: Any) -> None:
    moved = api.redirect("/moved", 307, f"{elsewhere.url}/hop")

    async def get() -> None:
        async with aiohttp.ClientSession(middlewares=[header_key()]) as session:
            for url in (moved, f"{elsewhere.url}/asked-for", moved, f"{api.url}/pet"):
                async with session.get(url) as response:
                    assert response.status == 200

    asyncio.run(get())

    assert elsewhere.paths == ["/hop", "/asked-for", "/hop"]
    assert elsewhere.headers("X-Key") == [[], KEY, []]
    assert api.headers("X-Key") == [KEY] * 3


def test_aiohttp_tasks_do_not_mix_up_their_hops(api: Any, elsewhere: Any) -> None:
    api.redirect("/moved", 307, f"{elsewhere.url}/hop")

    async def get(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(url) as response:
            assert response.status == 200

    async def get_all() -> None:
        async with aiohttp.ClientSession(middlewares=[header_key()]) as session:
            urls = [f"{api.url}/moved", f"{elsewhere.url}/asked-for"] * 20
            await asyncio.gather(*(get(session, url) for url in urls))

    asyncio.run(get_all())

    arrived = {(one.path, *one.values("X-Key")) for one in elsewhere.received}
    assert arrived == {("/hop",), ("/asked-for", *KEY)}


def test_aiohttp_hop_by_hand_is_a_hop(api: Any, elsewhere: Any) -> None:
    moved = api.redirect("/moved", 307, f"{elsewhere.url}/hop")

    async def get() -> None:
        async with aiohttp.ClientSession(middlewares=[header_key()]) as session:
            response = await session.get(moved, allow_redirects=False)
            await session.get(response.headers["Location"])
            await session.get(moved, allow_redirects=False)
            await session.get(f"{api.url.replace('127.0.0.1', 'localhost')}/pet")

    asyncio.run(get())

    assert elsewhere.headers("X-Key") == [[]]
    assert api.headers("X-Key") == [KEY] * 3


class Redirects(urllib.request.HTTPRedirectHandler):
    """What an application has in the place of urllib's own."""


@pytest.mark.parametrize("make", [header_key, query_key, cookie_key, bearer])
def test_urllib_hop_that_another_handler_makes_gets_nothing(
    api: Any, elsewhere: Any, make: Any
) -> None:
    opener = urllib.request.build_opener(Redirects, make().urllib_handler())
    moved = api.redirect("/moved", 302, f"{elsewhere.url}/trap")

    opener.open(moved, timeout=TIMEOUT).close()

    assert elsewhere.paths == ["/trap"]
    assert "TREASURE" not in repr(elsewhere.received)


def test_urllib_cookies_go_along_with_ours(api: Any) -> None:
    api.answer("/login", 200, **{"Set-Cookie": "session=theirs"})
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(), cookie_key().urllib_handler()
    )
    for path in ("/login", "/pet"):
        opener.open(api.url + path, timeout=TIMEOUT).close()

    assert api.headers("Cookie") == [
        ["sid=TREASURE=cookie"],
        ["session=theirs; sid=TREASURE=cookie"],
    ]


def test_urllib3_manager_is_a_pool_manager(api: Any) -> None:
    with urllib3.PoolManager(headers={"X-Trace": "t-1"}) as pool:
        manager = header_key().urllib3(pool)
        assert isinstance(manager, urllib3.PoolManager)
        manager.request("GET", api.url)
        manager.request("POST", api.url, fields={"a": "b"}, headers={"X-Trace": "t-2"})
        pool.request("GET", api.url)

    assert api.headers("X-Key") == [KEY, KEY, []]
    assert api.headers("X-Trace") == [["t-1"], ["t-2"], ["t-1"]]
    assert pool.headers == {"X-Trace": "t-1"}
