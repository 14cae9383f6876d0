"""The loopback receiver of redirects (RFC 8252, section 7.3).

One thread, non-blocking sockets: an idle, slow or hostile connection costs a place in
a table and delays nobody. The port is open for as long as one authorization request
waits, and no longer.
"""

from __future__ import annotations

import selectors
import socket
import sys
import time
from collections import deque
from contextlib import suppress
from errno import EADDRINUSE, EMFILE, ENFILE
from functools import partial

from .http_messages import MAX_HEAD, BadRequestError, Request, response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Answer: TypeAlias = Callable[[bytes], bytes]
    Route: TypeAlias = Callable[[Request], Answer]

CONNECTION_SECONDS = 10.0
"""How long one connection may take, from its opening to its end."""
MAX_CONNECTIONS = 64
"""Beyond it, the oldest make room. A browser opens six to one server."""
_CHUNK = 64 * 1024
_END_OF_HEAD = b"\r\n\r\n"
_DONE = 0


class Receiver:
    """Listens on loopback addresses, and answers as `route` says.

    `route` gets the head of a request and returns what makes the response of its body,
    or raises BadRequestError before any of the body is read. Of two addresses, one
    may be missing from this machine. Raises OSError where the port cannot be had.
    """

    def __init__(self, hosts: tuple[str, ...], port: int, route: Route) -> None:
        self._route = route
        self._selector = selectors.DefaultSelector()
        self._connections: dict[_Connection, None] = {}
        self._most = MAX_CONNECTIONS
        self._stopped = False
        self._calls: deque[Callable[[], object]] = deque()
        self._waker, self._woken = socket.socketpair()
        self.watch(self._woken, self._make_calls)
        self._listeners: list[socket.socket] = []
        self.port = port
        try:
            self._listen_on(hosts)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Close the port and every connection. Nobody serves any more by then."""
        self._selector.close()
        for connection in self._connections:
            connection.socket.close()
        for sock in (*self._listeners, self._waker, self._woken):
            sock.close()

    def serve(self) -> None:
        """Answer until `stop()`."""
        while not self._stopped:
            for key, _ in self._selector.select(self._patience()):
                key.data()
            self._drop_surplus()

    def call(self, function: Callable[[], object]) -> None:
        """Let the thread that serves call a function. Any thread may ask, any time."""
        self._calls.append(function)
        with suppress(OSError):
            self._waker.send(b"x")

    def stop(self) -> None:
        """End `serve()`, after what has arrived by now. Any thread may ask."""
        self.call(self._stop)

    def watch(self, file: socket.socket | int, on_ready: Callable[[], object]) -> None:
        """Call a function when there is something to read. A file by its descriptor."""
        self._selector.register(file, selectors.EVENT_READ, on_ready)

    def unwatch(self, file: int) -> None:
        """Look at a file no more."""
        self._selector.unregister(file)

    def _stop(self) -> None:
        self._stopped = True

    def _make_calls(self) -> None:
        self._woken.recv(_CHUNK)
        while self._calls:
            self._calls.popleft()()

    def _listen_on(self, hosts: tuple[str, ...]) -> None:
        """Listen on each address; the second family of `localhost` has the same port.

        A machine without IPv4 or IPv6 has one address fewer. A port in use is a
        problem all the same: another program would get what is meant for this one.
        """
        missing: OSError | None = None
        for host in hosts:
            try:
                listener = _listen(host, self.port)
            except OSError as error:
                if error.errno == EADDRINUSE:
                    raise
                missing = error
                continue
            self._listeners.append(listener)
            self.watch(listener, partial(self._accept, listener))
            self.port = listener.getsockname()[1]
        if missing is not None and not self._listeners:
            raise missing

    def _accept(self, listener: socket.socket) -> None:
        try:
            sock, _ = listener.accept()
        except OSError as error:
            # The program may open no more files: one connection fewer from now on.
            if error.errno in (EMFILE, ENFILE):
                self._most = max(1, len(self._connections) - 1)
            return
        sock.setblocking(False)
        connection = _Connection(sock)
        self._connections[connection] = None
        self.watch(sock, partial(self._advance, connection))

    def _advance(self, connection: _Connection) -> None:
        try:
            awaited = connection.advance(self._route)
        except BlockingIOError:
            return
        except OSError:
            awaited = _DONE
        if awaited == _DONE:
            self._drop(connection)
            return
        key = self._selector.get_key(connection.socket)
        if awaited != key.events:
            self._selector.modify(key.fileobj, awaited, key.data)

    def _patience(self) -> float | None:
        """The seconds until the oldest connection is overdue."""
        oldest = next(iter(self._connections), None)
        return None if oldest is None else max(0.0, oldest.deadline - time.monotonic())

    def _drop_surplus(self) -> None:
        """Drop who is overdue, and the oldest where there are too many.

        This waits until all that was ready is handled: a socket opened by then could
        have the number of one that was dropped, and be taken for it.
        """
        now = time.monotonic()
        surplus = len(self._connections) - self._most
        for place, connection in enumerate([*self._connections]):
            if place < surplus or connection.deadline <= now:
                self._drop(connection)

    def _drop(self, connection: _Connection) -> None:
        self._selector.unregister(connection.socket)
        del self._connections[connection]
        connection.socket.close()


class _Connection:
    """One connection: a request comes in, a response goes out, and it ends."""

    __slots__ = ("_answer", "_incoming", "_length", "_outgoing", "deadline", "socket")

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self.deadline = time.monotonic() + CONNECTION_SECONDS
        self._incoming = bytearray()
        self._answer: Answer | None = None
        self._length = 0
        self._outgoing: bytes | None = None

    def advance(self, route: Route) -> int:
        """Read or write what is possible now; the events to wait for after that."""
        if self._outgoing:
            return self._send(self._outgoing)
        data = self.socket.recv(_CHUNK)
        if not data:
            return _DONE
        if self._outgoing is None:
            self._incoming += data
            try:
                self._outgoing = self._read(route)
            except BadRequestError as error:
                self._outgoing = response(error.status)
        # What comes after the answer is thrown away. To close instead could reset the
        # connection before the answer is read (RFC 9112, section 9.6).
        return self._send(self._outgoing) if self._outgoing else selectors.EVENT_READ

    def _read(self, route: Route) -> bytes | None:
        """The response, once the request is there."""
        if self._answer is None:
            end = self._incoming.find(_END_OF_HEAD, 0, MAX_HEAD)
            if end < 0:
                if len(self._incoming) >= MAX_HEAD:
                    raise BadRequestError(431)
                return None
            request = Request(bytes(self._incoming[:end]))
            del self._incoming[: end + len(_END_OF_HEAD)]
            self._answer = route(request)
            self._length = request.content_length() if request.method == "POST" else 0
        if len(self._incoming) < self._length:
            return None
        return self._answer(bytes(self._incoming[: self._length]))

    def _send(self, outgoing: bytes) -> int:
        with suppress(BlockingIOError):
            self._outgoing = outgoing[self.socket.send(outgoing) :]
        if self._outgoing:
            return selectors.EVENT_WRITE
        self._incoming.clear()
        self.socket.shutdown(socket.SHUT_WR)
        return selectors.EVENT_READ


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
