"""The wheel, installed into a fresh environment of each Python that there is here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.version import __version__
from tests.generator.support import ROOT
from tests.install.conftest import Distributions, build
from tests.install.pythons import pythons
from tests.install.wheelhouse import OFFLINE

# They share the wheel, and disks are slow.
pytestmark = pytest.mark.xdist_group("install")

PETSTORE = str(ROOT / "specs" / "petstore.yaml")
TELL = """
import importlib.metadata, importlib.util, json, sys
print(json.dumps({
    "version": "%d.%d" % sys.version_info[:2],
    "files": [str(path) for path in importlib.metadata.files("openapi-authgen")],
    "found": [name for name in ("authgen", "generator", "templates")
              if importlib.util.find_spec(name)],
}))
"""
USE = """
from petstore import ApiKeyCredentials, PetstoreClient
client = PetstoreClient(api_key_credentials=ApiKeyCredentials(api_key="special-key"))
print(client.api_key.headers())
"""


class Environment:
    """A virtual environment with the wheel, and a folder to work in."""

    def __init__(self, python: str, folder: Path, wheel: Path) -> None:
        self.folder = folder
        self.bin = folder / "venv" / "bin"
        self.run(python, "-m", "venv", "--without-pip", str(folder / "venv"))
        pip = (sys.executable, "-m", "pip", "--python", str(self.bin / "python"))
        self.run(*pip, "install", "--quiet", "--no-compile", str(wheel))

    def run(self, *command: str) -> str:
        """What a program prints that has to succeed, and to complain of nothing."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=OFFLINE,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout


def test_the_running_python_is_one_of_them() -> None:
    running = "{}.{}".format(*sys.version_info[:2])

    assert pythons()[running] == sys.executable


@pytest.mark.parametrize("version", pythons())
def test_wheel_installs_and_generates(
    version: str, distributions: Distributions, tmp_path: Path
) -> None:
    fresh = Environment(pythons()[version], tmp_path, distributions.wheel)
    authgen, python = str(fresh.bin / "authgen"), str(fresh.bin / "python")

    assert fresh.run(authgen, "--version") == f"authgen, version {__version__}\n"
    assert fresh.run(python, "-m", "authgen", "--version").endswith(f"{__version__}\n")
    fresh.run(authgen, "generate", PETSTORE, "-o", ".")
    # What the wheel makes is what the repository makes.
    fresh.run(authgen, "check", PETSTORE, "-o", str(ROOT / "generated"))
    assert "special-key" in fresh.run(python, "-Werror", "-c", USE)
    told: Any = json.loads(fresh.run(python, "-I", "-c", TELL))

    assert told["version"] == version
    assert told["found"] == ["authgen"]
    info = f"openapi_authgen-{__version__}.dist-info"
    tops = {name.split("/")[0] for name in told["files"] if name[:3] != "../"}
    assert tops == {"authgen", info}


def test_sdist_builds_the_wheel_that_the_repository_builds(
    distributions: Distributions, tmp_path: Path
) -> None:
    build(ROOT, tmp_path, "--wheel")

    wheel = tmp_path / distributions.wheel.name
    assert wheel.read_bytes() == distributions.wheel.read_bytes()
