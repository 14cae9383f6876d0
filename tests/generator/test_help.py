"""What `--help` teaches: it fits the screen, and its examples do what they say."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli.commands import cli

from .support import MINIMAL, run, serving, write

COMMANDS = [[], *([name] for name in cli.commands)]
HOST = "https://api.example"
FORMAT = ("--format", "github")


def help_of(command: list[str]) -> str:
    outcome = run(*command, "--help")
    assert outcome.status == 0
    return outcome.out


def examples() -> list[str]:
    """Every example: a line of the block of that name, up to what is said of it."""
    return [
        line.split("   ")[0].strip()
        for command in COMMANDS
        for line in help_of(command)
        .partition("Examples:\n")[2]
        .partition("\n\n")[0]
        .splitlines()
        for line in [line.strip()]
    ]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """Serves `openapi.json` to the examples with a URL."""
    write(tmp_path / "site", {"openapi.json": MINIMAL})
    with serving(tmp_path / "site") as url:
        yield url


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that has all that the examples speak of."""
    names = ("petstore", "old", "new", "openapi", "specs/petstore")
    write(tmp_path, {f"{name}.yaml": MINIMAL for name in names})
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_fits_the_screen_and_tells_all(command: list[str]) -> None:
    text = help_of(command)

    assert max(map(len, text.splitlines())) <= 80
    assert "\n  Examples:\n" in text
    assert "\n  Exit status:\n    0 " in text
    # What click cuts off ends so.
    assert "...\n" not in text.partition("\n")[2]


def test_there_are_examples_of_every_command() -> None:
    shown = " ".join(examples())

    assert [name for name in cli.commands if f"authgen {name}" not in shown] == []


@pytest.mark.parametrize(
    "example",
    # A watch has no end: test_watching.py is about it. And `eval` is for a real shell.
    [
        line
        for line in examples()
        if line.startswith("authgen") and "--watch" not in line
    ],
)
def test_example_does_what_it_says(example: str, project: Path, site: str) -> None:
    command, _, source = example.partition(" < ")
    arguments = shlex.split(command.partition(" > ")[0].replace(HOST, site))[1:]
    if arguments[0] == "check":
        like_check = [word for word in arguments[1:] if word not in FORMAT]
        assert run("generate", *like_check).status == 0

    stdin = (project / source).read_bytes() if source else b""
    outcome = run(*arguments, stdin=stdin)

    assert outcome.status == 0, outcome.err
    # What is the same leaves nothing to say.
    assert bool(outcome.out) == (arguments[0] not in ("check", "diff"))
