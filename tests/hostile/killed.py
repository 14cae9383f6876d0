"""Kill authgen at each step that changes the disk; run by `test_killed.py`.

Prints, for each step, what stood in the output folder right after the kill, and what
was left when the next run had put it in order. The argument is one of SYSTEMS, of which
the last three are wrong.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from generator import disk, writer
from generator.manifest import with_manifest
from tests.generator.support import tree, write

OUT = Path("generated")
OLD = {"one.py": "1\n", "old/two.py": "2\n"}
NEW = {"one.py": "4\n", "new/five.py": "5\n"}
CHANGES = ("mkdir", "rename", "remove", "rmdir", "chmod", "tempfile", "ctypes.call")


def plans(files: dict[str, str]) -> list[writer.Plan]:
    return writer.plan(OUT, {"a": with_manifest(files)}, sweep=True)


def kill_at(step: int) -> None:
    """End this process without a word at a step, as the system does."""
    left = step

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        opened = event == "open" and set(str(arguments[1])) & set("wax+")
        if opened or any(change in event for change in CHANGES):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def killed(step: int) -> bool:
    """Whether a run was killed at a step, which all but one too many have."""
    child = os.fork()
    if child == 0:
        kill_at(step)
        writer.write(plans(NEW))
        os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def states(folder: Path) -> dict[str, str]:
    """Every file, by its path; folders do not matter."""
    return {p: d.decode() for p, d in tree(folder).items() if isinstance(d, bytes)}


def by_renames() -> None:
    """A system that cannot let two folders change places."""
    disk.system_exchange = lambda: None


def in_place() -> None:
    """A writer that writes each file where it belongs."""

    def swap_all(plans: list[writer.Plan]) -> None:
        for plan in plans:
            for path in plan.current.keys() - plan.files.keys():
                (plan.folder / path).unlink()
            write(plan.folder, plan.files)

    writer.__dict__["_swap_all"] = swap_all


def with_a_gap() -> None:
    """A writer that removes the old package before the new one is there."""

    def exchange(one: bytes, other: bytes) -> int:
        shutil.rmtree(one)
        os.rename(other, one)  # noqa: PTH104  # paths are bytes here
        return 0

    disk.system_exchange = lambda: exchange


def without_recovery() -> None:
    """A run that leaves what a killed one has left."""
    writer.recover = lambda out: None


SYSTEMS: dict[str, Callable[[], None]] = {
    "exchange": lambda: None,
    "renames": by_renames,
    "in place": in_place,
    "with a gap": with_a_gap,
    "without recovery": without_recovery,
}


def main() -> None:
    SYSTEMS[sys.argv[1]]()
    found: list[tuple[dict[str, str], dict[str, str]]] = []
    for step in range(1, 1000):
        shutil.rmtree(OUT, ignore_errors=True)
        writer.write(plans(OLD))
        (OUT / "a" / "mine.txt").write_text("mine")
        if not killed(step):
            break
        # What programs see: the rest has names that no package has.
        seen = {p: t for p, t in states(OUT).items() if not p.startswith(".")}
        writer.recover(OUT)
        found.append((seen, states(OUT)))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
