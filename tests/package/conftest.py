"""The generated package as a module, an API to call with it, and a clock to set.

The package does not exist for type checkers, so what it gives is `Any`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, TypeAlias

import pytest

from generator import generate, load
from tests.packages import forget, import_folder, write

ROOT = Path(__file__).parents[2]
NOW = 1_700_000_000
FILES = pytest.StashKey[dict[str, str]]()
"""What takes the place of the package's files, to see which test then fails."""


@pytest.fixture(scope="session")
def petstore_folder(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Path:
    """A folder `petstore` with the package, and nothing beside it."""
    files = pytestconfig.stash.get(FILES, None)
    if files is None:
        files = generate(load(str(ROOT / "specs" / "petstore.yaml")))
    folder = tmp_path_factory.mktemp("generated") / "petstore"
    write(files, folder)
    return folder


@pytest.fixture(scope="session")
def petstore(petstore_folder: Path) -> Iterator[Any]:
    """The package itself."""
    yield import_folder(petstore_folder, "petstore_under_test")
    forget("petstore_under_test")


@pytest.fixture(scope="module")
def package_of(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], Any]]:
    """Generates and imports the package of a document that a test holds as text."""

    def package(document: str) -> Any:
        folder = tmp_path_factory.mktemp("document")
        spec = folder / "shop.yaml"
        spec.write_text(document, encoding="utf-8")
        write(generate(load(str(spec))), folder / "shop")
        return import_folder(folder / "shop", "shop_under_test")

    yield package
    forget("shop_under_test")


@pytest.fixture
def new_client(petstore: Any) -> Callable[..., Any]:
    """Makes a client of an application that asks for both scopes, and has a key."""

    def client(**changes: object) -> Any:
        credentials = petstore.PetstoreAuthCredentials(
            o_auth_client_id="petstore-cli",
            o_auth_redirect_uri="http://127.0.0.1:8765/callback",
            o_auth_scopes=["read:pets", "write:pets"],
        )
        return petstore.PetstoreClient(
            petstore_auth_credentials=credentials.clone_with(**changes),
            api_key_credentials=petstore.ApiKeyCredentials(api_key="special-key"),
        )

    return client


class Clock:
    """The clock of the day and the one that is never set, in seconds."""

    def __init__(self) -> None:
        self.time: float = NOW
        self.monotonic: float = 5_000

    def advance(self, seconds: float) -> None:
        self.time += seconds
        self.monotonic += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Time stands still at `NOW` until the test moves it."""
    clock = Clock()
    monkeypatch.setattr(time, "time", lambda: clock.time)
    monkeypatch.setattr(time, "monotonic", lambda: clock.monotonic)
    return clock


@dataclass(frozen=True)
class Received:
    """A request as it arrived."""

    path: str
    headers: tuple[tuple[str, str], ...]
    method: str = "GET"
    body: bytes = b""

    def values(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


Reply: TypeAlias = tuple[int, dict[str, str]]
"""Status and headers."""


@dataclass
class Server:
    """A server on this machine that tells what arrived, and answers as it is told."""

    url: str
    received: list[Received] = field(default_factory=list["Received"])
    answers: dict[str, Callable[[Received], Reply]] = field(
        default_factory=dict[str, "Callable[[Received], Reply]"]
    )

    def answer(self, path: str, status: int, **headers: str) -> str:
        """Answer a path like this from now on; returns its URL."""
        return self.decide(path, lambda _: (status, headers))

    def decide(self, path: str, reply: Callable[[Received], Reply]) -> str:
        """Let a function answer a path, with whatever query; returns its URL."""
        self.answers[path] = reply
        return self.url + path

    def redirect(self, path: str, status: int, target: str) -> str:
        return self.answer(path, status, Location=target)

    def headers(self, name: str) -> list[list[str]]:
        """For every request that arrived, the values of this header."""
        return [request.values(name) for request in self.received]

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.received]


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            headers = tuple(self.headers.items())
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = Received(self.path, headers, self.command, body)
            server.received.append(request)
            reply = server.answers.get(self.path.partition("?")[0])
            status, answer = reply(request) if reply else (200, {})
            self.send_response(status)
            for name, value in answer.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler


class _HttpServer(ThreadingHTTPServer):
    # So that closing waits for the threads, and no socket is left open.
    daemon_threads = False
    request_queue_size = 64


@pytest.fixture
def new_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Server]]:
    """Starts servers on 127.0.0.1, each on a port of its own."""
    monkeypatch.setenv("NO_PROXY", "*")
    running: list[tuple[_HttpServer, Thread]] = []

    def start() -> Server:
        server = Server("")
        http = _HttpServer(("127.0.0.1", 0), _handler(server))
        server.url = f"http://127.0.0.1:{http.server_port}"
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((http, thread))
        return server

    yield start
    for http, thread in running:
        http.shutdown()
        http.server_close()
        thread.join()


@pytest.fixture
def api(new_server: Callable[[], Server]) -> Server:
    """The API that the package is for."""
    return new_server()


@pytest.fixture
def elsewhere(new_server: Callable[[], Server]) -> Server:
    """Another origin: nothing of ours may arrive here."""
    return new_server()
