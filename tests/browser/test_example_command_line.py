"""The example of a command-line program, and somebody at a browser."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.browser.conftest import DJANGO, Service
from tests.browser.person import Browser, Person
from tests.examples.applications import NAMES, ROOT, Api, commands_of, running_api
from tests.servers.oauth_server import OAuthServer

Act = Callable[[Person], object]

# Its consent lets a person take scopes out.
pytestmark = pytest.mark.parametrize("service", [DJANGO], indirect=True)

LOGIN, ADD, LIST, LOGOUT = (line for line in commands_of("command_line")[-4:])


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """Where somebody types commands who has a browser beside it."""

    api: Api
    server: OAuthServer
    browser: Browser
    client_id: str
    redirect_uri: str
    tokens: Path

    def types(self, command: str, act: Act | None = None) -> tuple[int, str]:
        """Run a command; its exit status, and all that it has written."""
        program = subprocess.Popen(
            ["bash", "-c", f"exec {command}"],
            cwd=ROOT,
            env={**os.environ, **self._settings()},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert program.stdout is not None
        if act is not None:
            url = program.stdout.readline()
            self.browser.let(lambda person: act(person.opens(url))).result()
        out, _ = program.communicate()
        return program.returncode, out

    def _settings(self) -> dict[str, str]:
        return {
            "PETSTORE_API": self.api.url,
            "PETS_TOKENS": str(self.tokens),
            "PETSTORE_AUTH_O_AUTH_CLIENT_ID": self.client_id,
            "PETSTORE_AUTH_O_AUTH_REDIRECT_URI": self.redirect_uri,
            "PETSTORE_AUTH_O_AUTH_AUTHORIZATION_URL": (
                self.server.authorization_endpoint
            ),
            # A browser that says where it was sent.
            "BROWSER": "echo %s",
        }


@pytest.fixture
def terminal(
    service: Service, browser: Browser, free_uri: str, tmp_path: Path
) -> Iterator[Terminal]:
    """A terminal whose program is registered at the server."""
    server = service.server
    client_id = f"pets at {free_uri}"
    server.register(client_id, [free_uri])
    with running_api() as api:
        # Whether a token is good, the server decides that has issued it.
        api.accepts = lambda authorization: requests.get(
            server.resource, headers={"Authorization": authorization}, timeout=30
        ).ok
        yield Terminal(
            api=api,
            server=server,
            browser=browser,
            client_id=client_id,
            redirect_uri=free_uri,
            tokens=tmp_path / "pets" / "tokens.json",
        )


def agrees(person: Person) -> None:
    person.logs_in().agrees().reads("Access granted")


def test_one_login_serves_many_commands(terminal: Terminal) -> None:
    names = "".join(f"{name}\n" for name in (*NAMES[:-1], "Cora?[2J", "Bello"))
    assert terminal.types(LOGIN, agrees) == (0, "You are logged in.\n")
    assert terminal.types(ADD) == (0, "Added Bello.\n")
    assert terminal.types(LIST) == (0, names)
    assert terminal.types(LOGOUT) == (0, "You are logged out.\n")
    assert terminal.types(LIST) == (
        1,
        "Error: You are not logged in. To do that: login\n",
    )


def test_nobody_else_can_read_the_login(terminal: Terminal) -> None:
    terminal.types(LOGIN, agrees)
    assert terminal.tokens.stat().st_mode & 0o777 == 0o600
    assert terminal.tokens.parent.stat().st_mode & 0o777 == 0o700


def test_refusal_keeps_the_login_before(terminal: Terminal) -> None:
    def refuses(person: Person) -> None:
        person.logs_in().refuses().reads("Access was not granted")

    terminal.types(LOGIN, agrees)
    answer = terminal.types(LOGIN, refuses)
    assert answer == (
        1,
        "Error: The server was told no, so nothing has changed.\n",
    )
    assert terminal.types(ADD)[0] == 0


def test_what_was_not_allowed_is_named(terminal: Terminal) -> None:
    def unticks(person: Person) -> None:
        person.logs_in().unticks("write:pets").agrees().reads("Access granted")

    told = "You have not allowed write:pets. To be asked again: login\n"
    assert terminal.types(LOGIN, unticks) == (0, f"You are logged in.\n{told}")
    assert terminal.types(ADD) == (1, f"Error: {told}")


def test_nobody_answers(terminal: Terminal) -> None:
    status, out = terminal.types(f"{LOGIN} --timeout 0.1")
    assert status == 1
    assert out.endswith("\nError: Nobody answered in time. To try again: login\n")


def test_server_takes_the_login_back(terminal: Terminal) -> None:
    terminal.types(LOGIN, agrees)
    terminal.api.accepts = lambda _: False
    status, out = terminal.types(LIST)
    assert status == 1
    assert out == (
        "Error: The server does not take your login any more. To renew it: login\n"
    )
    # It is not tried again: there is none.
    assert "You are not logged in" in terminal.types(LIST)[1]


def test_api_is_away(terminal: Terminal) -> None:
    terminal.types(LOGIN, agrees)
    terminal.api.server_close()
    told = "Error: The API does not answer as it should.\n"
    assert terminal.types(LIST) == (1, told)
