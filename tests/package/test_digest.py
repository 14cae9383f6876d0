"""HTTP Digest at a real server, with every HTTP client."""

from __future__ import annotations

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
import requests
from requests.auth import HTTPDigestAuth

from templates._auth.errors import CredentialsMissingError, InvalidRequestError
from templates._auth.http_basic import HttpBasicCredentials
from templates._auth.http_digest import HttpDigest
from templates._auth.operation_auth import OperationAuth
from templates._auth.settings import Settings
from tests.package.digest_realm import HASHES, PASSWORD, USER, Realm
from tests.package.http_clients import (
    TIMEOUT,
    TLS,
    Send,
    every_http_client,
    send_requests,
)
from tests.package.managers import QUERY, query_key

ALGORITHMS = [
    name for name, python in HASHES.items() if python in hashlib.algorithms_available
]


class Digest(HttpDigest):
    scheme = "digest"


def digest(username: str = USER, password: str = PASSWORD) -> Digest:
    return Digest(HttpBasicCredentials(username=username, password=password))


@pytest.fixture
def realm(api: Any) -> Realm:
    realm = Realm()
    api.decide("/pets", realm.reply)
    return realm


@every_http_client
@pytest.mark.parametrize("algorithm", [*ALGORITHMS, "md5-sess", "SHA-256-sess", None])
@pytest.mark.parametrize("qop", ["auth", "auth-int, auth", "auth-int", None])
@pytest.mark.parametrize("body", [None, b"name=Rex"])
def test_server_lets_it_in(
    api: Any,
    realm: Realm,
    send: Send,
    algorithm: str | None,
    qop: str | None,
    body: bytes | None,
) -> None:
    realm.algorithm, realm.qop = algorithm, qop
    url, auth = f"{api.url}/pets?a=%20b&c", digest()

    for _ in range(3):
        assert send(url, auth, "POST" if body else "GET", body) == 200

    # The first was challenged, those after it knew the challenge.
    assert realm.refused == 1
    counts = [answer.get("nc") for answer in realm.fields]
    assert counts == (
        [None] * 3 if qop is None else ["00000001", "00000002", "00000003"]
    )
    expected = {None: None, "auth-int": "auth-int"}.get(qop, "auth")
    assert {answer.get("qop") for answer in realm.fields} == {expected}


@pytest.mark.parametrize("algorithm", ["MD5", "MD5-SESS", "SHA-256"])
def test_clients_are_let_in_with_their_own_digest(
    api: Any, realm: Realm, algorithm: str
) -> None:
    """It is the server of these tests that this is about."""
    # They write neither quotation marks nor backslashes as a server can read them.
    realm.algorithm, realm.user = algorithm, "someone"
    realm.name, realm.opaque = "pets", "opaque"
    url = f"{api.url}/pets?a=%20b&c"

    async def send_aiohttp() -> int:
        middleware = aiohttp.DigestAuthMiddleware("someone", PASSWORD)
        async with (
            aiohttp.ClientSession(middlewares=[middleware]) as session,
            session.get(url) as response,
        ):
            return response.status

    assert asyncio.run(send_aiohttp()) == 200
    auth = HTTPDigestAuth("someone", PASSWORD)
    assert requests.get(url, auth=auth, timeout=TIMEOUT).status_code == 200
    with httpx.Client(auth=httpx.DigestAuth("someone", PASSWORD), verify=TLS) as http:
        assert http.get(url).status_code == 200
    assert len(realm.fields) == 3


@every_http_client
def test_hashed_user_name_is_let_in(api: Any, realm: Realm, send: Send) -> None:
    realm.userhash = True

    assert send(f"{api.url}/pets", digest()) == 200


@every_http_client
def test_wrong_password_ends_after_one_answer(
    api: Any, realm: Realm, send: Send
) -> None:
    auth = digest(password="wrong")
    assert send(f"{api.url}/pets", auth) == 401
    assert len(api.received) == 2

    # The challenge is known by now, and so is that its answer was refused.
    assert send(f"{api.url}/pets", auth) == 401
    assert len(api.received) == 3
    assert "wrong" not in repr(api.received)


@every_http_client
def test_stale_nonce_is_replaced(api: Any, realm: Realm, send: Send) -> None:
    auth = digest()
    send(f"{api.url}/pets", auth)
    realm.forget()

    assert send(f"{api.url}/pets", auth) == 200

    assert [answer["nonce"] for answer in realm.fields] == ["nonce 0+/=", "nonce 1+/="]
    assert realm.refused == 2


