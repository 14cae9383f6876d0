"""SDKs of other tools, which authenticate with our package."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from generated.petstore import OAuthToken, TokenRejectedError
from tests.examples.applications import NAMES, ROOT, Api, commands_of, running_api

# Both are made by one `make`.
pytestmark = pytest.mark.xdist_group("sdks")

MADE = "build/sdks"


@pytest.fixture(params=["openapi_python_client_sdk", "openapi_generator_sdk"])
def example(request: pytest.FixtureRequest) -> str:
    """The name of each of the two."""
    return str(request.param)


@pytest.fixture
def api() -> Iterator[Api]:
    """The API that the SDKs call. It takes one token alone."""
    with running_api() as api:
        api.accepts = lambda authorization: authorization == "Bearer token-1"
        yield api


@pytest.fixture
def program(example: str, api: Api, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The example as a module of this process."""
    monkeypatch.setenv("PETSTORE_API", api.url)
    monkeypatch.setattr(sys, "path", [str(ROOT / MADE), *sys.path])
    yield import_module(f"examples.{example}.__main__")
    for name in [name for name in sys.modules if f"examples.{example}" in name]:
        del sys.modules[name]


def test_program_runs_as_its_readme_says(example: str, api: Api) -> None:
    done = subprocess.run(
        ["bash", "-c", commands_of(example)[-1]],
        check=False,
        cwd=ROOT,
        env={
            **os.environ,
            "NO_PROXY": "*",
            "PETSTORE_API": api.url,
            "PETSTORE_AUTH_O_AUTH_TOKEN": "token-1",
        },
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == (f"{[*NAMES, 'Bello']}\n", "")
    assert api.pets[-1] == {"name": "Bello", "status": "available"}


def test_every_request_has_the_token_of_the_moment(program: Any, api: Api) -> None:
    sent: list[str] = []

    def accepts(authorization: str) -> bool:
        sent.append(authorization)
        return True

    api.accepts = accepts
    for token in ("token-1", "token-2"):
        program.client.petstore_auth.o_auth_token = OAuthToken(token)
        assert program.available() == [*NAMES]
    assert sent == ["Bearer token-1", "Bearer token-2"]


def test_rejected_token_is_replaced(program: Any) -> None:
    auth = program.client.petstore_auth
    auth.o_auth_token = OAuthToken("token-0")
    auth.on_rejected = lambda: OAuthToken("token-1")
    program.add("Rosa")
    assert program.available() == [*NAMES, "Rosa"]


def test_rejected_token_is_told(program: Any) -> None:
    program.client.petstore_auth.o_auth_token = OAuthToken("token-0")
    with pytest.raises(TokenRejectedError):
        program.available()
    assert not program.client.petstore_auth.is_valid()
