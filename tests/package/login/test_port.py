"""Where the receiver listens, and that it stops (RFC 8252, sections 7.3 and 8.3)."""

from __future__ import annotations

import asyncio
import builtins
import errno
import gc
import signal
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.package.login.browser import Browser
from tests.package.login.conftest import LogIn, Run

FAMILIES = {"127.0.0.1": socket.AF_INET, "::1": socket.AF_INET6}
_Socket = socket.socket


class Listener(_Socket):
    """A socket that remembers what it was asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options: list[tuple[Any, ...]] = []

    def setsockopt(self, *option: Any) -> None:
        super().setsockopt(*option)
        self.options.append(option)


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> list[Listener]:
    """Every socket that listens from now on."""
    found: list[Listener] = []

    class Socket(Listener):
        def listen(self, *backlog: int) -> None:
            super().listen(*backlog)
            found.append(self)

    monkeypatch.setattr(socket, "socket", Socket)
    return found


@pytest.fixture
def lose(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Takes an address away from this machine, as where a family is switched off."""

    def take_away(address: str) -> None:
        class Socket(_Socket):
            def bind(self, to: Any) -> None:
                if to[0] == address:
                    raise OSError(errno.EADDRNOTAVAIL, "no such address")
                super().bind(to)

        monkeypatch.setattr(socket, "socket", Socket)

    return take_away


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


NEEDS_IPV6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


def ipv6(*values: object) -> Any:
    """A case for machines that have both families."""
    return pytest.param(*values, marks=NEEDS_IPV6)


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port: int = server.getsockname()[1]
        return port


def grant(url: str) -> None:
    Browser.at(url).grant()


@pytest.mark.parametrize(
    ("uri", "addresses"),
    [
        ("http://127.0.0.1/cb", ["127.0.0.1"]),
        ipv6("http://[::1]/cb", ["::1"]),
        ipv6("http://localhost/cb", ["127.0.0.1", "::1"]),
        (None, ["127.0.0.1"]),
    ],
)
def test_literal_addresses_of_this_machine_alone(
    log_in: LogIn, listening: list[Listener], uri: str | None, addresses: list[str]
) -> None:
    with log_in(o_auth_redirect_uri=uri) as login:
        assert [sock.getsockname()[0] for sock in listening] == addresses
        for sock in listening:
            assert sock.getsockname()[1] == login.browser.port
        if sys.platform == "linux":
            # An address of this machine that nobody has named.
            with closing(socket.socket()) as other:
                assert other.connect_ex(("127.0.0.2", login.browser.port)) != 0


@NEEDS_IPV6
def test_ipv6_is_not_ipv4_too(log_in: LogIn, listening: list[Listener]) -> None:
    """Linux gives a literal address to one family; others have to be told."""
    with log_in(o_auth_redirect_uri="http://[::1]/cb"):
        (sock,) = listening
        assert (socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1) in sock.options


@pytest.mark.parametrize(
    "uri",
    ["http://127.0.0.1/cb", "http://127.0.0.1:0/cb?tenant=a", ipv6("http://[::1]/cb")],
)
def test_port_that_is_left_open_is_a_free_one(log_in: LogIn, uri: str) -> None:
    with log_in(o_auth_redirect_uri=uri) as one, log_in(o_auth_redirect_uri=uri) as two:
        before, _, after = uri.replace(":0/", "/").rpartition("/")
        for login in (one, two):
            browser = login.browser
            assert browser.redirect_uri == f"{before}:{browser.port}/{after}"
        assert len({0, one.browser.port, two.browser.port}) == 3
        one.browser.grant("token-1")
        two.browser.grant("token-2")
        assert (one.token(), two.token()) == ("token-1", "token-2")


@pytest.mark.parametrize(
    "uri",
    ["http://127.0.0.1:{0}/cb", "HTTP://LOCALHOST:0{0}/CB", ipv6("http://[::1]:{0}")],
)
def test_uri_with_a_port_is_sent_to_the_letter(log_in: LogIn, uri: str) -> None:
    uri = uri.format(free_port())
    with log_in(o_auth_redirect_uri=uri) as login:
        assert login.browser.redirect_uri == uri
        host = login.browser.host
        authority = f"{f'[{host}]' if ':' in host else host}:{login.browser.port}"
        browser = Browser(  # which writes the URI in its own way
            redirect_uri=f"http://{authority}{login.browser.path or '/'}",
            state=login.browser.state,
        )
        browser.grant()
        assert login.token() == "token-1"


@NEEDS_IPV6
def test_localhost_is_reached_at_both_addresses(log_in: LogIn) -> None:
    with log_in(o_auth_redirect_uri="http://localhost/cb") as login:
        request = login.browser.text("GET {path} HTTP/1.1\nHost: {host}\n\n")
        for address in FAMILIES:
            with socket.create_connection((address, login.browser.port), 5) as sock:
                sock.sendall(request)
                assert sock.recv(12) == b"HTTP/1.1 200"


