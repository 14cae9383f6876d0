"""A server begins and ends with its test, and nobody but tests has anything of it."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

NewServer = Callable[..., AbstractContextManager[Any]]


def address_of(server: Any) -> tuple[str, int]:
    parts = urlsplit(str(server.url))
    return parts.hostname or "", parts.port or 0


def test_it_listens_on_this_machine_alone(server: Any) -> None:
    host, port = address_of(server)
    assert host == "127.0.0.1"
    with socket.create_connection((host, port), 5) as connection:
        assert connection.getpeername()[0] == "127.0.0.1"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), 5).close()


def test_nothing_is_left_behind(new_server: NewServer) -> None:
    before = threading.active_count()
    with new_server() as server:
        address = address_of(server)
        client = server.client()
        client.login.authorize()
        server.api.stall()
        # As browsers do, which open connections ahead of time.
        silent = socket.create_connection(address, 5)
        waiting = socket.create_connection(address, 5)
        waiting.sendall(b"GET /api HTTP/1.1\r\nHost: here\r\n\r\n")
        while not server.api.calls:
            Thread(target=lambda: None).start()
    assert (silent.recv(1), waiting.recv(1)) == (b"", b"")
    silent.close()
    waiting.close()
    assert threading.active_count() == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, 5)


def test_it_is_there_only_while_it_runs(new_server: NewServer) -> None:
    server: Any = new_server()
    with pytest.raises(RuntimeError, match="with statement"):
        server.client()
    with server, pytest.raises(RuntimeError, match="already"):
        server.__enter__()
    with pytest.raises(RuntimeError, match="with statement"):
        _ = server.url
    with server:
        server.client().login.authorize()


def test_two_servers_at_once(new_server: NewServer, package: Any) -> None:
    first_running = ExitStack()
    one = first_running.enter_context(new_server())
    with new_server() as other:
        assert one.url != other.url
        first, second = one.client(), other.client()
        other.authorization_endpoint.refuse("access_denied")
        first.login.authorize()
        with pytest.raises(package.AuthorizationError):
            second.login.authorize()
        assert one.authorization_endpoint.received
        other.authorization_endpoint.recover()
        first_running.close()
        second.login.authorize()


def test_browser_of_the_system_is_given_back(
    new_server: NewServer, package: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    system_browser = import_module(f"{package.__name__}._auth.system_browser")
    real = system_browser.open_in_browser
    seen: list[str] = []

    def show(url: str) -> bool:
        seen.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", show)
    monkeypatch.setattr("webbrowser.get", object)
    with new_server() as server:
        # The pages of others are none of its business.
        system_browser.open_in_browser("https://auth.example/authorize")
        server.client().login.authorize()
    with new_server(real_browser=True) as server:
        client = server.client()
        with pytest.raises(package.AuthorizationTimeoutError):
            client.login.authorize(timeout=0.01)
        assert seen == ["https://auth.example/authorize", seen[-1]]
        assert seen[-1].startswith(server.authorization_endpoint.url)
    assert system_browser.open_in_browser is real


def test_secrets_are_not_shown(server: Any) -> None:
    client = server.client()
    client.login.authorize()
    client.login.refresh()
    client.login_password.fetch_token()
    seen: list[Any] = [
        *(server, server.tokens, server.token_endpoint, server.api.calls),
        *(server.authorization_endpoint.received, server.token_endpoint.received),
    ]
    shown = repr(seen)
    form = server.token_endpoint.received[-1]
    assert form["password"] == "login_password-password"
    for secret in (form["password"], "code-1", "refresh-token", form["username"]):
        assert secret not in shown


PROGRAM = """
import sys
import petstore
petstore.PetstoreClient()
assert not [name for name in sys.modules if "testing" in name], sys.modules
import petstore.testing
assert "pytest" not in sys.modules
assert not hasattr(petstore.testing, "authorization_server")
with petstore.testing.AuthorizationServer() as server:
    client = server.client()
    print(client.petstore_auth.authorize().token_type)
"""


def test_standard_library_is_enough(folder: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-I", "-S", "-W", "error", "-c"),
            f"import sys\nsys.path.insert(0, {str(folder)!r})\n{PROGRAM}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("Bearer\n", "")
