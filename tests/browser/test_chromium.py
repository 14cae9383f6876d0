"""Where there is no Chromium, it is installed, or the person is told to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import chromium


def search(path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, chromium.__file__],
        env={"PATH": str(path), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def executable(path: Path, text: str = "#!/bin/sh\n") -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("name", ["chromium", "google-chrome"])
def test_browser_on_the_path_is_found(tmp_path: Path, name: str) -> None:
    executable(tmp_path / name)
    assert search(tmp_path).returncode == 0


def test_browser_can_be_named(tmp_path: Path) -> None:
    browser = executable(tmp_path / "my-browser")
    assert search(tmp_path, CHROMIUM=str(browser)).returncode == 0


def test_person_is_told_what_to_install(tmp_path: Path) -> None:
    done = search(tmp_path)
    assert done.returncode == 1
    assert "apt-get install chromium" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install packages")
def test_debians_package_is_installed(tmp_path: Path) -> None:
    said = tmp_path / "said"
    executable(
        tmp_path / "apt-get",
        f'#!/bin/sh\necho "$@" >> {said}\n: > {tmp_path}/chromium\n'
        f"/bin/chmod +x {tmp_path}/chromium\n",
    )
    assert search(tmp_path).returncode == 0
    update, install = said.read_text().splitlines()
    assert "update" in update
    assert install.endswith(" chromium")
