"""HTTP on a free port of 127.0.0.1, for as long as a test needs it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeAlias

from .messages import Answer, Request

Route: TypeAlias = Callable[[Request], "Answer | None"]
"""What answers a request; None closes the connection without a word."""

HOST = "127.0.0.1"
_GLANCE = 0.02
"""Seconds between two looks at whether to stop."""


class _Server(ThreadingHTTPServer):
    # Closing waits for the threads, so that nothing is left over.
    daemon_threads = False
    request_queue_size = 64

    def __init__(self, route: Route) -> None:
        self.route = route
        self._open: set[socket.socket] = set()
        super().__init__((HOST, 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the connections that a browser has opened, and sends nothing on."""
        for connection in tuple(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        assert isinstance(self.server, _Server)
        path, _, query = self.path.partition("?")
        answer = self.server.route(
            Request(
                method=self.command,
                path=path,
                query=query,
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self._body(),
            )
        )
        if answer is not None:
            # Whoever asked may have left meanwhile.
            with suppress(ConnectionError):
                self._send(answer)

    do_GET = do_HEAD = do_POST = do_PUT = _answer  # noqa: N815
    do_PATCH = do_DELETE = do_OPTIONS = do_QUERY = _answer  # noqa: N815

    def _body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        # RFC 9112, section 7.1. What is not read would break the connection.
        body = b""
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: a test's output is its own, and URLs hold codes."""


class HttpService:
    """Serves one route from `start()` to `stop()`."""

    def __init__(self, route: Route) -> None:
        self._route = route
        self._running: tuple[_Server, Thread] | None = None

    @property
    def url(self) -> str:
        """Scheme, host and port. Raises RuntimeError where it is not running."""
        if self._running is None:
            raise RuntimeError("the server is not running: use it in a with statement")
        return f"http://{HOST}:{self._running[0].server_port}"

    def start(self) -> None:
        """Listen, and answer from now on. Raises RuntimeError if it does already."""
        if self._running is not None:
            raise RuntimeError("the server is running already")
        server = _Server(self._route)
        thread = Thread(target=server.serve_forever, args=(_GLANCE,), daemon=True)
        thread.start()
        self._running = server, thread

    def stop(self) -> None:
        """Close the port, and every connection."""
        if self._running is None:
            return
        server, thread = self._running
        server.shutdown()
        thread.join()
        server.hang_up()
        server.server_close()
        self._running = None
