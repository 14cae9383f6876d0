"""The programs of the guides do what the guides say, at a server on this machine.

The pages are taken word for word. What differs is the document that their package is
made from: its endpoints are the test's.
"""

from __future__ import annotations

import asyncio
import getpass
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

import pytest

from generator import generate, load
from tests.docs.pages import ROOT
from tests.docs.test_programs import program_of
from tests.package.digest_realm import Realm
from tests.package.token_server import Asked, Reply, TokenServer, token_server
from tests.packages import forget, write

Guide: TypeAlias = Callable[[str], dict[str, Any]]

TOKEN = {"access_token": "access-1", "token_type": "Bearer", "expires_in": 3600}
CODES = {
    "device_code": "device-1",
    "user_code": "WDJB-MJHT",
    "verification_uri": "https://auth.example/device",
    "expires_in": 600,
    "interval": 0,
}
CALLBACK = "http://127.0.0.1:8765/callback"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    """Gives tokens and codes at its endpoints, and elsewhere what it was sent."""
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        answers = {"/token": TOKEN, "/refresh": TOKEN, "/device": CODES}
        server.otherwise = lambda asked: Reply(
            answers.get(asked.path, asked.headers.get("authorization", "nothing"))
        )
        yield server


@pytest.fixture
def guide(
    server: TokenServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Guide]:
    """Runs a page with the package, and gives what it has defined."""
    text = (ROOT / "specs" / "every-scheme.yaml").read_text(encoding="utf-8")
    document = tmp_path / "every_scheme.yaml"
    document.write_text(text.replace("https://auth.example.com", server.url))
    write(generate(load(str(document))), tmp_path / "every_scheme")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setenv("HOME", str(tmp_path))

    def run(page: str) -> dict[str, Any]:
        names: dict[str, Any] = {"__name__": page}
        exec(program_of(f"docs/{page}"), names)
        return names

    yield run
    forget("every_scheme")


def parameter(url: str, name: str) -> str:
    (value,) = parse_qs(urlsplit(url).query)[name]
    return value


def answer_to(url: str, mark: str, answer: str) -> str:
    return f"{CALLBACK}{mark}{answer}&state={parameter(url, 'state')}"


GRANTED = "access_token=access-2&token_type=bearer&expires_in=60"


def test_implicit(guide: Guide) -> None:
    names, session = guide("guides/implicit.md"), dict[str, str]()
    url = names["client"].login_implicit.get_authorization_url()
    assert names["paste"](answer_to(url, "#", GRANTED)).access_token == "access-2"

    answer = answer_to(names["begin"](session), "#", GRANTED).partition("#")[2]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    ours = {"Origin": "http://127.0.0.1:8765", **form}
    theirs = {"Origin": "https://evil.example", **form}
    assert names["take"](session, theirs, answer.encode()) is None
    assert names["take"](session, ours, answer.encode()).access_token == "access-2"
    assert session == {}
    assert "<html" in names["page"]


def test_authorization_code(guide: Guide, server: TokenServer) -> None:
    names, session = guide("guides/authorization-code.md"), dict[str, str]()
    address = answer_to(names["begin"](session), "?", "code=code-1")
    verifier = session["code_verifier"]
    assert names["finish"](session, address).access_token == "access-1"
    assert server.forms[0]["code_verifier"] == verifier
    assert session == {}


def test_client_credentials(guide: Guide, server: TokenServer) -> None:
    names = guide("guides/client-credentials.md")
    url = f"{server.url}/items"
    assert names["items"](url) == names["items"](url) == "Bearer access-1"
    assert [asked.path for asked in server.asked].count("/token") == 1
    assert names["get_token"]().access_token == "access-1"
    assert asyncio.run(names["get_token_async"]()).access_token == "access-1"


@pytest.mark.parametrize("log_in", ["log_in", "log_in_on_a_screen"])
def test_device(guide: Guide, capfd: pytest.CaptureFixture[str], log_in: str) -> None:
    assert guide("guides/device.md")[log_in]().access_token == "access-1"
    shown = capfd.readouterr()
    assert "WDJB-MJHT" in shown.out + shown.err