@every_http_client
def test_body_arrives_with_the_answer(api: Any, realm: Realm, send: Send) -> None:
    assert send(f"{api.url}/pets", digest(), "POST", b"name=Rex") == 200

    assert [request.body for request in api.received] == [b"name=Rex"] * 2


@pytest.mark.parametrize("send", [send_requests])
def test_file_is_sent_from_where_it_began(
    api: Any, realm: Realm, send: Send, tmp_path: Path
) -> None:
    path = tmp_path / "pet"
    path.write_bytes(b"skipped name=Rex")
    with path.open("rb") as file:
        file.seek(len(b"skipped "))
        assert send(f"{api.url}/pets", digest(), "POST", file) == 200

    assert [request.body for request in api.received] == [b"name=Rex"] * 2


@every_http_client
def test_strongest_challenge_is_answered(
    api: Any, elsewhere: Any, realm: Realm, send: Send
) -> None:
    weak = Realm(algorithm="MD5").challenge()
    unknown = Realm(algorithm="SHA-1024").challenge()
    realm.scheme = f'Basic realm="x", {weak}, {unknown}, DIGEST'

    assert send(f"{api.url}/pets", digest()) == 200

    assert [answer["algorithm"] for answer in realm.fields] == ["SHA-256"]


@every_http_client
@pytest.mark.parametrize(
    "challenge",
    [
        'Basic realm="pets"',
        'Digest realm="no nonce"',
        "Digest nonce=a, algorithm=SHA-1024",
        'Digest nonce=a, qop="auth-conf"',
        'Digest realm="\xfcber", nonce=a',
    ],
)
def test_challenge_that_has_no_answer_is_left_to_the_caller(
    api: Any, send: Send, challenge: str
) -> None:
    url = api.answer("/pets", 401, **{"WWW-Authenticate": challenge})

    assert send(url, digest()) == 401

    assert len(api.received) == 1


@every_http_client
def test_each_origin_has_its_own_challenge(
    api: Any, elsewhere: Any, realm: Realm, send: Send
) -> None:
    auth, other = digest(), Realm()
    elsewhere.decide("/pets", other.reply)
    send(f"{api.url}/pets", auth)
    send(f"{elsewhere.url}/other", auth)

    assert elsewhere.headers("Authorization") == [[]]


@every_http_client
def test_challenge_of_another_origin_is_not_answered(
    api: Any, elsewhere: Any, realm: Realm, send: Send
) -> None:
    other = Realm()
    elsewhere.decide("/trap", other.reply)
    auth = digest()
    send(f"{api.url}/pets", auth)

    assert send(api.redirect("/moved", 307, f"{elsewhere.url}/trap"), auth) == 401

    assert elsewhere.headers("Authorization") == [[]]


@every_http_client
def test_hop_of_a_redirect_gets_its_own_answer(
    api: Any, realm: Realm, send: Send
) -> None:
    auth, moved = digest(), api.redirect("/moved", 307, "/pets?x=1")
    send(f"{api.url}/pets", auth)

    assert send(moved, auth) == 200

    assert [answer["uri"] for answer in realm.fields] == ["/pets", "/pets?x=1"]


@every_http_client
def test_key_in_the_query_is_part_of_what_is_signed(
    api: Any, realm: Realm, send: Send
) -> None:
    both = OperationAuth(
        "getPets",
        [{"digest": (), "query_key": ()}],
        {"digest": (digest(),), "query_key": (query_key(),)},
        Settings(),
    )

    assert send(f"{api.url}/pets", both) == 200
    assert send(f"{api.url}/pets", both) == 200

    assert [answer["uri"] for answer in realm.fields] == [f"/pets?{QUERY}"] * 2


def test_threads_never_count_the_same(api: Any, realm: Realm) -> None:
    auth = digest()
    send_requests(f"{api.url}/pets", auth)

    with ThreadPoolExecutor(8) as threads:
        work = [
            threads.submit(send_requests, f"{api.url}/pets", auth) for _ in range(40)
        ]
        assert {one.result() for one in work} == {200}

    counts = [answer["nc"] for answer in realm.fields]
    assert sorted(counts) == [f"{n:08x}" for n in range(1, 42)]
    assert len({answer["cnonce"] for answer in realm.fields}) == 41


def test_there_are_no_headers_beforehand() -> None:
    with pytest.raises(InvalidRequestError, match="auth="):
        digest().headers()
    with pytest.raises(CredentialsMissingError, match="password"):
        Digest(HttpBasicCredentials(username="x")).headers()