@pytest.mark.parametrize(
    ("lost", "left"), [ipv6("127.0.0.1", "::1"), ipv6("::1", "127.0.0.1")]
)
def test_localhost_where_one_family_is_missing(
    log_in: LogIn, lose: Callable[[str], None], lost: str, left: str
) -> None:
    lose(lost)
    with log_in(o_auth_redirect_uri="http://localhost/cb") as login:
        request = login.browser.text("GET {path} HTTP/1.1\nHost: {host}\n\n")
        with socket.create_connection((left, login.browser.port), 5) as sock:
            sock.sendall(request)
            assert sock.recv(12) == b"HTTP/1.1 200"


@NEEDS_IPV6
def test_default_without_ipv4(log_in: LogIn, lose: Callable[[str], None]) -> None:
    lose("127.0.0.1")
    with log_in(o_auth_redirect_uri=None) as login:
        port = login.browser.port
        assert login.browser.redirect_uri == (
            f"http://[::1]:{port}/callback/petstore_auth"
        )
        login.browser.grant()
        assert login.token() == "token-1"


@pytest.mark.parametrize(
    ("lost", "uri"),
    [("127.0.0.1", "http://127.0.0.1/cb"), ("::1", "http://[::1]:{0}/cb")],
)
def test_address_that_the_caller_names_is_not_replaced(
    petstore: Any, log_in: LogIn, lose: Callable[[str], None], lost: str, uri: str
) -> None:
    uri = uri.format(free_port())
    lose(lost)
    with (
        pytest.raises(petstore.InvalidRequestError, match="no such address") as caught,
        log_in(o_auth_redirect_uri=uri),
    ):
        pass
    assert uri in str(caught.value)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ipv6("::1", "[::1]"),
        ("127.0.0.1", "localhost"),
        ipv6("::1", "localhost"),
    ],
)
def test_port_that_is_taken_is_not_replaced(
    petstore: Any, new_client: Callable[..., Any], address: str, host: str
) -> None:
    opened: list[str] = []
    with closing(socket.create_server((address, 0), family=FAMILIES[address])) as taken:
        uri = f"http://{host}:{taken.getsockname()[1]}/cb"
        manager = new_client(o_auth_redirect_uri=uri).petstore_auth
        with pytest.raises(petstore.InvalidRequestError) as caught:
            manager.authorize(5, open_browser=opened.append)
    assert uri in str(caught.value)
    assert opened == []


@pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="not of this system")
def test_nobody_can_share_the_port(log_in: LogIn) -> None:
    with log_in() as login, closing(socket.socket()) as thief:
        for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
            thief.setsockopt(socket.SOL_SOCKET, option, 1)
        with pytest.raises(OSError, match="in use"):
            thief.bind(("127.0.0.1", login.browser.port))


def test_nobody_can_share_the_port_on_windows(
    log_in: LogIn, listening: list[Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a constant that only Windows has; another one stands in for it here."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(
        socket, "SO_EXCLUSIVEADDRUSE", socket.SO_KEEPALIVE, raising=False
    )
    with log_in():
        (sock,) = listening
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert not sock.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)


def test_fixed_port_serves_one_login_after_the_other(log_in: LogIn) -> None:
    uri = f"http://127.0.0.1:{free_port()}/cb"
    for token in ("token-1", "token-2"):
        with log_in(o_auth_redirect_uri=uri) as login:
            login.browser.get()
            login.browser.grant(token)
            assert login.token() == token


def test_default_path_names_the_scheme(
    package_of: Callable[[str], Any], run_in_loop: Run
) -> None:
    """Each server has a redirect URI of its own (RFC 8252, section 8.10)."""
    shop = package_of("""
openapi: 3.0.4
info: {title: Shop, version: "1"}
paths: {}
components:
  securitySchemes:
    one: &scheme
      type: oauth2
      flows: {implicit: {authorizationUrl: "https://as.example/", scopes: {}}}
    other: *scheme
""")
    client = shop.ShopClient(
        one_credentials=shop.OneCredentials(o_auth_client_id="my-app"),
        other_credentials=shop.OtherCredentials(o_auth_client_id="my-app"),
    )
    browsers: list[Browser] = []

    def deny(url: str) -> None:
        browsers.append(Browser.at(url))
        browsers[-1].post(f"error=access_denied&state={browsers[-1].state}")

    for manager in (client.one, client.other):
        with pytest.raises(shop.AuthorizationError):
            manager.authorize(5, open_browser=deny)
    assert [browser.path for browser in browsers] == [
        "/callback/one",
        "/callback/other",
    ]


@pytest.mark.parametrize(
    "uri", ["https://app.example/cb", "https://127.0.0.1/cb", "com.example.app:/cb"]
)
def test_only_this_machine_can_receive(
    petstore: Any, new_client: Callable[..., Any], uri: str
) -> None:
    opened: list[str] = []
    manager = new_client(o_auth_redirect_uri=uri).petstore_auth
    for _ in range(2):
        with pytest.raises(petstore.InvalidRequestError, match="fetch_token"):
            manager.authorize(5, open_browser=opened.append)
    assert opened == []


