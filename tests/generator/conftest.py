"""A folder to work in, and snapshots that are files of their own."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.generator.support import FileSnapshot

# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def file_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """One file per snapshot, readable as what it is."""
    return snapshot.use_extension(FileSnapshot)
