"""authorize(): the running receiver over real sockets, used and attacked."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

FORM = "application/x-www-form-urlencoded"
SECURITY = {
    "cache-control": "no-store",
    "pragma": "no-cache",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "connection": "close",
    "server": "authgen",
}


class Browser:
    """What a browser knows of a login: where it comes back to, and the state."""

    def __init__(self, url: str) -> None:
        query = {
            name: values[0] for name, values in parse_qs(urlsplit(url).query).items()
        }
        self.redirect_uri = query["redirect_uri"]
        self.state = query["state"]
        parts = urlsplit(self.redirect_uri)
        self.host, self.port, self.path = (
            parts.hostname or "",
            parts.port or 0,
            parts.path,
        )
        self.authority = parts.netloc

    def send(
        self, method: str, path: str = "", body: str | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        with closing(http.client.HTTPConnection(self.host, self.port, 5)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path or self.path, body, named)
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, fields, answer.read().decode()

    def post(self, body: str, **headers: str) -> tuple[int, str]:
        sent = {"Origin": f"http://{self.authority}", "Content_Type": FORM, **headers}
        status, _, word = self.send("POST", "", body, **sent)
        return status, word

    def raw(self, request: str) -> bytes:
        with socket.create_connection((self.host, self.port), 5) as sock:
            sock.sendall(request.replace("\n", "\r\n").encode("latin-1"))
            return b"".join(iter(lambda: sock.recv(65536), b""))

    def granted(self, token: str = "token-1") -> str:
        return (
            f"access_token={token}&token_type=bearer&expires_in=60&state={self.state}"
        )

    def is_closed(self) -> bool:
        with closing(socket.socket()) as sock:
            return sock.connect_ex((self.host, self.port)) != 0


Login = Callable[..., tuple[Any, Browser]]


@pytest.fixture
def log_in(new_client: Callable[..., Any]) -> Iterator[Login]:
    """Runs authorize() while `act` does what the browser does; the token, or raises."""
    pool = ThreadPoolExecutor(16)

    def login(
        act: Callable[[Browser], object], timeout: float = 20, **changes: object
    ) -> tuple[Any, Browser]:
        changes.setdefault("o_auth_redirect_uri", "http://127.0.0.1/callback")
        manager = new_client(**changes).petstore_auth
        browsers: list[Browser] = []
        acts: list[Any] = []

        def show(url: str) -> None:
            browsers.append(Browser(url))
            acts.append(pool.submit(act, browsers[0]))

        try:
            token = manager.authorize(timeout, open_browser=show)
        finally:
            for done in acts:
                done.result()
        return token, browsers[0]

    yield login
    pool.shutdown()


def grant(browser: Browser) -> None:
    assert browser.post(browser.granted()) == (200, "accepted")


def test_token_comes_through_the_page(log_in: Login) -> None:
    def act(browser: Browser) -> None:
        status, _, page = browser.send("GET")
        assert (status, page[:15]) == (200, "<!doctype html>")
        assert browser.send("GET", "/favicon.ico")[0] == 204
        grant(browser)

    token, browser = log_in(act)
    assert token.access_token == "token-1"
    assert browser.is_closed()


@pytest.mark.parametrize(
    "answer", ["?error=access_denied&state=", "error=access_denied&state="]
)
def test_refusal_ends_the_login(petstore: Any, log_in: Login, answer: str) -> None:
    browsers: list[Browser] = []

    def act(browser: Browser) -> None:
        browsers.append(browser)
        assert browser.post(answer + browser.state) == (200, "refused")

    with pytest.raises(petstore.AuthorizationError) as caught:
        log_in(act)
    assert caught.value.code == "access_denied"
    assert browsers[0].is_closed()


def test_wrong_state_does_not_end_the_login(log_in: Login) -> None:
    def act(browser: Browser) -> None:
        for _ in range(3):
            assert browser.post("access_token=evil&state=another") == (400, "unknown")
        grant(browser)

    assert log_in(act)[0].access_token == "token-1"


def test_eleventh_wrong_state_ends_it(petstore: Any, log_in: Login) -> None:
    def act(browser: Browser) -> None:
        for _ in range(11):
            assert browser.post("access_token=evil&state=another") == (400, "unknown")

    with pytest.raises(petstore.AuthorizationResponseError) as caught:
        log_in(act)
    assert caught.value.code == "state_mismatch"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Content_Type": "text/plain"},
    ],
)
def test_only_our_own_page_may_post(log_in: Login, headers: dict[str, str]) -> None:
    def act(browser: Browser) -> None:
        assert browser.post(browser.granted("evil"), **headers) == (403, "")
        grant(browser)

    assert log_in(act)[0].access_token == "token-1"


def test_post_without_an_origin_is_refused(log_in: Login) -> None:
    def act(browser: Browser) -> None:
        status, _, word = browser.send(
            "POST", "", browser.granted("evil"), Content_Type=FORM
        )
        assert (status, word) == (403, "")
        grant(browser)

    assert log_in(act)[0].access_token == "token-1"


HEADERS = "Host: {0}\nOrigin: http://{0}\nContent-Type: " + FORM + "\n"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("GET {path} HTTP/1.1\n\n", 400),
        ("GET {path} HTTP/1.1\nHost: {0}\nHost: {0}\n\n", 400),
        ("GET {path} HTTP/1.1\nHost: evil.example\n\n", 400),
        ("GET {path} HTTP/1.1\nHost: 127.0.0.1:1\n\n", 400),
        ("GET {path} HTTP/1.1\nHost: {0}.\n\n", 400),
        ("GET //evil/ HTTP/1.1\nHost: {0}\n\n", 400),
        ("GET http://evil.example{path} HTTP/1.1\nHost: {0}\n\n", 400),
        ("FOO<script> /\n\n", 400),
        ("GET {path} HTTP/1.1\nHost: {0}\n folded\n\n", 400),
        ("GET /elsewhere HTTP/1.1\nHost: {0}\n\n", 404),
        ("PUT {path} HTTP/1.1\nHost: {0}\n\n", 405),
        ("OPTIONS {path} HTTP/1.1\nHost: {0}\n\n", 405),
        ("HEAD {path} HTTP/1.1\nHost: {0}\n\n", 405),
        ("GET {path} HTTP/1.1\nHost: {0}\nX: " + "a" * 20_000 + "\n\n", 431),
        ("GET /" + "a" * 10_000 + " HTTP/1.1\nHost: {0}\n\n", 431),
        ("POST {path} HTTP/1.1\n" + HEADERS + "\n", 411),
        ("POST {path} HTTP/1.1\n" + HEADERS + "Transfer-Encoding: chunked\n\n", 411),
        ("POST {path} HTTP/1.1\n" + HEADERS + "Content-Length: -1\n\n", 400),
        ("POST {path} HTTP/1.1\n" + HEADERS + "Content-Length: x\n\n", 400),
        ("POST {path} HTTP/1.1\n" + HEADERS + "Content-Length: 2000000\n\n", 413),
        (
            "POST {path} HTTP/1.1\n"
            + HEADERS
            + "Content-Length: 1\nContent-Length: 1\n\na",
            400,
        ),
    ],
)
def test_what_no_browser_sends_gets_a_bare_status(
    log_in: Login, request_: str, status: int
) -> None:
    def act(browser: Browser) -> None:
        sent = request_.format(browser.authority, path=browser.path)
        head, _, body = browser.raw(sent).decode().partition("\r\n\r\n")
        assert head.split(" ", 2)[1] == str(status)
        assert body == ""
        for echo in ("evil", "script", "elsewhere", "Access-Control", "Location"):
            assert echo not in head
        grant(browser)

    assert log_in(act)[0].access_token == "token-1"


def test_every_response_has_the_same_security_headers(log_in: Login) -> None:
    def act(browser: Browser) -> None:
        for path in ("", "/favicon.ico", "/elsewhere"):
            status, fields, _ = browser.send("GET", path)
            assert fields.items() >= SECURITY.items(), status
            assert "unsafe" not in fields["content-security-policy"]
            assert not {f for f in fields if f.startswith("access-control")}
        grant(browser)

    log_in(act)


def test_policy_lets_only_the_pages_own_script_and_style_run(log_in: Login) -> None:
    def act(browser: Browser) -> None:
        _, fields, page = browser.send("GET")
        for element in ("script", "style"):
            text = page.split(f"<{element}>")[1].split(f"</{element}>")[0]
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert (
                f"{element}-src 'sha256-{digest}'" in fields["content-security-policy"]
            )
        grant(browser)

    log_in(act)


def test_idle_and_slow_connections_delay_nobody(log_in: Login) -> None:
    def act(browser: Browser) -> None:
        address = (browser.host, browser.port)
        idle = [socket.create_connection(address, 5) for _ in range(50)]
        for sock in idle[:25]:
            sock.sendall(b"G")
        idle[0].close()
        grant(browser)
        for sock in idle:
            sock.close()

    assert log_in(act)[0].access_token == "token-1"


def test_second_answer_changes_nothing(log_in: Login) -> None:
    def act(browser: Browser) -> None:
        # Both are there before the first is answered.
        both = [socket.create_connection((browser.host, browser.port), 5) for _ in "ab"]
        for sock, token in zip(both, ("token-1", "token-2"), strict=True):
            body = browser.granted(token)
            head = f"POST {browser.path} HTTP/1.1\n" + HEADERS.format(browser.authority)
            head = f"{head}Content-Length: {len(body)}\n\n".replace("\n", "\r\n")
            sock.sendall(head.encode() + body.encode())
        for sock in both:
            sock.close()

    assert log_in(act)[0].access_token in ("token-1", "token-2")


@pytest.mark.parametrize(
    "uri", ["http://127.0.0.1/cb", "http://127.0.0.1:0/cb?tenant=a"]
)
def test_open_port_is_a_free_one(log_in: Login, uri: str) -> None:
    token, browser = log_in(grant, o_auth_redirect_uri=uri)
    assert token.access_token == "token-1"
    assert browser.port > 0
    assert browser.redirect_uri.endswith(uri.split("/", 3)[3])


def test_default_redirect_uri_names_the_scheme(log_in: Login) -> None:
    _, browser = log_in(grant, o_auth_redirect_uri=None)
    assert (browser.host, browser.path) == ("127.0.0.1", "/callback/petstore_auth")


def test_localhost_is_served_to_the_letter(log_in: Login) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    uri = f"http://localhost:{port}/CB"
    _, browser = log_in(grant, o_auth_redirect_uri=uri)
    assert browser.redirect_uri == uri


def test_port_that_is_taken_is_not_replaced(petstore: Any, new_client: Any) -> None:
    opened: list[str] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        client = new_client(o_auth_redirect_uri=f"http://127.0.0.1:{port}/cb")
        with pytest.raises(petstore.InvalidRequestError, match=str(port)):
            client.petstore_auth.authorize(5, open_browser=opened.append)
    assert opened == []


@pytest.mark.parametrize("uri", ["https://app.example/cb", "com.example.app:/cb"])
def test_only_this_machine_can_receive(
    petstore: Any, new_client: Any, uri: str
) -> None:
    opened: list[str] = []
    manager = new_client(o_auth_redirect_uri=uri).petstore_auth
    for _ in range(2):
        with pytest.raises(petstore.InvalidRequestError, match="authorize"):
            manager.authorize(5, open_browser=opened.append)
    assert opened == []


def test_nobody_answers(petstore: Any, log_in: Login) -> None:
    browsers: list[Browser] = []
    with pytest.raises(petstore.AuthorizationTimeoutError) as caught:
        log_in(browsers.append, timeout=0.05)
    assert caught.value.code == "timeout"
    assert browsers[0].redirect_uri in str(caught.value)
    assert browsers[0].is_closed()


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_port_closes_whatever_happens(
    new_client: Any, error: type[BaseException]
) -> None:
    browsers: list[Browser] = []
    manager = new_client(o_auth_redirect_uri="http://127.0.0.1/cb").petstore_auth

    def show(url: str) -> None:
        browsers.append(Browser(url))
        raise error

    for _ in range(2):
        with pytest.raises(error):
            manager.authorize(5, open_browser=show)
    assert len(browsers) == 2
    assert all(browser.is_closed() for browser in browsers)


def test_threads_share_one_login(new_client: Any) -> None:
    manager = new_client(o_auth_redirect_uri="http://127.0.0.1/cb").petstore_auth
    opened: list[str] = []
    start = Barrier(5)
    with ThreadPoolExecutor(8) as pool:

        def caller() -> Any:
            start.wait(10)
            return manager.authorize(20, open_browser=opened.append)

        callers = [pool.submit(caller) for _ in range(5)]
        while not opened:
            start.broken  # noqa: B018  # nothing to do but to look again
        browser = Browser(opened[0])
        # Whoever comes while it goes on joins it; nobody opens a second browser.
        browser.post(browser.granted("shared"))
        while any(not c.done() for c in callers):
            for url in opened[1:]:
                late = Browser(url)
                if not late.is_closed():
                    late.post(late.granted("shared"))
        tokens = {c.result().access_token for c in callers}
    assert tokens == {"shared"}


def test_event_loop_goes_on_and_cancelling_closes_the_port(new_client: Any) -> None:
    manager = new_client(o_auth_redirect_uri="http://127.0.0.1/cb").petstore_auth

    async def main() -> tuple[Any, Browser]:
        loop = asyncio.get_running_loop()
        opened: asyncio.Queue[str] = asyncio.Queue()

        def show(url: str) -> None:
            loop.call_soon_threadsafe(opened.put_nowait, url)

        cancelled = asyncio.create_task(manager.authorize_async(20, open_browser=show))
        gone = Browser(await opened.get())
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        login = asyncio.create_task(manager.authorize_async(20, open_browser=show))
        browser = Browser(await opened.get())
        await asyncio.to_thread(grant, browser)
        return (await login), gone

    token, gone = asyncio.run(main())
    assert token.access_token == "token-1"
    assert gone.is_closed()


BROWSER = """
import sys, urllib.parse, urllib.request

