"""Fetch what authgen needs, for every Python of this machine: `make wheelhouse`.

The tests install from there, and from no registry.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.install.pythons import pythons

ROOT = Path(__file__).parents[2]
WHEELHOUSE = ROOT / ".venv" / "wheelhouse"


OFFLINE = {
    **{name: value for name, value in os.environ.items() if name[:4] != "PIP_"},
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": str(WHEELHOUSE),
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
"""An environment in which pip finds what `make wheelhouse` fetched, and no more."""


def fetch(version: str) -> None:
    """What generating needs on one version, and what builds a wheel of authgen."""
    requirements = ROOT / "requirements"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "download", "--quiet"),
            *("--disable-pip-version-check", "--only-binary", ":all:"),
            *("--python-version", version, "--dest", str(WHEELHOUSE)),
            *("--constraint", str(requirements / "dev.txt")),
            *("--requirement", str(requirements / "run.txt"), "hatchling"),
        ],
        check=True,
    )


if __name__ == "__main__":
    for found in pythons():
        fetch(found)
