"""Credentials on real requests: where they arrive, and above all where they do not."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
from requests.structures import CaseInsensitiveDict

from tests.package.http_clients import (
    EVERY,
    TIMEOUT,
    Send,
    every_http_client,
    send_aiohttp,
    send_httpx,
    send_requests,
)

TOKEN = "token-AAA"
KEY = "special-key"


@pytest.fixture
def client(petstore: Any, new_client: Callable[..., Any]) -> Any:
    """A client with a token and a key."""
    return new_client(o_auth_token=petstore.OAuthToken(TOKEN, "BEARER"))


@every_http_client
def test_token_arrives_as_bearer(api: Any, client: Any, send: Send) -> None:
    assert send(f"{api.url}/pet?status=sold", client.petstore_auth) == 200

    assert api.headers("Authorization") == [["Bearer token-AAA"]]
    assert api.headers("api_key") == [[]]
    assert api.paths == ["/pet?status=sold"]


@every_http_client
def test_key_arrives_in_its_header(api: Any, client: Any, send: Send) -> None:
    assert send(f"{api.url}/pet?status=sold", client.api_key) == 200

    assert api.headers("api_key") == [["special-key"]]
    assert api.headers("Authorization") == [[]]
    assert api.paths == ["/pet?status=sold"]


@every_http_client
@pytest.mark.parametrize(
    ("operation", "authorization", "key"),
    [
        ("addPet", ["Bearer token-AAA"], []),
        ("getPetById", [], ["special-key"]),
        ("placeOrder", [], []),
    ],
)
def test_operation_gets_what_it_asks_for(
    api: Any, client: Any, send: Send, operation: str, authorization: Any, key: Any
) -> None:
    send(api.url, client.for_operation(operation))

    assert api.headers("Authorization") == [authorization]
    assert api.headers("api_key") == [key]


@every_http_client
@pytest.mark.parametrize("status", [401, 403])
def test_refused_request_is_not_repeated(
    api: Any, client: Any, send: Send, status: int
) -> None:
    assert send(api.answer("/no", status), client.petstore_auth) == status

    assert api.paths == ["/no"]


@every_http_client
@pytest.mark.parametrize(
    ("expiry", "code"), [(None, "token_missing"), (1, "token_expired")]
)
def test_without_a_usable_token_nothing_is_sent(
    petstore: Any, api: Any, client: Any, send: Send, expiry: int | None, code: str
) -> None:
    client.petstore_auth.o_auth_token = expiry and petstore.OAuthToken(
        TOKEN, expiry=expiry
    )

    with pytest.raises(petstore.AuthError) as caught:
        send(api.url, client.petstore_auth)

    assert caught.value.code == code
    assert api.received == []


@every_http_client
def test_without_a_key_nothing_is_sent(petstore: Any, api: Any, send: Send) -> None:
    client = petstore.PetstoreClient()

    for auth in (client.api_key, client.for_operation("getInventory")):
        with pytest.raises(petstore.CredentialsMissingError) as caught:
            send(api.url, auth)
        assert caught.value.code == "credentials_missing"

    assert api.received == []


@every_http_client
@pytest.mark.parametrize("scheme", ["petstore_auth", "api_key"])
def test_plain_http_leads_to_this_machine_only(
    petstore: Any, api: Any, client: Any, send: Send, scheme: str
) -> None:
    """`127.1` is this machine for a resolver, so what is sent would arrive."""
    url = api.url.replace("127.0.0.1", "127.1")

    with pytest.raises(petstore.InsecureTransportError) as caught:
        send(url, getattr(client, scheme))

    assert caught.value.code == "insecure_transport"
    assert api.received == []


@pytest.mark.parametrize("send", [one for one in EVERY if one is not send_aiohttp])
def test_operation_without_security_goes_over_plain_http(
    api: Any, client: Any, send: Send
) -> None:
    """aiohttp itself refuses such a URL."""
    url = api.url.replace("127.0.0.1", "127.1")

    assert send(url, client.for_operation("placeOrder")) == 200

    assert api.headers("Authorization") == api.headers("api_key") == [[]]


@every_http_client
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("operation", ["addPet", "getInventory"])
def test_nothing_follows_a_redirect_to_another_origin(
    api: Any, elsewhere: Any, client: Any, send: Send, status: int, operation: str
) -> None:
    auth = client.for_operation(operation)
    moved = api.redirect("/moved", status, f"{elsewhere.url}/trap?x=1")

    assert send(moved, auth) == 200

    assert elsewhere.paths == ["/trap?x=1"]
    arrived = repr([*elsewhere.received[0].headers])
    assert "authorization" not in arrived.lower()
    assert "api_key" not in arrived.lower()
    assert TOKEN not in arrived
    assert KEY not in arrived
    [header] = auth.headers()
    assert api.headers(header) == [[auth.headers()[header]]]


@every_http_client
@pytest.mark.parametrize("scheme", ["petstore_auth", "api_key"])
def test_nothing_follows_a_redirect_to_another_host_name(
    api: Any, client: Any, send: Send, scheme: str
) -> None:
    target = f"{api.url.replace('127.0.0.1', 'localhost')}/trap"

    send(api.redirect("/moved", 302, target), getattr(client, scheme))

    assert api.paths == ["/moved", "/trap"]
    [(header, value)] = getattr(client, scheme).headers().items()
    assert api.headers(header) == [[value], []]


@every_http_client
@pytest.mark.parametrize("scheme", ["petstore_auth", "api_key"])
def test_nothing_follows_a_second_hop_to_another_origin(
    api: Any, elsewhere: Any, client: Any, send: Send, scheme: str
) -> None:
    elsewhere.redirect("/trap", 307, f"{elsewhere.url}/trap-2")
    api.redirect("/hop", 302, f"{elsewhere.url}/trap")

    send(api.redirect("/moved", 308, "/hop"), getattr(client, scheme))

    assert api.paths == ["/moved", "/hop"]
    assert elsewhere.paths == ["/trap", "/trap-2"]
    [(header, value)] = getattr(client, scheme).headers().items()
    assert api.headers(header) == [[value]] * 2
    assert elsewhere.headers(header) == [[]] * 2


@every_http_client
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("scheme", ["petstore_auth", "api_key"])
@pytest.mark.parametrize("absolute", [True, False])
def test_credentials_follow_a_redirect_within_the_origin(
    api: Any, client: Any, send: Send, status: int, scheme: str, absolute: bool
) -> None:
    target = f"{api.url}/there" if absolute else "/there"

    send(api.redirect("/here", status, target), getattr(client, scheme))

    [(header, value)] = getattr(client, scheme).headers().items()
    assert api.paths == ["/here", "/there"]
    assert api.headers(header) == [[value]] * 2


def test_what_is_not_ours_follows_a_redirect(
    api: Any, elsewhere: Any, client: Any
) -> None:
    """Only the headers that were put on are taken off."""
    moved = api.redirect("/moved", 302, elsewhere.url)

    send_requests(moved, client.api_key, **{"X-Trace": "t-1"})
    send_httpx(moved, client.api_key, **{"X-Trace": "t-2"})

    assert elsewhere.headers("X-Trace") == [["t-1"], ["t-2"]]


@every_http_client
@pytest.mark.parametrize(
    ("scheme", "header"),
    [("petstore_auth", "authorization"), ("api_key", "API_KEY")],
)
def test_header_of_the_caller_is_neither_replaced_nor_joined(
    petstore: Any, api: Any, client: Any, send: Send, scheme: str, header: str
) -> None:
    with pytest.raises(petstore.InvalidRequestError, match="already") as caught:
        send(api.url, getattr(client, scheme), **{header: "of-the-caller"})

    assert caught.value.code == "invalid_request"
    assert "of-the-caller" not in str(caught.value)
    assert api.received == []


@pytest.mark.parametrize("scheme", ["petstore_auth", "api_key"])
def test_httpx_request_can_be_sent_again(
    api: Any, elsewhere: Any, client: Any, scheme: str
) -> None:
    auth = getattr(client, scheme)
    moved = api.redirect("/moved", 307, elsewhere.url)
    with httpx.Client(auth=auth, follow_redirects=True) as http:
        request = http.build_request("GET", moved)
        for _ in range(3):
            http.send(request)

    [(header, value)] = auth.headers().items()
    assert api.headers(header) == [[value]] * 3
    assert elsewhere.headers(header) == [[]] * 3


@pytest.mark.parametrize("scheme", ["petstore_auth", "api_key"])
def test_httpx_request_can_be_sent_again_asynchronously(
    api: Any, elsewhere: Any, client: Any, scheme: str
) -> None:
    auth = getattr(client, scheme)
    moved = api.redirect("/moved", 307, elsewhere.url)

    async def send() -> None:
        async with httpx.AsyncClient(auth=auth, follow_redirects=True) as http:
            request = http.build_request("GET", moved)
            for _ in range(3):
                await http.send(request)

    asyncio.run(send())

    [(header, value)] = auth.headers().items()
    assert api.headers(header) == [[value]] * 3
    assert elsewhere.headers(header) == [[]] * 3


def test_httpx_request_can_be_sent_again_with_a_new_token(
    petstore: Any, api: Any, client: Any
) -> None:
    manager = client.petstore_auth
    with httpx.Client(auth=manager) as http:
        request = http.build_request("GET", api.url)
        for token in ("first-token", "second-token"):
            manager.o_auth_token = petstore.OAuthToken(token)
            http.send(request)

    assert api.headers("Authorization") == [
        ["Bearer first-token"],
        ["Bearer second-token"],
    ]


def test_trace_function_of_the_caller_still_runs(
    api: Any, elsewhere: Any, client: Any
) -> None:
    events: list[str] = []

    def trace(event: str, _: object) -> None:
        events.append(event)

    async def atrace(event: str, _: object) -> None:
        events.append(event)

    async def get_async(url: str) -> None:
        async with httpx.AsyncClient(auth=client.api_key) as http:
            await http.get(url, extensions={"trace": atrace}, follow_redirects=True)

    moved = api.redirect("/moved", 307, elsewhere.url)
    with httpx.Client(auth=client.api_key) as http:
        http.get(moved, extensions={"trace": trace}, follow_redirects=True)
    asyncio.run(get_async(moved))

    assert events.count("http11.send_request_headers.started") == 4
    assert elsewhere.headers("api_key") == [[], []]


@pytest.mark.parametrize("scheme", ["petstore_auth", "api_key"])
def test_sessions_and_single_requests_both_work(
    api: Any, client: Any, scheme: str
) -> None:
    auth = getattr(client, scheme)
    with requests.Session() as session:
        session.auth = auth
        session.get(api.url, timeout=TIMEOUT)
        session.post(api.url, data={"a": "b"}, timeout=TIMEOUT)
        prepared = session.prepare_request(requests.Request("GET", api.url))
        session.send(prepared, timeout=TIMEOUT)
        session.send(prepared, timeout=TIMEOUT)
    httpx.get(api.url, auth=auth)
    httpx.post(api.url, auth=auth, json={"a": "b"})

    [(header, value)] = auth.headers().items()
    assert api.headers(header) == [[value]] * 6


@pytest.mark.parametrize("scheme", ["petstore_auth", "api_key"])
def test_session_keeps_nothing_for_the_next_request(
    api: Any, client: Any, scheme: str
) -> None:
    with requests.Session() as session:
        session.get(api.url, auth=getattr(client, scheme), timeout=TIMEOUT)
        session.get(api.url, timeout=TIMEOUT)

    assert [bool(value) for value in api.headers("Authorization")].count(True) == (
        scheme == "petstore_auth"
    )
    assert api.headers("api_key")[1] == []
    assert "Cookie" not in dict(api.received[1].headers)


@every_http_client
def test_netrc_does_not_take_the_tokens_place(
    api: Any, client: Any, send: Send, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password something\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", os.fspath(netrc))
    requests.get(api.url, timeout=TIMEOUT)

    send(api.url, client.petstore_auth)

    [[of_netrc], [of_token]] = api.headers("Authorization")
    assert of_netrc.startswith("Basic ")
    assert of_token == "Bearer token-AAA"


@every_http_client
@pytest.mark.parametrize("operation", ["addPet", "getInventory"])
def test_client_can_be_restricted_to_origins(
    petstore: Any, api: Any, elsewhere: Any, send: Send, operation: str
) -> None:
    client = petstore.PetstoreClient(
        petstore_auth_credentials=petstore.PetstoreAuthCredentials(
            o_auth_token=petstore.OAuthToken(TOKEN)
        ),
        api_key_credentials=petstore.ApiKeyCredentials(api_key=KEY),
        allowed_origins=["https://api.example", f"{api.url}/v3/"],
    )
    [scheme] = {"addPet": "petstore_auth", "getInventory": "api_key"}[operation].split()

    for auth in (client.for_operation(operation), getattr(client, scheme)):
        send(f"{api.url}/pet", auth)
        send(f"{elsewhere.url}/pet", auth)
        send(f"{elsewhere.url.replace('127.0.0.1', 'localhost')}/pet", auth)

    [(header, value)] = getattr(client, scheme).headers().items()
    assert api.headers(header) == [[value]] * 2
    assert elsewhere.headers(header) == [[]] * 4


@pytest.mark.parametrize(
    ("origins", "error"),
    [
        (["http://api.example"], "InsecureTransportError"),
        (["api.example"], "InvalidRequestError"),
        (["https://user@api.example"], "InvalidRequestError"),
        ("https://api.example", "InvalidRequestError"),
    ],
)
def test_what_is_no_origin_is_refused(
    petstore: Any, origins: list[str] | str, error: str
) -> None:
    with pytest.raises(getattr(petstore, error)):
        petstore.PetstoreClient(allowed_origins=origins)


def test_no_origin_at_all_means_no_credentials(petstore: Any, api: Any) -> None:
    client = petstore.PetstoreClient(
        api_key_credentials=petstore.ApiKeyCredentials(api_key=KEY), allowed_origins=[]
    )

    send_requests(api.url, client.api_key)

    assert api.headers("api_key") == [[]]


@pytest.mark.parametrize(
    "url",
    [
        "https://user:secret@api.example/",
        "ftp://api.example/",
        "https://evil.example\\@api.example/",
        "https:///pet",
        "/pet",
    ],
)
@pytest.mark.parametrize("scheme", ["petstore_auth", "api_key"])
def test_request_to_what_is_no_web_server_gets_nothing(
    petstore: Any, client: Any, scheme: str, url: str
) -> None:
    headers: CaseInsensitiveDict[str] = CaseInsensitiveDict()
    request = requests.PreparedRequest()
    request.url, request.headers = url, headers

    with pytest.raises(petstore.InvalidRequestError) as caught:
        getattr(client, scheme)(request)

    assert "secret" not in str(caught.value)
    assert not headers


def test_threads_share_a_manager(petstore: Any, api: Any, client: Any) -> None:
    tokens = [petstore.OAuthToken(f"token-{n}") for n in range(5)]

    def work(n: int) -> int:
        client.petstore_auth.o_auth_token = tokens[n % 5]
        return send_requests(f"{api.url}/{n}", client.petstore_auth)

    with ThreadPoolExecutor(8) as threads:
        statuses = list(threads.map(work, range(40)))

    assert statuses == [200] * 40
    assert {header for [header] in api.headers("Authorization")} <= {
        f"Bearer token-{n}" for n in range(5)
    }
    assert sorted(api.paths) == sorted(f"/{n}" for n in range(40))


def test_headers_are_for_clients_of_every_other_kind(client: Any) -> None:
    for auth, expected in [
        (client.petstore_auth, {"Authorization": "Bearer token-AAA"}),
        (client.api_key, {"api_key": "special-key"}),
        (client.for_operation("getPetById"), {"api_key": "special-key"}),
    ]:
        headers = auth.headers()
        assert headers == expected
        headers.clear()
        assert auth.headers() == expected
