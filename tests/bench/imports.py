"""What importing the generated package costs, beside its peers and what they all need.

CPU time of whole processes, user and system, less what bare Python takes: that of the
peers, for every row.
"""

from __future__ import annotations

import compileall
import resource
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.harness import PACKAGE, PEERS, Table, in_turns

ROUNDS = 31
BARE = "bare Python"
STATEMENTS = {
    BARE: "pass",
    "the generated package": "import petstore",
    "enum, urllib.parse, threading, time": "import enum, urllib.parse, threading, time",
    "requests": "import requests",
    "requests_auth": "import requests_auth",
    "httpx_auth": "import httpx_auth",
    "oauthlib": "import oauthlib.oauth2",
    "Authlib": "import authlib.integrations.requests_client",
}


def cpu_milliseconds(statement: str, folder: Path) -> float:
    """What a fresh interpreter takes for a statement, with modules from a folder."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); {statement}"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(PEERS), "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds * 1000


def tables() -> Iterator[Table]:
    """One row per statement."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Compiled beforehand, as pip does, and as the first import would.
        shutil.copytree(PACKAGE, folder / PACKAGE.name)
        compileall.compile_dir(folder, quiet=1)
        runs = in_turns(
            [*STATEMENTS],
            ROUNDS,
            lambda label: cpu_milliseconds(STATEMENTS[label], folder),
        )
    bare = statistics.median(runs.pop(BARE))
    yield Table(
        title=f"import, CPU time over bare Python's {bare:.1f} ms",
        unit="ms",
        ours="the generated package",
        rows={label: [run - bare for run in runs[label]] for label in runs},
    )
