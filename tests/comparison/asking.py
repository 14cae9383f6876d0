"""How a library is asked what it does: on this machine, and by what happens."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from importlib.metadata import PackageNotFoundError, files, requires
from pathlib import Path
from threading import Thread
from typing import Any, TypeAlias

Answer: TypeAlias = "str | int | bool"
Probes: TypeAlias = "dict[str, Callable[[], Answer]]"

AUTHORIZE = "https://as.example/authorize"
PLAIN = "http://as.example/authorize"
CALLBACK = "http://127.0.0.1:8765/callback"
SECRET = "not-a-real-secret"
TOKEN = {"access_token": SECRET, "token_type": "Bearer"}
FORGED = f"{CALLBACK}#access_token=a&token_type=bearer&expires_in=60&state=a-wrong-one"
# Of a form that the peers can read: they take the lifetime from it.
JWT = ".".join(
    base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
    for part in ({"alg": "none"}, {"exp": 4_000_000_000}, {})
)


def module(name: str) -> Any:
    """A library, of which the type checker knows nothing."""
    return import_module(name)


def mentions(distribution: str, *words: str) -> bool:
    """Whether the code of a distribution has one of these words."""
    sources = [f for f in files(distribution) or () if f.suffix == ".py"]
    texts = [Path(str(f.locate())).read_text(encoding="utf-8") for f in sources]
    return any(word in text for text in texts for word in words)


def installs(distribution: str) -> int:
    """How many distributions come with it, itself included."""
    found: set[str] = set()
    waiting = [distribution]
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        with suppress(PackageNotFoundError):
            if name not in found:
                wanted = [r for r in requires(name) or () if "extra ==" not in r]
                waiting += [_name_of(requirement) for requirement in wanted]
                found.add(name)
    return len(found)


def _name_of(requirement: str) -> str:
    name = requirement
    for mark in " ;<>=!~[(":
        name = name.partition(mark)[0]
    return name


def refuses(action: Callable[[], object]) -> bool:
    """Whether it raises."""
    try:
        action()
    except Exception:  # noqa: BLE001  # each library has errors of its own
        return True
    return False


def logs_in(start: Callable[[int], object], answer: Callable[[int], str]) -> bool:
    """Whether a login ends well that gets `answer` as its redirect.

    `start` is given a free port, and waits for the redirect there.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    ended: list[bool] = []
    thread = Thread(target=lambda: ended.append(not refuses(lambda: start(port))))
    thread.start()
    while thread.is_alive():
        with (
            suppress(OSError),
            socket.create_connection(("localhost", port), 5) as sock,
        ):
            sock.sendall(answer(port).encode())
            list(iter(lambda: sock.recv(65536), b""))
            break
        thread.join(0.05)
    thread.join()
    return ended == [True]


def stays(get: Callable[[str], object]) -> bool:
    """Whether a redirect to another origin is followed without the secret."""
    with _server(None) as (other, received), _server(other) as (first, sent):
        refuses(lambda: get(first))
        assert any(SECRET in headers for headers in sent), "nothing was sent at all"
        assert received, "the redirect was not followed"
        return not any(SECRET in headers for headers in received)


@contextmanager
def _server(location: str | None) -> Generator[tuple[str, list[str]]]:
    """A server that redirects, or not; its URL, and the headers that it was sent."""
    received: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            received.append(str(self.headers))
            self.send_response(302 if location else 200)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    # Another name is another host to a client: ports alone are not, for some.
    host = "127.0.0.1" if location else "localhost"
    yield f"http://{host}:{http.server_port}/", received
    http.shutdown()
    http.server_close()
    thread.join()
