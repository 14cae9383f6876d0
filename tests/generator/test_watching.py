"""`generate --watch`: real files change, and a running process tells of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import pytest

from .support import MINIMAL, ROOT, run, write

REFERRING = """\
openapi: 3.0.4
info: {title: Minimal}
paths: {}
components:
  securitySchemes:
    login: {$ref: "parts/login.yaml"}
"""
LOGIN = "type: apiKey\nin: header\nname: X-Key\n"
PATIENCE = 60
"""Seconds."""


class Watch:
    """`authgen generate --watch`, running in a folder."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "generate", "--watch", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        # One that sees nothing would have its test wait for ever.
        self._end = Timer(PATIENCE, self.process.kill)
        self._end.start()

    def close(self) -> None:
        self._end.cancel()
        self.process.kill()
        self.process.communicate()

    def line(self) -> str:
        """The next line, without the time that a run's line begins with."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline().rstrip("\n")
        return line[9:] if line[2:3] == line[5:6] == ":" else line

    def until(self, said: str) -> str:
        """The first line from here on that says something."""
        for line in iter(self.line, ""):
            if said in line:
                return line
        raise AssertionError(f"it ended without {said!r}")

    def interrupt(self) -> str:
        """Press Ctrl-C; what it still says."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=60)[0]


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Callable[..., Watch]]:
    """Starts watches in the test's folder, and ends them."""
    # What a shell starts in the background ignores Ctrl-C, and so do its children.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    started: list[Watch] = []

    def watch(*arguments: str) -> Watch:
        started.append(Watch(tmp_path, *arguments))
        return started[-1]

    yield watch
    signal.signal(signal.SIGINT, inherited)
    for one in started:
        one.close()


def test_change_of_a_document_gives_a_new_package(
    watching: Callable[..., Watch], tmp_path: Path
) -> None:
    write(tmp_path, {"shop.yaml": MINIMAL})
    watch = watching("shop.yaml")
    assert watch.line().startswith("generated/shop: ")

    write(tmp_path, {"shop.yaml": MINIMAL.replace("read:all", "write:all")})

    assert watch.line().endswith(" changed")
    scheme = tmp_path / "generated" / "shop" / "schemes" / "login.py"
    assert "WRITEALL" in scheme.read_text(encoding="utf-8")
    assert (watch.interrupt(), watch.process.returncode) == ("stopped\n", 0)


def test_file_that_an_editor_puts_in_place_of_the_old_one_is_seen(
    watching: Callable[..., Watch], tmp_path: Path
) -> None:
    write(tmp_path, {"shop.yaml": MINIMAL})
    before = (tmp_path / "shop.yaml").stat()
    watch = watching("shop.yaml")
    watch.line()

    # Twice: whoever watches the file, and not its name, loses it after the first time.
    for scope in ("read:one", "read:two"):
        new = tmp_path / "shop.yaml.new"
        new.write_text(MINIMAL.replace("read:all", scope), encoding="utf-8")
        # The same length and the same time as before: it is another file, though.
        os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
        new.rename(tmp_path / "shop.yaml")
        assert watch.line().endswith(" changed")


def test_file_that_a_reference_leads_to_is_watched_also_while_it_is_missing(
    watching: Callable[..., Watch], tmp_path: Path
) -> None:
    write(tmp_path, {"shop.yaml": REFERRING})
    watch = watching("shop.yaml")
    assert "there is no such file" in watch.until("error[")
    watch.until("nothing was written")

    write(tmp_path, {"parts/login.yaml": LOGIN})
    watch.until("added")
    write(tmp_path, {"parts/login.yaml": LOGIN.replace("X-Key", "X-Other")})
    watch.until(" changed")

    scheme = tmp_path / "generated" / "shop" / "schemes" / "login.py"
    assert "X-Other" in scheme.read_text(encoding="utf-8")


def test_errors_are_told_and_end_nothing(
    watching: Callable[..., Watch], tmp_path: Path
) -> None:
    write(tmp_path, {"shop.yaml": MINIMAL})
    watch = watching("shop.yaml", "--quiet")

    write(tmp_path, {"shop.yaml": MINIMAL.replace("oauth2", "oauth3")})
    watch.until("error[unknown-type]")
    (tmp_path / "shop.yaml").unlink()
    watch.until("error[not-found]")
    write(tmp_path, {"shop.yaml": "x: ["})
    watch.until("error[")

    assert watch.process.poll() is None


def test_settings_and_templates_are_watched(
    watching: Callable[..., Watch], tmp_path: Path
) -> None:
    write(tmp_path, {"specs/shop.yaml": MINIMAL, "mine/notes.txt": "one"})
    watch = watching()
    assert watch.line().startswith("generated/shop: ")

    settings = '[tool.authgen]\noutput = "lib"\ntemplates = "mine"\n'
    write(tmp_path, {"pyproject.toml": settings})
    assert "lib/shop: " in watch.line()
    write(tmp_path, {"mine/notes.txt": "two"})
    assert watch.line().endswith(" 2 changed")
    write(tmp_path, {"mine/more.txt": "more"})
    assert "1 added" in watch.line()
    write(tmp_path, {"pyproject.toml": "[tool.authgen]\noutputs = 1\n"})
    assert "pyproject.toml:2:1: error[invalid-setting]" in watch.until("error[")
    watch.until("nothing was written")
    write(tmp_path, {"pyproject.toml": settings})
    assert watch.line() == "nothing is different"


def test_document_that_comes_is_generated(
    watching: Callable[..., Watch], tmp_path: Path
) -> None:
    write(tmp_path, {"specs/shop.yaml": MINIMAL})
    watch = watching()
    watch.line()

    write(tmp_path, {"specs/bank.yaml": MINIMAL})

    assert watch.line().startswith("generated/bank: ")


@pytest.mark.parametrize("spec", ["-", "http://127.0.0.1:1/x.yaml"])
def test_what_is_no_file_cannot_be_watched(spec: str) -> None:
    outcome = run("generate", spec, "--watch")

    assert outcome.status == 2
    assert f"--watch follows files, and {spec} is none" in outcome.err


def test_extra_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"shop.yaml": MINIMAL})
    monkeypatch.setitem(sys.modules, "watchfiles", None)

    outcome = run("generate", tmp_path / "shop.yaml", "--watch")

    assert outcome.status == 2
    assert "hint: pip install watchfiles" in outcome.err
