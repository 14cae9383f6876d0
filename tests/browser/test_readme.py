"""The five lines of the README, as they stand there, at each of the servers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.browser.conftest import Service
from tests.browser.person import Browser
from tests.servers.oauth_server import USERNAME

ROOT = Path(__file__).parents[2]


def five_lines() -> str:
    """The program of five lines; the README has no other."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    programs = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (program,) = [text for text in programs if len(text.split("\n\n")) == 2]
    assert len([line for line in program.splitlines() if line]) == 5
    return str(program)


def test_five_lines_log_in(service: Service, browser: Browser, free_uri: str) -> None:
    service.server.register("my-app", [free_uri])
    settings = {
        "PYTHONPATH": str(ROOT / "generated"),
        "PETSTORE_AUTH_O_AUTH_AUTHORIZATION_URL": service.server.authorization_endpoint,
        "PETSTORE_AUTH_O_AUTH_CLIENT_ID": "my-app",
        "PETSTORE_AUTH_O_AUTH_REDIRECT_URI": free_uri,
        "PETSTORE_AUTH_O_AUTH_SCOPES": "read:pets write:pets",
        # A browser that says where it was sent.
        "BROWSER": "echo %s",
    }
    program = subprocess.Popen(
        [sys.executable, "-c", five_lines()],
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
