"""A disk on which one step after the other fails."""

from __future__ import annotations

import builtins
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import writer
from generator.errors import OutputError
from generator.manifest import with_manifest
from tests.generator.support import tree


class Disk:
    """Lets the n-th step that changes the disk fail, and all others happen."""

    STEPS = (
        (Path, "rename"),
        (Path, "mkdir"),
        (Path, "chmod"),
        (Path, "rmdir"),
        (builtins, "open"),
        (os, "fsync"),
        (shutil, "copytree"),
        (tempfile, "mkdtemp"),
        (writer, "exchange"),
    )

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, fail_at: int, fault: int
    ) -> None:
        self.steps = 0
        self._fault = fault
        self._fail_at = fail_at
        for owner, name in self.STEPS:
            monkeypatch.setattr(owner, name, self._counting(getattr(owner, name)))

    def _counting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **options: Any) -> Any:
            self.steps += 1
            if self.steps == self._fail_at:
                raise OSError(self._fault, os.strerror(self._fault), "somewhere")
            return function(*arguments, **options)

        return counting


def written(plans: list[writer.Plan]) -> str | None:
    try:
        writer.write(plans)
    except OutputError as error:
        return str(error)
    return None


def planned(**packages: dict[str, str]) -> list[writer.Plan]:
    files = {name: with_manifest(files) for name, files in packages.items()}
    return writer.plan(Path("generated"), files, sweep=True)


def failures(plans: list[writer.Plan], fault: int, here: Path) -> int:
    """How many steps there are, each of which failed once and left all as it was."""
    old = tree(here)
    for fail_at in range(1, 1000):
        with pytest.MonkeyPatch.context() as monkeypatch:
            Disk(monkeypatch, fail_at, fault)
            error = written(plans)
        if error is None:
            return fail_at - 1
        assert error.startswith("nothing was written: ")
        assert os.strerror(fault) in error
        assert tree(here) == old, fail_at
    raise AssertionError("it never ends")
