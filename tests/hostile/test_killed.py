"""A process that is killed leaves the old package or the new one, and no mixture."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.manifest import with_manifest
from tests.generator.support import ROOT
from tests.hostile.killed import NEW, OLD

States = list[tuple[dict[str, str], dict[str, str]]]


def package(files: dict[str, str]) -> dict[str, str]:
    everything = {**with_manifest(files), "mine.txt": "mine"}
    return {f"a/{path}": text for path, text in everything.items()}


def killed_at_every_step(system: str, folder: Path) -> States:
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.killed", system],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    states: States = json.loads(done.stdout)
    return states


@pytest.mark.skipif(sys.platform != "linux", reason="not run: needs renameat2")
def test_what_is_there_is_whole_at_every_moment(tmp_path: Path) -> None:
    old, new = package(OLD), package(NEW)
    seen = [state for state, _ in killed_at_every_step("exchange", tmp_path)]
    assert all(state in (old, new) for state in seen)
    assert seen.count(old) > 10
    assert seen.count(new) > 3


@pytest.mark.parametrize("system", ["exchange", "renames"])
def test_the_next_run_finds_a_whole_package_and_nothing_else(
    system: str, tmp_path: Path
) -> None:
    old, new = package(OLD), package(NEW)
    recovered = [state for _, state in killed_at_every_step(system, tmp_path)]
    assert len(recovered) > 20
    assert all(state in (old, new) for state in recovered)
    assert {state == new for state in recovered} == {False, True}
