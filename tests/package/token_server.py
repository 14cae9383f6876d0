"""A token endpoint on this machine, which answers as a test tells it."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: str

    @property
    def form(self) -> dict[str, str]:
        pairs = parse_qsl(self.body, keep_blank_values=True, strict_parsing=True)
        assert len(dict(pairs)) == len(pairs), "a parameter stands twice"
        return dict(pairs)


@dataclass(frozen=True)
class Reply:
    """An answer; `body` is JSON unless it is text."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(
        default_factory=lambda: {"Content-Type": "application/json;charset=UTF-8"}
    )

    @property
    def content(self) -> bytes:
        body = self.body
        return (body if isinstance(body, str) else json.dumps(body)).encode()


class TokenServer:
    """Answers with `replies` in turn, and then with what `otherwise` makes."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[Asked] = []
        self.replies: list[Reply] = []
        self.otherwise: Callable[[Asked], Reply] = lambda _: Reply({}, 500)
        self._lock = Lock()

    def reply(self, body: Any, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies.append(
            Reply(body, status, {"Content-Type": "application/json", **named})
        )

    def answer(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            if self.replies:
                return self.replies.pop(0)
            return self.otherwise(asked)

    @property
    def forms(self) -> list[dict[str, str]]:
        return [asked.form for asked in self.asked]


class Rotation:
    """Takes every refresh token once, and remembers who shows an old one."""

    def __init__(self, first: str) -> None:
        self.current = first
        self.count = 0
        self.reused: list[str] = []

    def __call__(self, asked: Asked) -> Reply:
        shown = asked.form.get("refresh_token", "")
        if shown != self.current:
            self.reused.append(shown)
            return Reply({"error": "invalid_grant"}, 400)
        self.count += 1
        self.current = f"refresh-{self.count}"
        return Reply(
            {
                "access_token": f"access-{self.count}",
                "token_type": "bearer",
                "expires_in": 3600,
                "refresh_token": self.current,
            }
        )


@contextmanager
def token_server() -> Generator[TokenServer]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(length).decode("ascii")
            reply = server.answer(Asked(self.path, headers, body))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.content)))
            self.end_headers()
            self.wfile.write(reply.content)

        do_GET = do_POST  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    class HttpServer(ThreadingHTTPServer):
        daemon_threads = False
        request_queue_size = 64

    http = HttpServer(("127.0.0.1", 0), Handler)
    server = TokenServer(f"http://127.0.0.1:{http.server_port}")
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
