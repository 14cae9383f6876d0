"""Every defence of the receiver, and the test that fails without it.

Run as a program, this takes one defence after the other out of a generated package and
runs its test; it prints the tests that do not fail.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from generator import generate, load
from tests.package.conftest import FILES, ROOT

HERE = Path(__file__).parent
CHANCES = 5
"""How often a test may pass: some threads win a race only now and then."""
AT_A_TIME = 8
"""Processes. Most of them wait for something that does not come."""
OPTIONS = ("-q", "--tb=no", "-pno:cacheprovider", "-pno:xdist")

HOSTILE = "test_hostile_requests.py::test_bare_status"
ICON = "test_hostile_requests.py::test_icon_is_answered_without_a_body"
FOREIGN = "test_foreign_posts.py::test_foreign_post"
ATTEMPTS = "test_attempts.py::"
SLOW = "test_slow_connections.py::"
PORT = "test_port.py::"
WAITING = "test_waiting.py::"
TERMINAL = "test_terminal.py::"
RESPONSE = "test_response.py::"

# For each module: what to replace, what with, and the test that has to fail.
DEFENCES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "http_messages": (
        ("len(first) > MAX_REQUEST_LINE", "False", f"{HOSTILE}[long path]"),
        ("len(words) != 3", "len(words) > 4", f"{HOSTILE}[HTTP/0.9]"),
        (' or words[2] not in ("HTTP/1.1", "HTTP/1.0")', "", f"{HOSTILE}[HTTP/2]"),
        ('not target.startswith("/") or ', "", f"{HOSTILE}[absolute target]"),
        (' or target.startswith("//")', "", f"{HOSTILE}[target with two slashes]"),
        ("not colon or ", "", f"{HOSTILE}[name without a colon]"),
        ("not name or ", "", f"{HOSTILE}[empty name]"),
        (" or name != name.strip()", "", f"{HOSTILE}[blank before the colon]"),
        (" or _CONTROLS & {*field}", "", f"{HOSTILE}[line within a line]"),
        ("len(values) > 1", "False", f"{HOSTILE}[two Hosts]"),
        (
            'self.header("transfer-encoding") is not None',
            "False",
            f"{HOSTILE}[chunks and a length]",
        ),
        ("length.isascii() and ", "", f"{HOSTILE}[length as a power]"),
        (
            "not (length.isascii() and length.isdigit())",
            "False",
            f"{HOSTILE}[length with an underscore]",
        ),
        (" or int(length) > MAX_BODY", "", f"{HOSTILE}[huge length]"),
        (
            "len(length) > len(str(MAX_BODY)) or ",
            "",
            f"{HOSTILE}[length of 5000 digits]",
        ),
        ("        **SECURITY_HEADERS,\n", "", ICON),
        ("Content-Security-Policy", "X-Policy", ICON),
        ('        "Connection": "close",\n', "", ICON),
        ('"Server": "authgen"', '"Server": "authgen Python/3"', ICON),
    ),
    "receiver": (
        (
            "sock.bind((host, port))",
            'sock.bind(("", port))',
            f"{PORT}test_literal_addresses_of_this_machine_alone",
        ),
        (
            "IPV6_V6ONLY, 1",
            "IPV6_V6ONLY, 0",
            f"{PORT}test_ipv6_is_not_ipv4_too",
        ),
        (
            "SO_EXCLUSIVEADDRUSE, 1",
            "SO_EXCLUSIVEADDRUSE, 0",
            f"{PORT}test_nobody_can_share_the_port_on_windows",
        ),
        (
            "SO_REUSEADDR, 1",
            "SO_REUSEPORT, 1",
            f"{PORT}test_nobody_can_share_the_port",
        ),
        (
            "error.errno == EADDRINUSE",
            "False",
            f"{PORT}test_port_that_is_taken_is_not_replaced",
        ),
        (
            " or connection.deadline <= now",
            "",
            f"{SLOW}test_ten_seconds_are_the_end_of_a_connection",
        ),
        ("place < surplus or ", "", f"{SLOW}test_the_oldest_make_room"),
        (
            "error.errno in (EMFILE, ENFILE)",
            "False",
            f"{SLOW}test_program_that_may_open_few_files",
        ),
        (
            "sock.setblocking(False)\n        connection",
            "sock.setblocking(True)\n        sock.recv(1)\n        connection",
            f"{SLOW}test_fifty_that_say_nothing",
        ),
        (
            "except OSError:\n            awaited",
            "except TimeoutError:\n            awaited",
            f"{SLOW}test_fifty_that_go_away",
        ),
        (
            "self._answer = route(request)",
            "self._answer = lambda body: route(request)(body)",
            "test_foreign_posts.py::test_it_is_refused_before_its_body_comes",
        ),
        ("len(self._incoming) >= MAX_HEAD", "False", f"{HOSTILE}[head without an end]"),
        (", 0, MAX_HEAD)", ")", f"{HOSTILE}[long header]"),
        (
            "self.socket.shutdown(socket.SHUT_WR)\n        return selectors.EVENT_READ",
            "return _DONE",
            "test_hostile_requests.py::test_refusal_is_heard_by_who_still_talks",
        ),
    ),
    "callback_answer": (
        (
            'is_origin(header("origin") or "", origin_of(page))',
            "True",
            f"{FOREIGN}[other site]",
        ),
        (
            '        and header("sec-fetch-site") in (None, "same-origin")\n',
            "",
            f"{FOREIGN}[cross-site]",
        ),
        ("        and kind.strip().lower() == _FORM\n", "", f"{FOREIGN}[text]"),
    ),
    "loopback_target": (
        ('parts.scheme != "http" or ', "", f"{PORT}test_only_this_machine_can_receive"),
        (
            " or host not in LOOPBACK_HOSTS",
            "",
            f"{PORT}test_other_machine_is_refused_where_credentials_let_it_pass",
        ),
        (
            "/callback/{scheme}",
            "/callback",
            f"{PORT}test_default_without_ipv4",
        ),
        (', "[::1]")', ",)", f"{PORT}test_default_without_ipv4"),
        (
            'hosts = ("127.0.0.1", "::1") if host == "localhost" else (host,)',
            'hosts = ("127.0.0.1", "::1")',
            f"{PORT}test_address_that_the_caller_names_is_not_replaced",
        ),
        (
            "if self.port:",
            "if False:",
            f"{PORT}test_uri_with_a_port_is_sent_to_the_letter",
        ),
    ),
    "loopback_login": (
        (
            'request.header("host") not in self._authorities',
            "False",
            f"{HOSTILE}[foreign Host]",
        ),
        ("request.path != self._target.path", "False", f"{HOSTILE}[other path]"),
        ("case _:", 'case "DELETE":', "test_hostile_requests.py::test_other_methods"),
        (
            '400 if "access_token" in names else 200',
            "200",
            f"{RESPONSE}test_token_in_the_query_is_not_taken",
        ),
        (
            "if self.is_over():\n            return 410",
            "if False:\n            return 410",
            "test_hostile_requests.py::test_second_answer_changes_nothing",
        ),
        (
            "self._is_waiting(self._state)",
            "False",
            f"{ATTEMPTS}test_unexpected_answer_ends_nothing",
        ),
        (
            "self._unexpected > MAX_UNEXPECTED",
            "False",
            f"{ATTEMPTS}test_eleven_end_it",
        ),
        (
            "self._unexpected > MAX_UNEXPECTED",
            "self._unexpected == MAX_UNEXPECTED",
            f"{ATTEMPTS}test_ten_are_borne",
        ),
        (
            "self._finish(answer, self._state)",
            "self._finish(answer, None)  # type: ignore",
            f"{ATTEMPTS}test_answer_to_an_earlier_login_of_the_same_client",
        ),
        (
            "            self._forget(self._state)\n",
            "",
            f"{RESPONSE}test_state_ends_with_its_login",
        ),
        (
            "raise copy(error)",
            "raise error",
            f"{WAITING}test_each_has_an_error_of_their_own",
        ),
        (
            "        self._thread.join(_FAREWELL)\n",
            "",
            f"{PORT}test_nothing_is_left_open",
        ),
        (
            "            self._receiver.close()\n            raise\n",
            "            raise\n",
            f"{PORT}test_nothing_is_opened_without_a_client_id",
        ),
    ),
    "shared_login": (
        (
            "login is None or login.is_over()",
            "login is None",
            f"{WAITING}test_who_tries_again_gets_a_login_of_their_own",
        ),
        (
            "            if login.waiting:\n                return False\n",
            "",
            f"{WAITING}test_the_first_can_leave",
        ),
        (
            'give_up("the login was interrupted")',
            "is_over()",
            f"{WAITING}test_ctrl_c_ends_it_for_all",
        ),
        (
            "await asyncio.to_thread(login.show, ",
            "login.show(",
            f"{WAITING}test_event_loop_goes_on",
        ),
    ),
    "pasted_lines": (
        (
            "termios.ICANON | ",
            "",
            f"{TERMINAL}test_address_can_be_longer_than_a_line_of_the_terminal",
        ),
        (" | termios.ECHO", "", f"{TERMINAL}test_what_is_pasted_is_not_shown"),
        (
            "termios.tcsetattr(self.fd, termios.TCSADRAIN, self._mode)",
            "pass",
            f"{TERMINAL}test_terminal_is_given_back_as_it_was",
        ),
        (
            " or not _is_in_foreground(file.fileno())",
            "",
            f"{TERMINAL}test_program_in_the_background_leaves_the_terminal_alone",
        ),
        (
            "except ImportError:\n        return None",
            "except TimeoutError:\n        return None",
            f"{TERMINAL}test_where_no_line_can_be_awaited_none_is_asked_for[Windows]",
        ),
        (
            "except termios.error:\n        return None",
            "except TimeoutError:\n        return None",
            f"{TERMINAL}test_where_no_line_can_be_awaited_none_is_asked_for[POSIX]",
        ),
    ),
    "system_browser": (
        (
            "in _IN_TERMINAL",
            "in ()",
            f"{TERMINAL}test_browser_of_the_terminal_is_not_started",
        ),
    ),
}


def not_missed() -> Iterator[str]:
    """What does not fail without a defence."""
    package = generate(load(str(ROOT / "specs" / "petstore.yaml")))
    # Whatever is imported by now, the processes that start from here have already.
    with redirect_stdout(StringIO()):
        pytest.main([str(HERE), "--collect-only", *OPTIONS])
    running: dict[int, str] = {}
    for module, defences in DEFENCES.items():
        path = f"_auth/{module}.py"
        for text, weakened, test in defences:
            if package[path].count(text) != 1:
                yield f"{path} does not hold this, or more than once: {text}"
                continue
            if len(running) == AT_A_TIME:
                yield from first_to_end(running)
            files = {**package, path: package[path].replace(text, weakened)}
            running[start(test, files)] = f"{test}, without: {text}"
    while running:
        yield from first_to_end(running)


def start(test: str, files: dict[str, str]) -> int:
    """Run a test with these files, in a process that goes on from here."""
    process = os.fork()
    if process:
        return process
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    class Plugin:
        def pytest_configure(self, config: pytest.Config) -> None:
            config.stash[FILES] = files

    code: int = pytest.ExitCode.OK
    for _ in range(CHANCES):
        code = pytest.main([str(HERE / test), "-x", *OPTIONS], [Plugin()])
        if code != pytest.ExitCode.OK:
            break
    os._exit(code)


def first_to_end(running: dict[int, str]) -> Iterator[str]:
    """Wait for one of the processes; its test, if that did not fail."""
    process, status = os.wait()
    test = running.pop(process)
    code = os.waitstatus_to_exitcode(status)
    if code != pytest.ExitCode.TESTS_FAILED:
        yield f"pytest exits with {code}: {test}"


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in not_missed()))
