"""Given credentials on real requests: each scheme with each HTTP client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from templates._auth.errors import InvalidRequestError
from templates._auth.settings import Settings
from tests.package.http_clients import Send, every_http_client, send_requests
from tests.package.managers import ARRIVES, MANAGERS, QUERY, SECRET, bearer, cookie_key

every_scheme = pytest.mark.parametrize("scheme", MANAGERS)
every_redirect = pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
HEADERS = ("Authorization", "X-Key", "Cookie")


def arrived(server: Any) -> list[tuple[dict[str, list[str]], bool]]:
    """Of every request our headers, and whether the key was in its query."""
    return [
        (
            {name: request.values(name) for name in HEADERS if request.values(name)},
            QUERY in request.path.partition("?")[2].split("&"),
        )
        for request in server.received
    ]


def whole(scheme: str) -> tuple[dict[str, list[str]], bool]:
    return ARRIVES[scheme], scheme == "query_key"


@every_http_client
@every_scheme
def test_credential_arrives(api: Any, send: Send, scheme: str) -> None:
    assert send(f"{api.url}/pet", MANAGERS[scheme]()) == 200

    assert arrived(api) == [whole(scheme)]


@every_http_client
@every_scheme
@pytest.mark.parametrize(
    ("status", "origin"),
    [(307, "host"), *((status, "port") for status in (301, 302, 303, 307, 308))],
)
def test_nothing_follows_a_redirect_to_another_origin(
    api: Any, elsewhere: Any, send: Send, scheme: str, status: int, origin: str
) -> None:
    """Not even what the server itself repeats in the redirect."""
    other = api.url.replace("127.0.0.1", "localhost")
    target = elsewhere.url if origin == "port" else other
    repeated = f"&{QUERY}" if scheme == "query_key" else ""
    moved = api.redirect("/moved", status, f"{target}/trap?x=1{repeated}")

    assert send(moved, MANAGERS[scheme]()) == 200

    received: list[Any] = [*api.received, *elsewhere.received]
    [first, trapped] = received
    assert first.path.partition("?")[0] == "/moved"
    assert arrived(api)[0] == whole(scheme)
    assert trapped.path == "/trap?x=1"
    assert SECRET not in repr(trapped)
    assert not any(trapped.values(name) for name in HEADERS)


@every_http_client
@every_scheme
@every_redirect
def test_credential_follows_a_redirect_within_the_origin(
    api: Any, send: Send, scheme: str, status: int
) -> None:
    send(api.redirect("/here", status, "/there?x=1"), MANAGERS[scheme]())

    assert [path.partition("?")[0] for path in api.paths] == ["/here", "/there"]
    assert arrived(api) == [whole(scheme)] * 2


@every_http_client
@every_scheme
def test_nothing_comes_back_from_another_origin(
    api: Any, elsewhere: Any, send: Send, scheme: str
) -> None:
    """Where another origin leads to is not what the caller asked for."""
    elsewhere.redirect("/away", 307, f"{api.url}/back")

    send(api.redirect("/moved", 307, f"{elsewhere.url}/away"), MANAGERS[scheme]())

    assert [path.partition("?")[0] for path in api.paths] == ["/moved", "/back"]
    assert arrived(api) == [whole(scheme), ({}, False)]
    assert arrived(elsewhere) == [({}, False)]


@every_http_client
@every_scheme
def test_one_redirect_leaves_the_next_request_alone(
    api: Any, elsewhere: Any, send: Send, scheme: str
) -> None:
    auth = MANAGERS[scheme]()
    send(api.redirect("/moved", 307, f"{elsewhere.url}/away"), auth)
    send(f"{elsewhere.url}/asked-for", auth)

    assert arrived(elsewhere) == [({}, False), whole(scheme)]


@every_http_client
@every_scheme
def test_credential_goes_to_allowed_origins_only(
    api: Any, elsewhere: Any, send: Send, scheme: str
) -> None:
    settings = Settings(allowed_origins=frozenset([api.url]))
    elsewhere.redirect("/lure", 307, f"{api.url}/pet")

    for url in (f"{api.url}/pet", f"{elsewhere.url}/pet", f"{elsewhere.url}/lure"):
        send(url, MANAGERS[scheme](settings=settings))

    assert arrived(api) == [whole(scheme), ({}, False)]
    assert arrived(elsewhere) == [({}, False)] * 2


@every_http_client
@pytest.mark.parametrize(
    ("scheme", "query", "headers"),
    [
        ("header_key", "", {"x-kEY": "theirs"}),
        ("query_key", "?a=b&key%26name=theirs", {}),
        ("query_key", "?%6bey%26name", {}),
        ("cookie_key", "", {"Cookie": "a=b; sid=theirs"}),
        ("basic", "", {"Authorization": "theirs"}),
        ("bearer", "", {"authorization": "theirs"}),
        ("negotiate", "", {"AUTHORIZATION": "theirs"}),
    ],
)
def test_what_the_caller_has_set_is_neither_replaced_nor_repeated(
    api: Any, send: Send, scheme: str, query: str, headers: dict[str, str]
) -> None:
    with pytest.raises(InvalidRequestError, match="already has the") as caught:
        send(f"{api.url}/pet{query}", MANAGERS[scheme](), **headers)

    assert "theirs" not in str(caught.value)
    assert api.received == []


@every_http_client
def test_cookie_joins_those_of_the_caller(api: Any, send: Send) -> None:
    send(api.url, cookie_key(), Cookie="a=b; xsid=c")

    [[cookies]] = api.headers("Cookie")
    assert cookies.split("; ") == ["a=b", "xsid=c", "sid=TREASURE=cookie"]


@every_http_client
@pytest.mark.parametrize("query", ["", "?", "?a=1&b=%20+&a=2", "?c", "?d&"])
def test_rest_of_the_url_stays_as_it_is(api: Any, send: Send, query: str) -> None:
    url = f"{api.url}/p%20et/{query}#fragment"

    send(url, bearer())
    send(url, MANAGERS["query_key"]())

    without, with_key = api.paths
    joint = "&" if "?" in without and without[-1] not in "?&" else ""
    joint = joint or ("" if "?" in without else "?")
    assert with_key in (f"{without}{joint}{QUERY}", f"{without}?{QUERY}")


def test_netrc_takes_no_place_on_the_way(
    api: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """requests looks there again on every hop of a redirect."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password something\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))

    def answer(request: Any) -> tuple[int, dict[str, str]]:
        if request.values("Authorization") == ARRIVES["bearer"]["Authorization"]:
            return 200, {}
        return 401, {"WWW-Authenticate": 'Bearer error="invalid_token"'}

    api.decide("/there", answer)

    assert send_requests(api.redirect("/here", 307, "/there"), bearer()) == 200
