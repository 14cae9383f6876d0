"""`make bench`: what things cost, beside something measured in the same run.

CPU time of whole processes, user and system, medians of several runs that take turns,
so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROUNDS = 21
GENERATED = Path(__file__).parents[2] / "generated"

STATEMENTS = {
    "bare Python": "pass",
    "enum, urllib.parse, threading, time": "import enum, urllib.parse, threading, time",
    "the generated package": "import petstore",
    "import requests": "import requests",
}


def cpu_seconds(statement: str) -> float:
    """What a fresh interpreter takes for a statement, bytecode being compiled."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = f"import sys; sys.path.insert(0, {str(GENERATED)!r}); {statement}"
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print one row per statement."""
    runs: dict[str, list[float]] = {name: [] for name in STATEMENTS}
    for round_ in range(ROUNDS + 1):
        for name, statement in STATEMENTS.items():
            seconds = cpu_seconds(statement)
            if round_:  # the first round writes the bytecode
                runs[name].append(seconds)
    bare = statistics.median(runs["bare Python"])
    print("import: CPU time of a process, median of", ROUNDS)
    print(f"{'':36} {'ms':>7} {'over bare':>10} {'ratio':>6}")
    for name, seconds in runs.items():
        median = statistics.median(seconds)
        over = (median - bare) * 1000
        print(f"{name:36} {median * 1000:7.1f} {over:10.1f} {median / bare:6.2f}")


if __name__ == "__main__":
    main()
