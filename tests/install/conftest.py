"""The distributions of authgen, and an environment to install them into."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.install.wheelhouse import ROOT, WHEELHOUSE

OFFLINE = {
    **{name: value for name, value in os.environ.items() if name[:4] != "PIP_"},
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": str(WHEELHOUSE),
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
"""An environment in which pip finds what `make wheelhouse` fetched, and no more."""


@dataclass(frozen=True, kw_only=True)
class Distributions:
    """What `make dist` makes."""

    wheel: Path
    sdist: Path


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """Built as `make dist` builds them: the wheel from the sdist."""
    assert WHEELHOUSE.is_dir(), "run `make wheelhouse` first"
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return Distributions(wheel=wheel, sdist=sdist)


def build(source: Path, folder: Path, *options: str) -> None:
    subprocess.run(
        [
            *(sys.executable, "-m", "build", "--no-isolation", *options),
            *("--outdir", str(folder), str(source)),
        ],
        check=True,
        capture_output=True,
    )