def test_other_machine_is_refused_where_credentials_let_it_pass(
    petstore: Any, listening: list[Listener]
) -> None:
    """An address of this machine that others reach would do, if nobody looked."""

    class Careless(petstore.PetstoreAuth):  # type: ignore[misc]  # it is Any
        o_auth_redirect_uri = "http://127.0.0.2/cb"

    credentials = petstore.PetstoreAuthCredentials(o_auth_client_id="my-app")
    with pytest.raises(petstore.InvalidRequestError):
        Careless(credentials).authorize(0.05, open_browser=ignore)
    assert listening == []


def test_nothing_is_opened_without_a_client_id(
    petstore: Any, new_client: Callable[..., Any], listening: list[Listener]
) -> None:
    manager = new_client(o_auth_client_id=None).petstore_auth
    with pytest.raises(petstore.CredentialsMissingError):
        manager.authorize(5, open_browser=grant)
    assert [sock.fileno() for sock in listening] == [-1]


def deny(url: str) -> None:
    browser = Browser.at(url)
    browser.post(f"error=access_denied&state={browser.state}")


def annoy(url: str) -> None:
    for _ in range(11):
        Browser.at(url).post("state=another-state")


def interrupt(url: str) -> None:
    raise KeyboardInterrupt


def fail(url: str) -> None:
    raise RuntimeError("no browser here")


def ignore(url: str) -> None:
    pass


EXITS = {
    "success": (grant, ""),
    "refusal": (deny, "AuthorizationError"),
    "eleven strangers": (annoy, "AuthorizationResponseError"),
    "nobody": (ignore, "AuthorizationTimeoutError"),
    "Ctrl-C": (interrupt, "KeyboardInterrupt"),
    "no browser": (fail, "RuntimeError"),
}


def threads_and_files() -> tuple[set[threading.Thread], set[Path]]:
    """What is open, where the system tells."""
    gc.collect()
    files = Path("/dev/fd")
    return {*threading.enumerate()}, {*files.iterdir()} if files.is_dir() else set()


def expected_end(petstore: Any, error: str) -> AbstractContextManager[object]:
    """Of this package's errors by their name, or of Python's; or none."""
    if not error:
        return nullcontext()
    kind: type[BaseException] = getattr(petstore, error, None) or getattr(
        builtins, error
    )
    return pytest.raises(kind)


@pytest.mark.parametrize("name", EXITS)
def test_nothing_is_left_open(
    petstore: Any,
    new_client: Callable[..., Any],
    listening: list[Listener],
    name: str,
) -> None:
    act, error = EXITS[name]
    manager = new_client(o_auth_redirect_uri="http://127.0.0.1/cb").petstore_auth
    browsers: list[Browser] = []

    def show(url: str) -> None:
        browsers.append(Browser.at(url))
        browsers[-1].connect().close()
        act(url)

    before = threads_and_files()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(2):
            with expected_end(petstore, error):
                manager.authorize(0.05 if act is ignore else 20, open_browser=show)
            assert browsers[-1].is_refused()
            assert [sock.fileno() for sock in listening] == [-1] * len(browsers)
    assert threads_and_files() == before


def test_cancelling_leaves_nothing_open(
    new_client: Callable[..., Any], listening: list[Listener]
) -> None:
    manager = new_client(o_auth_redirect_uri="http://127.0.0.1/cb").petstore_auth

    async def main() -> None:
        loop = asyncio.get_running_loop()
        opened: asyncio.Queue[str] = asyncio.Queue()

        def show(url: str) -> None:
            loop.call_soon_threadsafe(opened.put_nowait, url)

        login = asyncio.create_task(manager.authorize_async(20, open_browser=show))
        browser = Browser.at(await opened.get())
        await asyncio.to_thread(browser.get)
        login.cancel()
        with pytest.raises(asyncio.CancelledError):
            await login
        assert browser.is_refused()

    before = threads_and_files()
    asyncio.run(main())
    assert [sock.fileno() for sock in listening] == [-1]
    assert threads_and_files() == before


PROGRAM = """
import asyncio, signal, socket, sys

# Whoever started the tests may have had Ctrl-C ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, sys.argv[1])
from petstore import PetstoreAuthCredentials, PetstoreClient

credentials = PetstoreAuthCredentials(
    o_auth_client_id="my-app", o_auth_redirect_uri="http://127.0.0.1:" + sys.argv[2]
)
manager = PetstoreClient(petstore_auth_credentials=credentials).petstore_auth
show = lambda url: print(url, flush=True)
try:
    if sys.argv[3] == "loop":
        asyncio.run(manager.authorize_async(timeout=60, open_browser=show))
    else:
        manager.authorize(timeout=60, open_browser=show)
except KeyboardInterrupt:
    with socket.socket() as sock:
        print(sock.connect_ex(("127.0.0.1", int(sys.argv[2]))) != 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signals")
@pytest.mark.parametrize("where", ["thread", "loop"])
def test_ctrl_c_closes_the_port(petstore_folder: Path, where: str) -> None:
    """A signal that the system sends, to a program that says what it left open."""
    arguments = [str(petstore_folder.parent), str(free_port()), where]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        Browser.at(running.stdout.readline()).get("/")
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=60) == ("True\n", "")
