"""How soon a redirect is answered, also while others keep the receiver busy.

Each login runs in a process of its own, with its own library's way of opening the
browser, which tells the URL here. Then the redirect comes: the page is fetched, and
what its script would hand over is handed over. Peers get the token in a second request
line, as their page sends it.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

from tests.bench.harness import PACKAGE, PEERS, Table, in_turns

ROUNDS = 15
PATIENCE = 5.0
"""Seconds after which a redirect counts as not answered."""
IDLE = 50
FAVICON_EVERY = 0.1

# Of a form that the peers can read: they take the lifetime from it.
TOKEN = ".".join(
    base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
    for part in ({"alg": "none"}, {"exp": 4_000_000_000}, {})
)
FORM = "application/x-www-form-urlencoded"

OURS = "authorize()"


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A program that logs in, and prints a line as soon as it has the token."""

    python: str
    program: str
    """Gets a free port in `port`."""
    hand_over: str
    """What the script of its page sends, with `{path}`, `{host}` and `{answer}`."""


CONTENDERS = {
    OURS: Contender(
        python=sys.executable,
        program=f"""
import sys
sys.path.insert(0, {str(PACKAGE.parent)!r})
from petstore import PetstoreAuthCredentials, PetstoreClient
client = PetstoreClient(petstore_auth_credentials=PetstoreAuthCredentials(
    o_auth_client_id="bench", o_auth_redirect_uri=f"http://localhost:{{port}}/"))
token = client.petstore_auth.authorize(timeout=60).access_token
""",
        hand_over="POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        f"Content-Type: {FORM}\r\nContent-Length: {{length}}\r\n\r\n{{answer}}",
    ),
    "requests_auth.OAuth2Implicit": Contender(
        python=str(PEERS),
        program="""
import requests, requests_auth
auth = requests_auth.OAuth2Implicit(
    "https://as.example/authorize", client_id="bench", redirect_uri_port=port)
token = auth(requests.Request("GET", "https://api.example/").prepare()).headers
""",
        hand_over="GET {path}?{answer}&requests_auth_redirect=1 HTTP/1.1\r\n"
        "Host: {host}\r\n\r\n",
    ),
    "httpx_auth.OAuth2Implicit": Contender(
        python=str(PEERS),
        program="""
import httpx, httpx_auth
auth = httpx_auth.OAuth2Implicit(
    "https://as.example/authorize", client_id="bench", redirect_uri_port=port)
request = httpx.Request("GET", "https://api.example/")
token = next(auth.sync_auth_flow(request)).headers
""",
        hand_over="GET {path}?{answer}&httpx_auth_redirect=1 HTTP/1.1\r\n"
        "Host: {host}\r\n\r\n",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A login that waits for its redirect."""

    host: str
    port: int
    path: str
    state: str
    process: subprocess.Popen[str]

    @property
    def authority(self) -> str:
        return f"{self.host}:{self.port}"

    def exchange(self, request: str) -> bytes:
        """The whole response. Raises OSError where none comes in time."""
        address = (self.host, self.port)
        with socket.create_connection(address, PATIENCE) as sock:
            sock.sendall(request.encode())
            response = b"".join(iter(lambda: sock.recv(65536), b""))
        if b"200 OK" not in response[:20]:
            raise OSError("no page")
        return response


@contextmanager
def started(contender: Contender) -> Generator[Waiting]:
    """Start a program, up to the moment when it has opened its browser."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = f"port = {port}\n{contender.program}\nprint(bool(token), flush=True)"
    with subprocess.Popen(
        [contender.python, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "BROWSER": f"{shutil.which('echo')} %s"},
    ) as process:
        assert process.stdout is not None
        url: str = process.stdout.readline().strip()
        query = parse_qs(urlsplit(url).query)
        uri = urlsplit(query["redirect_uri"][0])
        yield Waiting(
            host=uri.hostname or "",
            port=uri.port or 0,
            path=uri.path,
            state=query["state"][0],
            process=process,
        )
        process.kill()


@contextmanager
def kept_busy(login: Waiting) -> Generator[None]:
    """Idle connections, and an icon that is asked for all the time."""
    over = Event()

    def ask() -> None:
        while not over.wait(FAVICON_EVERY):
            with suppress(OSError):
                login.exchange(
                    f"GET /favicon.ico HTTP/1.1\r\nHost: {login.authority}\r\n\r\n"
                )

    with ExitStack() as idle:
        for _ in range(IDLE):
            sock = idle.enter_context(socket.socket())
            # Not every receiver has a queue that is long enough for all of them.
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", login.port))
        asking = Thread(target=ask, daemon=True)
        asking.start()
        time.sleep(3 * FAVICON_EVERY)
        yield
        over.set()


def milliseconds_to_page(login: Waiting, contender: Contender) -> float:
    """From the redirect's arrival to the whole page."""
    start = time.perf_counter()
    login.exchange(f"GET {login.path} HTTP/1.1\r\nHost: {login.authority}\r\n\r\n")
    return (time.perf_counter() - start) * 1000


def milliseconds_to_token(login: Waiting, contender: Contender) -> float:
    """From the redirect's arrival to the token in the program."""
    answer = f"access_token={TOKEN}&token_type=bearer&state={login.state}"
    page = milliseconds_to_page(login, contender)
    start = time.perf_counter()
    login.exchange(
        contender.hand_over.format(
            path=login.path,
            host=login.authority,
            answer=answer,
            length=len(answer),
        )
    )
    assert login.process.stdout is not None
    assert login.process.stdout.readline() == "True\n"
    return page + (time.perf_counter() - start) * 1000


def measured(
    label: str, milliseconds: Callable[[Waiting, Contender], float], busy: bool
) -> float | None:
    contender = CONTENDERS[label]
    with started(contender) as login, ExitStack() as stack:
        if busy:
            stack.enter_context(kept_busy(login))
        try:
            return milliseconds(login, contender)
        except OSError:
            return None


def tables() -> Iterator[Table]:
    """Calm and busy, to the page and to the token."""
    around = {False: "nobody else there", True: f"{IDLE} idle connections, favicons"}
    ends = {"page": milliseconds_to_page, "token": milliseconds_to_token}
    for busy, what in around.items():
        for end, milliseconds in ends.items():
            yield Table(
                title=f"redirect to {end}, {what}",
                unit="ms",
                ours=OURS,
                rows=in_turns(
                    [*CONTENDERS],
                    ROUNDS,
                    lambda label: measured(label, milliseconds, busy),  # noqa: B023
                ),
                without=f"no answer in {PATIENCE:.0f} s",
            )
