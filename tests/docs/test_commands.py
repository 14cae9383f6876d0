"""Every command of the pages, run word for word in a fresh copy of the repository.

A page is one session: what one block exports, the next one has. The environment `.venv`
is there already, as after the first command of a newcomer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.copies import fresh_copy
from tests.docs.pages import PAGES, ROOT, blocks_of, pages_with
from tests.install.wheelhouse import OFFLINE, WHEELHOUSE

ELSEWHERE = {
    "make test": (".ci/run", "make test"),
    ".venv/bin/python build/pets/pets.py": (
        "tests/browser/test_readme.py",
        "docs/start.md",
    ),
    "authgen generate specs/petstore.yaml -o build --watch": (
        "tests/generator/test_watching.py",
        '"generate", "--watch"',
    ),
    **{
        f"PYTHONPATH=build/sdks .venv/bin/python -m examples.{name}": (
            "tests/examples/test_sdks.py",
            name,
        )
        for name in ("openapi_python_client_sdk", "openapi_generator_sdk")
    },
    **{
        f".venv/bin/python -m examples.command_line {command}": (
            "tests/browser/test_example_command_line.py",
            'commands_of("command_line")',
        )
        for command in ("login", "add Bello", "list", "logout")
    },
    "PYTHONPATH=$PWD .venv/bin/jupyter execute examples/notebook/pets.ipynb "
    "--output=../../build/pets.ipynb": (
        "tests/browser/test_example_notebook.py",
        'commands_of("notebook")',
    ),
}
"""Commands that are too much for a test, or that ask a person. Each has the file that
runs it, and the words that it does so with."""

SERVERS = (".venv/bin/flask ", ".venv/bin/uvicorn ", ".venv/bin/python -m django ")
"""What goes on until somebody ends it: it has to come up."""

PREPARED = {"path/to/openapi.yaml": "specs/petstore.yaml"}
"""What the reader has, and the repository does not: a copy of something else."""


def commands_of(page: str) -> list[str]:
    """The lines of all `sh` blocks."""
    return [
        line.partition("  #")[0].rstrip()
        for block in blocks_of(page)
        if block.language == "sh"
        for line in block.text.splitlines()
    ]


def script_of(page: str) -> str:
    """A page as a script that stops where something fails."""
    lines = ["set -euo pipefail"]
    for line in commands_of(page):
        command = line.partition("  #")[0].rstrip()
        if command in ELSEWHERE:
            continue
        is_server = command.startswith(SERVERS)
        lines.append(
            f".venv/bin/python -m tests.docs.serve {line}" if is_server else line
        )
    return "\n".join(lines)


def environment() -> dict[str, str]:
    """What a newcomer has, with the wheels that make fetched in place of a registry."""
    return {
        **OFFLINE,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "UV_FIND_LINKS": str(WHEELHOUSE),
        "UV_NO_INDEX": "1",
    }


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return fresh_copy(tmp_path / "authgen")


@pytest.mark.parametrize("page", pages_with(lambda block: block.language == "sh"))
def test_commands_of_the_page_work(page: str, copy: Path) -> None:
    (copy.parent / "my-project").mkdir()
    for name, source in PREPARED.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(copy / source, copy / name)
    done = subprocess.run(
        ["bash", "-c", script_of(page)],
        cwd=copy,
        env={**environment(), "HOME": str(copy.parent)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{script_of(page)}\n{done.stdout}"


@pytest.mark.parametrize(("command", "runner"), ELSEWHERE.items())
def test_what_runs_elsewhere_is_in_a_page_and_run_there(
    command: str, runner: tuple[str, str]
) -> None:
    assert any(command in commands_of(page) for page in PAGES)
    file, words = runner
    assert words in (ROOT / file).read_text(encoding="utf-8")
