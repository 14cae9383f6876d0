"""Chromium for the tests: found, or installed from Debian's packages.

`make` runs this file before it runs the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = """\
The browser tests need Chromium, and there is none on the PATH.
Install it (Debian, Ubuntu: apt-get install chromium), or let CHROMIUM be the path of
one, or of Chrome.
"""


def find() -> str | None:
    """The path of a Chromium; $CHROMIUM goes before what the PATH has."""
    names = (os.environ.get("CHROMIUM", ""), *NAMES)
    return next((path for name in names if (path := shutil.which(name))), None)


def may_install() -> bool:
    """Whether Debian's packages can be installed here without asking anybody."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install() -> None:
    """Install Debian's package. Raises CalledProcessError."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update"],
        ["install", "--yes", "--no-install-recommends", "chromium"],
    ):
        subprocess.run(
            ["apt-get", "--quiet=2", *arguments], check=True, env=quiet, stdout=2
        )


if __name__ == "__main__":
    if find() is None and may_install():
        install()
    if find() is None:
        sys.exit(ADVICE)
