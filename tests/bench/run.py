"""`make bench`: what things cost, beside something measured in the same run.

CPU time of whole processes, user and system, medians of several runs that take turns,
so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import compileall
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 31
PACKAGE = Path(__file__).parents[2] / "generated" / "petstore"

STATEMENTS = {
    "bare Python": "pass",
    "enum, urllib.parse, threading, time": "import enum, urllib.parse, threading, time",
    "the generated package": "import petstore",
    "requests": "import requests",
}


def cpu_seconds(statement: str, folder: Path) -> float:
    """What a fresh interpreter takes for a statement, with modules from a folder."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); {statement}"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print one row per statement."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Compiled beforehand, as pip does, and as the first import would.
        shutil.copytree(PACKAGE, folder / PACKAGE.name)
        compileall.compile_dir(folder, quiet=1)
        runs: dict[str, list[float]] = {label: [] for label in STATEMENTS}
        for _ in range(ROUNDS):
            for label, statement in STATEMENTS.items():
                runs[label].append(cpu_seconds(statement, folder))
    medians = {label: statistics.median(seconds) for label, seconds in runs.items()}
    bare = medians["bare Python"]
    package = medians["the generated package"] - bare
    print(f"import: CPU time of a process, median of {ROUNDS}")
    print(f"{'':36} {'ms':>6} {'over bare':>10} {'package takes':>14}")
    for label, median in medians.items():
        over = median - bare
        ratio = f"{package / over:13.2f}x" if label != "bare Python" else ""
        print(f"{label:36} {median * 1000:6.1f} {over * 1000:10.1f} {ratio}")


if __name__ == "__main__":
    main()
