"""`make bench`: what things cost, beside something measured in the same run.

A group of rows is a module of this folder, or a function there, which measures and
gives each table when it is done. Its rows take turns (`harness.in_turns`), so that
a busy machine slows all of them alike, and the ratio is what counts. A new group is one
line here. Libraries of others belong into `requirements/bench.txt`, and run in the
Python of `harness.PEERS`, in processes of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from tests.bench import calls, commands, growth, imports, receivers

GROUPS: dict[str, Callable[[], Iterable[object]]] = {
    "cold": commands.cold,
    "unchanged": commands.unchanged,
    "large": commands.large,
    "cores": commands.cores,
    "growth": growth.tables,
    "calls": calls.tables,
    "imports": imports.tables,
    "receivers": receivers.tables,
}


def main(names: list[str]) -> None:
    """Print the tables of these groups, or of all."""
    for name in names or GROUPS:
        for table in GROUPS[name]():
            print(table, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