def test_password(
    guide: Guide, server: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda: "a-password")
    server.reply({**TOKEN, "refresh_token": "refresh-1"})
    names = guide("guides/password.md")
    token = names["log_in"]("ada")
    assert server.forms[0]["username"] == "ada"
    assert server.forms[0]["password"] == "a-password"
    names["go_on_with"](token).login_password.refresh()
    assert server.forms[1]["refresh_token"] == "refresh-1"


def test_refresh(guide: Guide, server: TokenServer, tmp_path: Path) -> None:
    names = guide("guides/refresh.md")
    old = names["OAuthToken"]("old", expires_in=3600, refresh_token="refresh-1")
    names["client"].login.o_auth_token = old
    assert names["renew_now"]().access_token == "access-1"
    assert server.forms[0]["refresh_token"] == "refresh-1"
    assert "access-1" in (tmp_path / ".local/share/my-app/tokens.json").read_text()
    again = guide("guides/refresh.md")
    assert again["client"].login.is_valid()


def test_api_keys_go_to_their_api_only(guide: Guide, server: TokenServer) -> None:
    names = guide("guides/api-keys.md")
    names["items"](f"{server.url}/items")
    assert "x-api-key" not in server.asked[0].headers
    assert names["client"].api_key.headers() == {"X-API-Key": "not-a-real-key"}


def test_basic_and_bearer(guide: Guide, server: TokenServer) -> None:
    names = guide("guides/basic-and-bearer.md")
    assert names["status_with_basic"](f"{server.url}/items") == 200
    assert asyncio.run(names["status_with_bearer"](f"{server.url}/items")) == 200
    sent = [asked.headers["authorization"] for asked in server.asked]
    assert sent == [
        "Basic c29tZW9uZTpub3QtYS1yZWFsLXBhc3N3b3Jk",
        "Bearer not-a-real-token",
    ]


def test_digest(guide: Guide, server: TokenServer) -> None:
    challenge = Realm().challenge()

    def reply(asked: Asked) -> Reply:
        if "authorization" in asked.headers:
            return Reply(asked.headers["authorization"])
        return Reply("", 401, {"WWW-Authenticate": challenge})

    server.otherwise = reply
    assert guide("guides/digest.md")["status_of"](f"{server.url}/items") == 200
    first, second = server.asked
    assert "authorization" not in first.headers
    assert 'username="someone"' in second.headers["authorization"]


def test_guides_in_common(guide: Guide, server: TokenServer) -> None:
    names = guide("guides/index.md")
    url = f"{server.url}/items"
    assert names["status_of"](url) == names["status_of_items"](url) == 200
    assert names["problem_with"](url) == ""
    assert server.asked[-1].headers["x-api-key"] == "not-a-real-key"
    assert names["problem_with"]("http://api.example.com/") == "insecure_transport"


def test_store_of_ones_own(guide: Guide) -> None:
    names = guide("token-stores.md")
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE tokens (person, key, token)")
    token = names["OAuthToken"]("adas-token", expires_in=3600)
    names["client_for"](database, "ada").login.o_auth_token = token
    again = names["client_for"](database, "ada").login
    assert again.is_valid()
    assert again.o_auth_token.access_token == "adas-token"
    assert not names["client_for"](database, "grace").login.is_valid()
    database.close()


def test_several_users(guide: Guide) -> None:
    names = guide("web-applications.md")
    ada, grace = dict[str, str](), dict[str, str]()
    url = names["log_in"](ada)
    names["log_in"](grace)
    address = answer_to(url, "?", "code=code-1").replace(
        CALLBACK, "https://shop.example/callback"
    )
    refused = names["callback"](grace, address)
    assert refused == "You are not logged in: state_mismatch"
    assert names["callback"](ada, address) == "You are logged in."
    assert names["client_of"](ada).login.is_valid()
    assert not names["client_of"](grace).login.is_valid()
