"""What requests sends after its first request: a shorter way, with nothing left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from templates._auth.errors import InsecureTransportError, InvalidRequestError
from templates._auth.exchange import Ready
from templates._auth.operation_auth import OperationAuth
from templates._auth.settings import Settings
from tests.package.http_clients import TIMEOUT, send_requests
from tests.package.managers import (
    ARRIVES,
    QueryKey,
    QueryKeyCredentials,
    bearer,
    header_key,
)
from tests.package.test_refused import REJECTED, Renewing


class Steady(Renewing):
    """Its header is the same until the token is another one."""

    _ready: Ready | None = None

    def ready(self, scopes: tuple[str, ...] = ()) -> Ready | None:
        if self._ready is None or self._ready.value != self.token:
            self._ready = Ready(self, scopes, self._parts(), self, self.grant)
        return self._ready

    @property
    def grant(self) -> str:
        return self.token


def either() -> OperationAuth:
    """A key in the query, which is not there, or a token."""
    key = QueryKey(QueryKeyCredentials())
    requirements: Any = [{}, {"query_key": ()}, {"bearer": ()}]
    managers = {"query_key": (key,), "bearer": (bearer(),)}
    return OperationAuth("getPets", requirements, managers, Settings())


MANAGERS: dict[str, Callable[[], Any]] = {
    "header_key": header_key,
    "bearer": bearer,
    "either": either,
}
every_manager = pytest.mark.parametrize("name", MANAGERS)


def warm(name: str, api: Any) -> tuple[Any, str, list[str]]:
    """A manager that has served a request, its header, and what arrives in it."""
    auth = MANAGERS[name]()
    send_requests(f"{api.url}/first", auth)
    [(header, value)] = ARRIVES["bearer" if name == "either" else name].items()
    assert api.headers(header) == [value]
    api.received.clear()
    return auth, header, value


@every_manager
def test_next_request_carries_the_same(api: Any, name: str) -> None:
    auth, header, value = warm(name, api)

    for path in ("/pet?a=b", "/pets"):
        send_requests(api.url + path, auth, **{"X-Trace": path})

    assert api.headers(header) == [value] * 2
    assert api.headers("X-Trace") == [["/pet?a=b"], ["/pets"]]


@every_manager
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_follows_to_another_origin(
    api: Any, elsewhere: Any, name: str, status: int
) -> None:
    auth, header, value = warm(name, api)
    elsewhere.redirect("/trap", 307, f"{api.url}/back")

    send_requests(api.redirect("/moved", status, f"{elsewhere.url}/trap"), auth)

    assert elsewhere.headers(header) == [[]]
    assert api.headers(header) == [value, []]


@every_manager
def test_credential_follows_within_the_origin(api: Any, name: str) -> None:
    auth, header, value = warm(name, api)
    api.redirect("/there", 302, f"{api.url}/end")

    send_requests(api.redirect("/here", 302, "/there"), auth)

    assert api.headers(header) == [value] * 3


@every_manager
def test_header_of_the_caller_is_left_alone(api: Any, name: str) -> None:
    auth, header, _ = warm(name, api)

    with pytest.raises(InvalidRequestError, match="already has"):
        send_requests(api.url, auth, **{header.upper(): "theirs"})

    assert api.received == []


@every_manager
@pytest.mark.parametrize("other", ["http://127.0.0.1.example", "http://127.1"])
def test_other_origin_is_looked_at(api: Any, name: str, other: str) -> None:
    auth, _, _ = warm(name, api)

    with pytest.raises(InsecureTransportError):
        send_requests(api.url.replace("http://127.0.0.1", other), auth)


@every_manager
def test_prepared_request_can_be_sent_again(
    api: Any, elsewhere: Any, name: str
) -> None:
    auth, header, value = warm(name, api)
    moved = api.redirect("/moved", 307, "/there")
    with requests.Session() as session:
        prepared = session.prepare_request(requests.Request("GET", moved, auth=auth))
        for _ in range(2):
            session.send(prepared, timeout=TIMEOUT)

    assert api.headers(header) == [value] * 4


def test_refused_request_goes_again(api: Any) -> None:
    auth = Steady()
    send_requests(f"{api.url}/first", auth)

    def reply(request: Any) -> tuple[int, dict[str, str]]:
        good = request.values("X-Token") == ["TREASURE-1"]
        return (307, {"Location": "/there"}) if good else (401, REJECTED)

    assert send_requests(api.decide("/pets", reply), auth, "POST", b"Rex") == 200
    assert send_requests(f"{api.url}/after", auth) == 200

    assert [request.values("X-Token") for request in api.received] == [
        ["TREASURE-0"],
        ["TREASURE-0"],
        ["TREASURE-1"],
        ["TREASURE-1"],
        ["TREASURE-1"],
    ]
    assert [request.body for request in api.received][1:4] == [b"Rex"] * 3


def prepared(auth: Any) -> str:
    """The header with a token, as requests would send it."""
    request = requests.Request("GET", "https://api.example/pets", auth=auth)
    return str(requests.Session().prepare_request(request).headers["Authorization"])


@pytest.mark.parametrize("name", ["time", "monotonic"])
def test_token_that_runs_out_is_put_on_no_further_request(
    petstore: Any, clock: Any, name: str
) -> None:
    auth = petstore.PetstoreClient().petstore_auth
    auth.o_auth_token = petstore.OAuthToken("TREASURE-0", expires_in=1000)
    assert prepared(auth) == prepared(auth) == "Bearer TREASURE-0"
    start = getattr(clock, name)

    # A tenth of the lifetime, but a minute at most, is left for the way.
    setattr(clock, name, start + 939)
    assert prepared(auth) == "Bearer TREASURE-0"
    setattr(clock, name, start + 940)
    with pytest.raises(petstore.TokenExpiredError):
        prepared(auth)


def test_next_request_carries_the_token_that_is_set(petstore: Any) -> None:
    auth = petstore.PetstoreClient().petstore_auth
    for token in ("TREASURE-0", "TREASURE-1"):
        auth.o_auth_token = petstore.OAuthToken(token)

        assert prepared(auth) == prepared(auth) == f"Bearer {token}"
