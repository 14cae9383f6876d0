"""The example of a notebook, run by Jupyter's own kernel, and somebody at a browser."""

from __future__ import annotations

import json
import os
import re
import select
import socket
import subprocess
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest
import requests
from jupyter_client.manager import start_new_kernel

from tests.browser.conftest import Service
from tests.browser.person import Browser, Person
from tests.examples.applications import NAMES, ROOT, Api, commands_of, running_api

pytestmark = pytest.mark.xdist_group("authlib_server")

NOTEBOOK = "examples/notebook/pets.ipynb"
ASYNC = "await client.petstore_auth.authorize_async(timeout=120)"
BLOCKING = "client.petstore_auth.authorize(timeout=120)"


@pytest.fixture
def sent(authlib_server: Service) -> Iterator[tuple[Api, list[str]]]:
    """The API, and each `Authorization` that reached it."""
    seen: list[str] = []

    # Whether a token is good, the server decides that has issued it.
    def accepts(authorization: str) -> bool:
        seen.append(authorization)
        return requests.get(
            authlib_server.server.resource,
            headers={"Authorization": authorization},
            timeout=30,
        ).ok

    with running_api() as api:
        api.accepts = accepts
        yield api, seen


@pytest.fixture
def settings(
    authlib_server: Service, free_uri: str, sent: tuple[Api, list[str]], tmp_path: Path
) -> dict[str, str]:
    """The environment of a kernel, whose browser tells where it was sent."""
    server = authlib_server.server
    client_id = f"notebook at {free_uri}"
    server.register(client_id, [free_uri])
    os.mkfifo(tmp_path / "browser")
    return {
        "BROWSER": f"sh -c 'echo \"$0\" > {tmp_path}/browser' %s",
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "PETSTORE_API": sent[0].url,
        "PETSTORE_AUTH_O_AUTH_AUTHORIZATION_URL": server.authorization_endpoint,
        "PETSTORE_AUTH_O_AUTH_CLIENT_ID": client_id,
        "PETSTORE_AUTH_O_AUTH_REDIRECT_URI": free_uri,
    }


@contextmanager
def shown_page(folder: Path) -> Generator[Callable[[], str]]:
    """What the browser of a kernel is sent to, once it is."""
    # For writing, too: so that nobody waits for the other to open it.
    pipe = os.open(folder / "browser", os.O_RDWR)

    def url() -> str:
        assert select.select([pipe], [], [], 60)[0]
        return os.read(pipe, 10_000).decode().strip()

    yield url
    os.close(pipe)


def agrees(person: Person) -> None:
    person.logs_in().agrees().reads("Access granted")


@pytest.mark.parametrize("login", [ASYNC, BLOCKING])
def test_notebook_runs_as_its_readme_says(
    login: str,
    settings: dict[str, str],
    sent: tuple[Api, list[str]],
    browser: Browser,
    tmp_path: Path,
) -> None:
    for name in (".venv", "generated"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / NOTEBOOK).parent.mkdir(parents=True)
    source = (ROOT / NOTEBOOK).read_text(encoding="utf-8")
    assert ASYNC in source
    (tmp_path / NOTEBOOK).write_text(source.replace(ASYNC, login), encoding="utf-8")
    with shown_page(tmp_path) as url:
        jupyter = subprocess.Popen(
            ["bash", "-c", "\n".join(commands_of("notebook")[-2:])],
            cwd=tmp_path,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        browser.let(lambda person: agrees(person.opens(url()))).result()
        out, _ = jupyter.communicate()
    assert jupyter.returncode == 0, out
    done = (tmp_path / "build/pets.ipynb").read_text(encoding="utf-8")
    assert outputs_of(done)[-1]["data"]["text/plain"] == [repr([*NAMES])]
    ((_, token),) = [authorization.split() for authorization in sent[1]]
    assert token not in done
    assert token not in out


def outputs_of(notebook: str) -> list[Any]:
    """What all cells have shown."""
    return [
        output
        for cell in json.loads(notebook)["cells"]
        for output in cell.get("outputs", [])
    ]


@pytest.fixture
def kernels(settings: dict[str, str]) -> Iterator[tuple[Any, Any]]:
    """A kernel with those settings: its manager, and what a front end has of it."""
    manager, kernel = start_new_kernel(
        cwd=str(ROOT), env={**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    )
    yield manager, kernel
    kernel.stop_channels()
    manager.shutdown_kernel()


@pytest.mark.parametrize("login", [ASYNC, BLOCKING])
def test_interrupted_login_closes_the_port(
    login: str, settings: dict[str, str], kernels: tuple[Any, Any], tmp_path: Path
) -> None:
    manager, kernel = kernels
    port = urlsplit(settings["PETSTORE_AUTH_O_AUTH_REDIRECT_URI"]).port
    assert kernel.execute(code_cells()[0], reply=True)["content"]["status"] == "ok"
    with shown_page(tmp_path) as url:
        kernel.execute(login)
        assert url()
        manager.interrupt_kernel()
        assert kernel.get_shell_msg(timeout=60)["content"]["status"] == "error"
    socket.create_server(("127.0.0.1", port)).close()


def test_address_is_pasted_where_jupyter_is_elsewhere(
    kernels: tuple[Any, Any], sent: tuple[Api, list[str]], browser: Browser
) -> None:
    _, kernel = kernels
    shown: list[str] = []

    def show(message: dict[str, Any]) -> None:
        shown.append(json.dumps(message["content"]))

    def answer(message: dict[str, Any]) -> None:
        assert message["content"] == {
            "prompt": "Address of the page: ",
            "password": True,
        }
        (url,) = re.findall(r'http://[^"\\]+/authorize[^"\\]+', "".join(shown))
        kernel.input(browser.let(lambda person: ends_at(person.opens(url))).result())

    for code in code_cells():
        reply = kernel.execute_interactive(
            code.replace("is_local = True", "is_local = False"),
            allow_stdin=True,
            stdin_hook=answer,
            output_hook=show,
        )
        assert reply["content"]["status"] == "ok", shown
    assert json.dumps(repr([*NAMES])) in shown[-2] + shown[-1]
    ((_, token),) = [authorization.split() for authorization in sent[1]]
    assert token not in "".join(shown)


def ends_at(person: Person) -> str:
    """The address of a page that the browser cannot show: nothing listens there."""
    person.logs_in()
    with person.page.expect_request(re.compile("/callback")):
        person.agrees()
    (address,) = [target for target in person.redirects if "access_token" in target]
    return address


def code_cells() -> list[str]:
    """What a person runs, one after the other."""
    notebook = json.loads((ROOT / NOTEBOOK).read_text(encoding="utf-8"))
    return [
        "".join(cell["source"])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def test_notebook_is_valid_and_has_nothing_to_hide() -> None:
    source = (ROOT / NOTEBOOK).read_text(encoding="utf-8")
    nbformat.validate(json.loads(source))
    assert outputs_of(source) == []
