"""The loopback receiver of redirects (RFC 8252, section 7.3).

One thread, non-blocking sockets, one deadline: an idle, slow or hostile connection
costs a slot in a table and delays nobody. The port is open for as long as one
authorization request waits, and no longer.
"""

from __future__ import annotations

import selectors
import socket
import sys
import time
from contextlib import suppress
from errno import EADDRINUSE

from .http_messages import MAX_HEAD, BadRequestError, Request, response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO, TypeAlias

    Answer: TypeAlias = Callable[[Request, bytes], bytes]

CONNECTION_SECONDS = 10.0
"""How long one connection may take, from its opening to its end."""
MAX_CONNECTIONS = 256
"""Beyond it, the oldest makes room."""
_CHUNK = 64 * 1024
_END_OF_HEAD = b"\r\n\r\n"


class Receiver:
    """Listens on loopback addresses; `answer` makes the response for each request.

    Raises OSError where the port is taken.
    """

    def __init__(self, hosts: tuple[str, ...], port: int, answer: Answer) -> None:
        self._answer = answer
        self._selector = selectors.DefaultSelector()
        self._connections: dict[int, _Connection] = {}
        self._listeners: dict[int, socket.socket] = {}
        self._waker, self._woken = socket.socketpair()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self.port = port
        try:
            for host in hosts:
                self._listen_on(host)
        except OSError:
            self.close()
            raise

    def __enter__(self) -> Receiver:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the port and every connection."""
        self._selector.close()
        for connection in self._connections.values():
            connection.socket.close()
        for sock in (*self._listeners.values(), self._waker, self._woken):
            sock.close()

    def watch(self, file: TextIO, on_ready: Callable[[], None]) -> None:
        """Call `on_ready` when a terminal has a line to read."""
        self._selector.register(file, selectors.EVENT_READ, on_ready)

    def wake(self) -> None:
        """End `serve()`. Any thread may call it, also when it has ended already."""
        with suppress(OSError):
            self._waker.send(b"x")

    def serve(self, is_over: Callable[[], bool], deadline: float) -> None:
        """Answer until `is_over()`, the deadline (of time.monotonic) or `wake()`."""
        while (now := time.monotonic()) < deadline:
            if is_over() and not any(c.outgoing for c in self._connections.values()):
                return
            ends = [connection.deadline for connection in self._connections.values()]
            for key, _ in self._selector.select(max(0.0, min([deadline, *ends]) - now)):
                if key.fd == self._woken.fileno():
                    return
                if key.data is not None:
                    key.data()
                self._handle(key.fd)
            self._drop_overdue()

    def _listen_on(self, host: str) -> None:
        """Add an address; the second family of `localhost` has the first one's port."""
        try:
            listener = _listen(host, self.port)
        except OSError as error:
            # A machine without IPv6 has one address fewer. A port in use is a problem.
            if not self._listeners or error.errno == EADDRINUSE:
                raise
            return
        self._listeners[listener.fileno()] = listener
        self._selector.register(listener, selectors.EVENT_READ)
        self.port = listener.getsockname()[1]

    def _handle(self, fd: int) -> None:
        if fd in self._listeners:
            self._accept(self._listeners[fd])
        elif fd in self._connections:
            connection = self._connections[fd]
            try:
                open_ = connection.advance(self._answer)
            except OSError:
                open_ = False
            if not open_:
                self._drop(connection)
            elif connection.outgoing:
                self._selector.modify(connection.socket, selectors.EVENT_WRITE)

    def _accept(self, listener: socket.socket) -> None:
        try:
            sock, _ = listener.accept()
        except OSError:
            return
        sock.setblocking(False)
        if len(self._connections) >= MAX_CONNECTIONS:
            self._drop(next(iter(self._connections.values())))
        self._connections[sock.fileno()] = _Connection(sock)
        self._selector.register(sock, selectors.EVENT_READ)

    def _drop_overdue(self) -> None:
        now = time.monotonic()
        for connection in [c for c in self._connections.values() if c.deadline <= now]:
            self._drop(connection)

    def _drop(self, connection: _Connection) -> None:
        self._selector.unregister(connection.socket)
        del self._connections[connection.socket.fileno()]
        connection.socket.close()


class _Connection:
    """One connection: a request comes in, a response goes out, and it ends."""

    __slots__ = ("_incoming", "_request", "deadline", "outgoing", "socket")

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self.deadline = time.monotonic() + CONNECTION_SECONDS
        self.outgoing = b""
        self._incoming = bytearray()
        self._request: Request | None = None

    def advance(self, answer: Answer) -> bool:
        """Read or write what is possible now; False when the connection is done."""
        if self.outgoing:
            self.outgoing = self.outgoing[self.socket.send(self.outgoing) :]
            if not self.outgoing:
                self.socket.shutdown(socket.SHUT_WR)
            return bool(self.outgoing)
        data = self.socket.recv(_CHUNK)
        if not data:
            return False
        self._incoming += data
        try:
            self._read(answer)
        except BadRequestError as error:
            self.outgoing = response(error.status)
        return True

    def _read(self, answer: Answer) -> None:
        if self._request is None:
            end = self._incoming.find(_END_OF_HEAD, 0, MAX_HEAD)
            if end < 0:
                if len(self._incoming) >= MAX_HEAD:
                    raise BadRequestError(431)
                return
            self._request = Request(bytes(self._incoming[:end]))
            del self._incoming[: end + len(_END_OF_HEAD)]
        request = self._request
        length = request.content_length() if request.method == "POST" else 0
        if len(self._incoming) >= length:
            self.outgoing = answer(request, bytes(self._incoming[:length]))


def _listen(host: str, port: int) -> socket.socket:
    """A listener on one literal address, which nothing else can take over."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        # Windows lets programs share a port unless they say no; elsewhere this only
        # lets a port be used again that a connection has just left.
        if sys.platform == "win32":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(128)
        sock.setblocking(False)
    except OSError:
        sock.close()
        raise
    return sock
