"""The Pythons of this machine that authgen runs on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

MINORS = range(10, 15)
"""3.10 is the oldest; of a newer one than these, not every dependency has a wheel."""


@cache
def pythons() -> dict[str, str]:
    """One interpreter for each version, `3.10` and so on; the running one is there."""
    found: dict[str, str] = {}
    for candidate in dict.fromkeys(_candidates()):
        version = _version(candidate)
        if version is not None:
            found.setdefault(version, candidate)
    return dict(sorted(found.items()))


def _candidates() -> Iterator[str]:
    yield sys.executable
    names = [f"python3.{minor}" for minor in MINORS]
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for name in names:
        yield from map(str, sorted(versions.glob(f"*/bin/{name}")))
        if path := shutil.which(name):
            yield path


def _version(python: str) -> str | None:
    """Its version, unless it is a name behind which there is none, or another one."""
    code = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, check=False
    )
    version = done.stdout.strip()
    is_ours = done.returncode == 0 and version in {f"3.{minor}" for minor in MINORS}
    return version if is_ours else None