query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(sys.argv[1]).query))
uri = query["redirect_uri"]
origin = "http://" + urllib.parse.urlsplit(uri).netloc
urllib.request.urlopen(uri, timeout=5).close()
answer = "access_token=token-1&token_type=bearer&state=" + query["state"]
headers = {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
request = urllib.request.Request(uri, answer.encode(), headers)
urllib.request.urlopen(request, timeout=5).close()
"""
PROGRAM = """
import sys

sys.path.insert(0, sys.argv[1])
from petstore import PetstoreAuthCredentials, PetstoreClient

credentials = PetstoreAuthCredentials(
    o_auth_client_id="my-app", o_auth_redirect_uri="http://127.0.0.1/callback"
)
client = PetstoreClient(petstore_auth_credentials=credentials)
print(client.petstore_auth.authorize(timeout=20).access_token)
"""


def test_the_persons_own_browser_is_opened(
    petstore_folder: Path, tmp_path: Path
) -> None:
    browser = tmp_path / "browser.py"
    browser.write_text(BROWSER)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(petstore_folder.parent)],
        env={**os.environ, "BROWSER": f"{sys.executable} {browser} %s &"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("token-1\n", "")


def test_page_for_a_web_application_posts_to_its_own_server(new_client: Any) -> None:
    manager = new_client().petstore_auth
    page, other = (
        manager.callback_page(post_to=path) for path in ("/oauth/token", "/x")
    )
    assert '<meta name="post-to" content="/oauth/token">' in page
    assert page.replace("/oauth/token", "/x") == other
    assert page.headers == other.headers
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "sha256-" in page.headers["Content-Security-Policy"]
    assert page.index("history.replaceState") < page.index("fetch(")
    for outside in ("src=", "href=", "url(", "@import", "http:", "https:"):
        assert outside not in page


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example/", '/a"b', "/a b", "token", "/a?b"]
)
def test_page_posts_nowhere_else(petstore: Any, new_client: Any, path: str) -> None:
    with pytest.raises(petstore.InvalidRequestError):
        new_client().petstore_auth.callback_page(post_to=path)
