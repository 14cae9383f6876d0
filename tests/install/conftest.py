"""The distributions of authgen, and an environment to install them into."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.install.wheelhouse import ROOT, WHEELHOUSE


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
