"""How a run looks: what is said, in which colours, and how far it has come."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .support import MINIMAL, ROOT, in_terminal, run, tree

ODD = MINIMAL.replace("https://login.example", "http://login.example")
BROKEN = MINIMAL.replace("type: oauth2", "type: oauth3")


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A document with one warning."""
    spec = tmp_path / "odd.yaml"
    spec.write_text(ODD, encoding="utf-8")
    return spec


def authgen_in_terminal(*arguments: str | Path, **environment: str) -> str:
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    terminal = {"TERM": "xterm-256color"}
    return in_terminal(*command, cwd=ROOT, **{**os.environ, **terminal, **environment})


def test_quiet_run_says_nothing_of_warnings(odd: Path, tmp_path: Path) -> None:
    loud = run("generate", odd, "-o", tmp_path / "loud")
    quiet = run("generate", odd, "-o", tmp_path / "quiet", "--quiet")

    assert "warning[insecure-url]" in loud.err
    assert loud.out
    assert (quiet.status, quiet.out, quiet.err) == (0, "", "")
    assert tree(tmp_path / "quiet") == tree(tmp_path / "loud")


def test_quiet_run_says_what_is_wrong(tmp_path: Path) -> None:
    spec = tmp_path / "broken.yaml"
    spec.write_text(BROKEN, encoding="utf-8")

    outcome = run("generate", spec, "-o", tmp_path / "out", "-q")

    assert outcome.status == 2
    assert "error[unknown-type]" in outcome.err


def test_quiet_check_shows_the_difference_alone(odd: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("generate", odd, "-o", out)
    (out / "odd" / "client.py").write_text("# mine\n", encoding="utf-8")

    outcome = run("check", odd, "-o", out, "-q")

    assert outcome.status == 1
    assert "-# mine" in outcome.out
    assert outcome.err == ""


def test_verbose_run_names_every_file_that_changes(odd: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("generate", odd, "-o", out)
    (out / "odd" / "client.py").unlink()

    outcome = run("generate", odd, "-o", out, "--verbose")

    assert outcome.out.splitlines()[1:] == ["  added client.py"]


def test_terminal_gets_colours_and_others_do_not(odd: Path, tmp_path: Path) -> None:
    colourful = authgen_in_terminal("generate", odd, "-o", tmp_path / "a", NO_COLOR="")
    plain = authgen_in_terminal("generate", odd, "-o", tmp_path / "b", NO_COLOR="1")

    assert "\x1b[33m\x1b[1mwarning\x1b[0m[insecure-url]" in colourful
    assert "warning[insecure-url]" in plain
    assert "\x1b[" not in plain
    assert "\x1b[" not in run("generate", odd, "-o", tmp_path / "c").err


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    """Documents enough, and large enough, to be worth several processes."""
    specs = [tmp_path / f"api_{number}.yaml" for number in range(12)]
    for number, spec in enumerate(specs):
        text = MINIMAL.replace("login", f"login{number}")
        spec.write_text(f"{text}x-filling: {'z' * 60_000}\n", encoding="utf-8")
    return specs


def test_many_documents_show_how_far_the_run_is(
    many: list[Path], tmp_path: Path
) -> None:
    seen = authgen_in_terminal("generate", *many, "-o", tmp_path / "out")

    assert "12/12" in seen
    assert "####" in seen
    assert "12/12" not in run("generate", *many, "-o", tmp_path / "out").err
    assert "12/12" not in authgen_in_terminal(
        "generate", *many, "-o", tmp_path / "out", "-q"
    )


def test_processes_make_no_difference(many: list[Path], tmp_path: Path) -> None:
    code = """
import os, sys
count = int(sys.argv.pop(1))
os.cpu_count = lambda: count
from generator.cli import main
main()
"""
    trees: list[tuple[object, bytes]] = []
    for workers in ("1", "3"):
        out = tmp_path / workers
        arguments = [workers, "generate", *map(str, many), "-o", str(out)]
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        trees.append((tree(out), done.stdout.replace(bytes(out), b"")))

    assert trees[0] == trees[1]


def test_process_that_dies_is_told_of(many: list[Path], tmp_path: Path) -> None:
    code = """
import os
os.cpu_count = lambda: 2
from generator import pipeline
from generator.cli import main
pipeline.parse = lambda *_: os._exit(1)
main()
"""
    arguments = ["generate", *map(str, many), "-o", str(tmp_path / "out")]

    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 2
    assert "ended without a word" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "out").exists()
