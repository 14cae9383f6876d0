"""The programs of the pages that ask a person, as they stand there, at each server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import Service
from tests.browser.person import Browser
from tests.docs.pages import blocks_of
from tests.servers.oauth_server import USERNAME

ROOT = Path(__file__).parents[2]


def program_of(page: str) -> str:
    """The program of a page that asks for a URL; it has no other."""
    (program,) = [b.text for b in blocks_of(page) if "input(" in b.text]
    return program


def test_readme_has_five_lines() -> None:
    assert len([line for line in program_of("README.md").splitlines() if line]) == 5


@pytest.mark.parametrize("page", ["README.md", "docs/start.md"])
def test_program_logs_in(
    service: Service, browser: Browser, free_uri: str, page: str
) -> None:
    client_id = page.partition(".")[0].replace("/", "-")
    service.server.register(client_id, [free_uri])
    settings = {
        "PYTHONPATH": str(ROOT / "generated"),
        "PETSTORE_AUTH_O_AUTH_AUTHORIZATION_URL": service.server.authorization_endpoint,
        "PETSTORE_AUTH_O_AUTH_CLIENT_ID": client_id,
        "PETSTORE_AUTH_O_AUTH_REDIRECT_URI": free_uri,
        "PETSTORE_AUTH_O_AUTH_SCOPES": "read:pets write:pets",
        # A browser that says where it was sent.
        "BROWSER": "echo %s",
    }
    program = subprocess.Popen(
        [sys.executable, "-c", program_of(page)],
        env={**os.environ, **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    if url := program.stdout.readline():
        browser.let(
            lambda p: p.opens(url).logs_in().agrees().reads("Access granted")
        ).result()
    out, err = program.communicate(service.server.resource)
    assert USERNAME in out, err
