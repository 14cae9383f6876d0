"""No defence can go away without a test that fails."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.package.conftest import ROOT
from tests.package.login import defences


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")
def test_each_defence_is_missed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", defences.__name__],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
