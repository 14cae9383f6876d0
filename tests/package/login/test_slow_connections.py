"""Connections that say nothing, or little, or too much at a time, delay nobody."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.package.login.browser import Browser, received
from tests.package.login.conftest import LogIn


@pytest.fixture
def held() -> Iterator[ExitStack]:
    """Connections that stay open until the test ends."""
    with ExitStack() as stack:
        yield stack


def is_dropped(sock: socket.socket) -> bool:
    """Whether the other side has ended a connection without a word."""
    try:
        return sock.recv(1) == b""
    except ConnectionResetError:
        return True


def test_fifty_that_say_nothing(log_in: LogIn, held: ExitStack) -> None:
    with log_in() as login:
        for _ in range(50):
            held.enter_context(login.browser.connect())
        assert login.browser.get().status == 200
        login.browser.grant()
        assert login.token() == "token-1"


def test_fifty_that_begin(log_in: LogIn, held: ExitStack) -> None:
    with log_in() as login:
        browser = login.browser
        begun = browser.text(browser.post_head("x" * 1000) + "x")
        for length in range(1, len(begun), len(begun) // 50):
            held.enter_context(browser.connect()).sendall(begun[:length])
        assert browser.get().status == 200
        browser.grant()
        assert login.token() == "token-1"


def test_fifty_that_never_read(log_in: LogIn, held: ExitStack) -> None:
    with log_in() as login:
        for _ in range(50):
            sock = held.enter_context(login.browser.connect())
            sock.sendall(login.browser.text("GET {path} HTTP/1.1\nHost: {host}\n\n"))
        login.browser.grant()
        assert login.token() == "token-1"


def test_fifty_that_go_away(log_in: LogIn) -> None:
    with log_in() as login:
        for length in range(50):
            with login.browser.connect() as sock:
                sock.sendall(b"GET /callback HTTP/1.1\r\nHost: 127.0.0.1"[:length])
                # Half of them with a reset.
                linger = (length % 2).to_bytes(4, sys.byteorder) + bytes(4)
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        login.browser.grant()
        assert login.token() == "token-1"


def test_byte_by_byte(log_in: LogIn) -> None:
    """Whoever is slow is served in the end, and everybody else meanwhile."""
    with log_in() as login:
        browser = login.browser
        with browser.connect() as slow:
            slow.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            body = browser.granted("token-1")
            for byte in browser.text(browser.post_head(body) + body):
                assert browser.get("/favicon.ico").status == 204
                slow.sendall(bytes([byte]))
            assert received(slow).text == "accepted"
        assert login.token() == "token-1"


@pytest.mark.parametrize("begun", ["", "GET", "GET {path} HTTP/1.1\nHost: {host}\n\n"])
def test_ten_seconds_are_the_end_of_a_connection(
    log_in: LogIn, clock: Any, begun: str
) -> None:
    """Of one that was answered, too, and goes on talking."""
    with log_in() as login, login.browser.connect() as sock:
        browser = login.browser
        sock.sendall(browser.text(begun))
        for seconds in (0, 9):
            clock.monotonic += seconds
            assert [browser.get().status for _ in range(2)] == [200, 200]
            sock.sendall(b"x")
        clock.monotonic += 2
        assert [browser.get().status for _ in range(2)] == [200, 200]
        with pytest.raises(ConnectionError):
            any(map(sock.sendall, [b"x" * 1_000] * 1_000))
        assert login.is_going_on()


def test_the_oldest_make_room(log_in: LogIn, held: ExitStack) -> None:
    """A flood does not take more than its part of this program's memory."""
    with log_in() as login:
        browser = login.browser
        opened = [held.enter_context(browser.connect()) for _ in range(100)]
        assert browser.get().status == 200
        assert all(is_dropped(sock) for sock in opened[:36])
        opened[99].sendall(browser.text("GET {path} HTTP/1.1\nHost: {host}\n\n"))
        assert received(opened[99]).status == 200
        browser.grant()
        assert login.token() == "token-1"


FEW_FILES = """
import resource, sys

sys.path.insert(0, sys.argv[1])
from petstore import PetstoreAuthCredentials, PetstoreClient

credentials = PetstoreAuthCredentials(
    o_auth_client_id="my-app", o_auth_redirect_uri="http://127.0.0.1/callback"
)
client = PetstoreClient(petstore_auth_credentials=credentials)
resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
token = client.petstore_auth.authorize(
    timeout=20, open_browser=lambda url: print(url, flush=True)
)
print(token.access_token)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_program_that_may_open_few_files(
    petstore_folder: Path, held: ExitStack
) -> None:
    program = [sys.executable, "-c", FEW_FILES, str(petstore_folder.parent)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        browser = Browser.at(running.stdout.readline())
        for _ in range(60):
            held.enter_context(browser.connect())
        try:
            browser.grant("token-1")
            assert running.stdout.read() == "token-1\n"
        finally:
            running.kill()
