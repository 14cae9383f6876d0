"""Each oracle of whole runs sees what it is for: a writer with a hole fails it."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from generator import writer
from tests.generator.faults import failures, planned
from tests.generator.support import DOCUMENTS, write
from tests.hostile.killed import NEW, OLD
from tests.hostile.oracles import everywhere
from tests.hostile.test_killed import killed_at_every_step, package

# A stamp in a module would have to be Python.
STAMPED = """
import os, sys, time
from generator import renderer
formatted = renderer._formatted
def stamped(path, text):
    return formatted(path, text) + ("" if path.endswith(".py") else f"{STAMP}\\n")
renderer._formatted = stamped
from generator.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("stamp", "same"),
    [
        ("'nothing'", True),
        ("time.time_ns()", False),
        ("[*{*'abcdefgh'}]", False),
        ("hash('a')", False),
        ("time.tzname", False),
        ("time.strftime('%Z')", False),
        ("os.getcwd()", False),
        ("os.environ.get('USER')", False),
        ("sys.argv", False),
        ("os.path.getmtime(sys.argv[2])", False),
        ("sys.getfilesystemencoding()", False),
    ],
)
def test_what_depends_on_the_environment_is_found(
    stamp: str, same: bool, tmp_path: Path
) -> None:
    program = STAMPED.replace("STAMP", stamp)
    here, elsewhere = everywhere(DOCUMENTS / "plain.yaml", tmp_path, ("-c", program))
    assert (here == elsewhere) is same


def in_place(plan: writer.Plan, undo: ExitStack) -> Path:
    write(plan.folder, plan.files)
    return plan.folder


def nowhere(folder: Path, new: Path, back: ExitStack) -> None:
    pass


def without_clearing(plan: writer.Plan, undo: ExitStack) -> Path:
    return BUILD(plan, ExitStack())


def without_return(folder: Path, new: Path, back: ExitStack) -> None:
    SWAP(folder, new, ExitStack())


BUILD: Callable[[writer.Plan, ExitStack], Path] = vars(writer)["_build"]
SWAP: Callable[[Path, Path, ExitStack], None] = vars(writer)["_swap"]
HOLES: dict[str, dict[str, Callable[..., object]]] = {
    "written in place": {"_build": in_place, "_swap": nowhere},
    "nothing cleared away": {"_build": without_clearing},
    "no way back": {"_swap": without_return},
}


@pytest.mark.parametrize("hole", [*HOLES, "none"])
def test_a_writer_that_leaves_a_mixture_after_a_fault_is_found(
    hole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    writer.write(planned(a={"one.py": "1\n"}, b={"two.py": "2\n"}))
    for name, function in HOLES.get(hole, {}).items():
        monkeypatch.setattr(writer, name, function)
    plans = planned(a={"one.py": "3\n"}, b={"two.py": "4\n"})
    if hole == "none":
        assert failures(plans, errno.ENOSPC, tmp_path) > 10
    else:
        with pytest.raises(AssertionError):
            failures(plans, errno.ENOSPC, tmp_path)


@pytest.mark.parametrize("system", ["in place", "with a gap", "without recovery"])
def test_a_writer_that_leaves_a_mixture_when_killed_is_found(
    system: str, tmp_path: Path
) -> None:
    whole = (package(OLD), package(NEW))
    states = killed_at_every_step(system, tmp_path)
    seen = {"seen": [one for one, _ in states], "left": [one for _, one in states]}
    mixed = {name for name, found in seen.items() if any(s not in whole for s in found)}
    assert (
        mixed
        == {
            "in place": {"seen", "left"},
            "with a gap": {"seen", "left"},
            "without recovery": {"left"},
        }[system]
    )
