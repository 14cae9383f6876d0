"""The person's own browser; and where there is none, a terminal to paste into."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.package.login.browser import Browser
from tests.package.login.conftest import Run

PROGRAM = """
import sys

sys.path.insert(0, sys.argv[1])
from petstore import AuthError, PetstoreAuthCredentials, PetstoreClient

credentials = PetstoreAuthCredentials(
    o_auth_client_id="my-app", o_auth_redirect_uri="http://127.0.0.1/callback"
)
client = PetstoreClient(petstore_auth_credentials=credentials)
try:
    print(client.petstore_auth.authorize(timeout=60).access_token)
except AuthError as error:
    print(error.code)
"""
BROWSER = """
import sys

from tests.package.login.browser import Browser

browser = Browser.at(sys.argv[1])
assert browser.get().status == 200
browser.grant("token-1")
"""
INVITATION = (
    "If that is on another machine, paste the address that it ends at "
    "(it is not shown):\n"
)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="it has no such terminals")


@contextmanager
def program(folder: Path, **changes: Any) -> Generator[subprocess.Popen[str]]:
    """A program that logs in, without a browser if `env` does not say otherwise."""
    options: dict[str, Any] = {
        "env": {"PATH": ""},
        "stdin": subprocess.DEVNULL,
        **changes,
    }
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder.parent)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    ) as running:
        yield running
        running.kill()


def test_the_persons_own_browser_is_opened(
    petstore_folder: Path, tmp_path: Path
) -> None:
    browser = tmp_path / "browser.py"
    browser.write_text(BROWSER)
    env = {
        "PATH": "",
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "BROWSER": f"{sys.executable} {browser} %s &",
    }
    with program(petstore_folder, env=env) as running:
        # Python counts a browser that has ended by now as one that was not opened.
        assert running.communicate(timeout=60)[0] == "token-1\n"


@POSIX
@pytest.mark.parametrize("name", ["w3m", "lynx", "links", "elinks", "www-browser"])
def test_browser_of_the_terminal_is_not_started(
    petstore_folder: Path, tmp_path: Path, name: str
) -> None:
    """It would run no script, and this program would wait for its end."""
    started = tmp_path / "started"
    browser = tmp_path / name
    browser.write_text(f"#!/bin/sh\n: > {started}\nkill $PPID\n")
    browser.chmod(0o700)
    for env in ({"TERM": "vt100"}, {"BROWSER": name}, {"BROWSER": f"{browser} %s"}):
        env["PATH"] = str(tmp_path)
        with program(petstore_folder, env=env) as running:
            assert running.stderr is not None
            assert running.stderr.readline() == "Open this page in a browser:\n"
            Browser.at(running.stderr.readline()).grant("token-1")
            assert running.communicate(timeout=60)[0] == "token-1\n"
        assert not started.exists()


def test_without_a_terminal_nothing_is_asked(petstore_folder: Path) -> None:
    """A service, say, whose log somebody reads: the URL is there, and can be opened."""
    with program(petstore_folder) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "Open this page in a browser:\n"
        url = running.stderr.readline()
        assert url.startswith("https://petstore")
        Browser.at(url).grant("token-1")
        assert running.communicate(timeout=60) == ("token-1\n", "")


@dataclass(frozen=True)
class Terminal:
    """A program in a terminal, and the person who types there."""

    running: subprocess.Popen[str]
    browser: Browser
    person: int
    device: int

    def type(self, text: str) -> None:
        os.write(self.person, text.encode())

    def output(self) -> tuple[str, str]:
        """What the program has printed by its end, since it asked."""
        return self.running.communicate(timeout=60)

    def mode(self) -> list[Any]:
        import termios  # not on Windows

        return termios.tcgetattr(self.device)


@pytest.fixture
def terminal(petstore_folder: Path) -> Iterator[Terminal]:
    """A program that cannot open a browser, and says so."""
    import pty  # not on Windows

    person, device = pty.openpty()
    with program(petstore_folder, stdin=device) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "Open this page in a browser:\n"
        browser = Browser.at(running.stderr.readline())
        assert running.stderr.readline() == INVITATION
        yield Terminal(running, browser, person, device)
    for end in (person, device):
        with suppress(OSError):
            os.close(end)


PASTED = {
    "address": "{uri}#{answer}",
    "address with blanks": "  {uri}#{answer}  ",
    "fragment": "#{answer}",
    "fragment without a hash": "{answer}",
}


@POSIX
@pytest.mark.parametrize("pasted", PASTED.values(), ids=PASTED)
def test_person_pastes_where_the_browser_ended(terminal: Terminal, pasted: str) -> None:
    browser = terminal.browser
    text = pasted.format(uri=browser.redirect_uri, answer=browser.granted("pasted"))
    terminal.type(f"{text}\n")
    assert terminal.output() == ("pasted\n", "")
    assert browser.is_refused()


@POSIX
def test_person_pastes_a_refusal(terminal: Terminal) -> None:
    uri, state = terminal.browser.redirect_uri, terminal.browser.state
    terminal.type(f"{uri}?error=access_denied&state={state}\n")
    assert terminal.output() == ("access_denied\n", "")


@POSIX
def test_person_pastes_something_else_first(terminal: Terminal) -> None:
    browser, errors = terminal.browser, terminal.running.stderr
    assert errors is not None
    for wrong, why in (
        ("hello", "state"),
        (f"https://evil.example/#{browser.granted('evil')}", "redirect URI"),
        (browser.redirect_uri, "script"),
        (f"{browser.redirect_uri}#{browser.granted('SENTINEL')[:-1]}", "state"),
    ):
        terminal.type(f"{wrong}\n")
        message = errors.readline()
        assert why in message
        assert "SENTINEL" not in message
        assert browser.state[:-1] not in message
        assert errors.readline() == "Paste the whole address:\n"
    terminal.type(f"\n \n#{browser.granted('pasted')}\n")
    assert terminal.output() == ("pasted\n", "")


@POSIX
@pytest.mark.parametrize("end", ["\x04", None], ids=["Ctrl-D", "hang-up"])
def test_terminal_ends_and_the_login_goes_on(
    terminal: Terminal, end: str | None
) -> None:
    if end:
        terminal.type(end)
    else:
        os.close(terminal.device)
        os.close(terminal.person)
    browser = terminal.browser
    for _ in range(20):
        assert browser.get().status == 200
    browser.grant("token-1")
    assert terminal.output() == ("token-1\n", "")


@POSIX
def test_address_can_be_longer_than_a_line_of_the_terminal(terminal: Terminal) -> None:
    token = "a" * 20_000
    answer = f"{terminal.browser.redirect_uri}#{terminal.browser.granted(token)}\n"
    # If it is cut off, the next one is taken, and nobody has to wait for the end.
    answer += f"#{terminal.browser.granted('next-line')}\n"
    while answer:
        terminal.type(answer[:1_000])
        answer = answer[1_000:]
    assert terminal.output() == (f"{token}\n", "")


@POSIX
def test_what_is_pasted_is_not_shown(terminal: Terminal) -> None:
    """It would stay there, to be scrolled back to."""
    terminal.type(f"hello\n#{terminal.browser.granted('SENTINEL')}\n")
    assert terminal.output()[0] == "SENTINEL\n"
    os.set_blocking(terminal.person, False)
    with pytest.raises(BlockingIOError):
        os.read(terminal.person, 1)


@POSIX
@pytest.mark.parametrize("interrupted", [True, False])
def test_terminal_is_given_back_as_it_was(
    terminal: Terminal, interrupted: bool
) -> None:
    while_it_waits = terminal.mode()
    if interrupted:
        terminal.running.send_signal(signal.SIGINT)
    else:
        terminal.browser.grant()
    terminal.output()
    import pty

    fresh = pty.openpty()
    assert terminal.mode() == replace(terminal, device=fresh[1]).mode()
    assert terminal.mode() != while_it_waits
    for end in fresh:
        os.close(end)


@POSIX
def test_program_in_the_background_leaves_the_terminal_alone(
    petstore_folder: Path,
) -> None:
    """The system would stop it for as much as a look."""
    import pty

    person, device = pty.openpty()
    shell = f'exec <{os.ttyname(device)}; set -m; "$@" <&0 & wait'
    command = [sys.executable, "-c", PROGRAM, str(petstore_folder.parent)]
    with subprocess.Popen(
        ["/bin/sh", "-c", shell, "sh", *command],
        env={"PATH": ""},
        start_new_session=True,  # of which this is the terminal
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "Open this page in a browser:\n"
        browser = Browser.at(running.stderr.readline())
        os.write(person, b"for somebody else\n")
        assert browser.get().status == 200
        browser.grant("token-1")
        assert running.communicate(timeout=60) == ("token-1\n", "")
    for end in (person, device):
        os.close(end)


@POSIX
def test_browser_answers_although_there_is_a_terminal(terminal: Terminal) -> None:
    terminal.browser.grant("token-1")
    assert terminal.output() == ("token-1\n", "")


def log_in_with(manager: Any, run_in_loop: Run, shown: object) -> Browser:
    """A login whose own function shows the page, and says whether it did."""
    opened: Future[Browser] = Future()

    def show(url: str) -> object:
        opened.set_result(Browser.at(url))
        return shown

    login = run_in_loop(manager.authorize_async(20, open_browser=show))
    browser = opened.result(5)
    assert browser.get().status == 200
    browser.grant("token-1")
    assert login.result(5).access_token == "token-1"
    return browser


@pytest.mark.parametrize(
    ("shown", "told"), [(False, True), (True, False), (None, False)]
)
def test_function_of_the_caller_says_whether_it_shows_the_page(
    new_client: Any,
    run_in_loop: Run,
    monkeypatch: pytest.MonkeyPatch,
    shown: object,
    told: bool,
) -> None:
    errors = StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    manager = new_client(o_auth_redirect_uri="http://127.0.0.1/cb").petstore_auth
    browser = log_in_with(manager, run_in_loop, shown)
    assert (f"&state={browser.state}\n" in errors.getvalue()) is told


@pytest.mark.parametrize("system", ["Windows", "POSIX"])
def test_where_no_line_can_be_awaited_none_is_asked_for(
    new_client: Any, run_in_loop: Run, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """Windows has no such terminals; others can have lost theirs."""
    reading, writing = os.pipe()
    errors = StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    monkeypatch.setattr(
        sys,
        "stdin",
        SimpleNamespace(isatty=lambda: True, fileno=lambda: reading),
    )
    if system == "Windows":
        monkeypatch.setitem(sys.modules, "termios", None)
    manager = new_client(o_auth_redirect_uri="http://127.0.0.1/cb").petstore_auth
    log_in_with(manager, run_in_loop, False)
    assert "Open this page" in errors.getvalue()
    assert "paste" not in errors.getvalue()
    for end in (reading, writing):
        os.close(end)


def test_program_without_standard_streams(
    new_client: Any, run_in_loop: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that was started by a click on Windows."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    manager = new_client(o_auth_redirect_uri="http://127.0.0.1/cb").petstore_auth
    log_in_with(manager, run_in_loop, False)
