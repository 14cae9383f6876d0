"""The recordings are what happens: each is replayed in a fresh copy of the repository.

How many files a package has, and what a template is called, changes with every module
that it gets; all else has to be the same. `make recordings` records anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.recordings import RECORDINGS, replayed
from tests.docs.copies import fresh_copy

COUNTS = re.compile(r"\b\d+ (files|added|changed|unchanged)\b")


@pytest.mark.parametrize(
    "path", sorted(RECORDINGS.glob("*.md")), ids=lambda path: path.stem
)
def test_recording_is_what_happens(path: Path, tmp_path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    again = replayed(page, fresh_copy(tmp_path / "authgen"))
    assert COUNTS.sub(r"N \1", again) == COUNTS.sub(r"N \1", page)
