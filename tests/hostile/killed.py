"""Kill authgen at each step that changes the disk; run by `test_killed.py`.

Prints, for each step, what stood in the output folder right after the kill, and what
was left when the next run had put it in order.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from generator import disk, writer
from generator.manifest import with_manifest
from tests.generator.support import tree

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


def main() -> None:
    if sys.argv[1] == "renames":
        disk.system_exchange = lambda: None
    found: list[tuple[dict[str, str], dict[str, str]]] = []
    for step in range(1, 1000):
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
