"""Documents that are odd and usable: what people are told, and what they get.

Each file in `documents/odd` is one story. Its snapshots are all that a person sees, and
the modules and pages in which the oddity could show.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.generator.support import DOCUMENTS, SNAPSHOT_WARNING, SNAPSHOTS, run

pytestmark = pytest.mark.filterwarnings(SNAPSHOT_WARNING)

ODD = DOCUMENTS / "odd"
NAMES = sorted(path.name for path in ODD.iterdir() if path.is_file())
SHOWN = ("schemes/*.py", "operations.py", "doc/models/*-enum.md")


def shown(package: Path) -> dict[str, str]:
    """The files in which names and text of the document stand."""
    paths = {path for pattern in SHOWN for path in package.glob(pattern)}
    return {
        path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
        for path in paths
        if path.name != "__init__.py"
    }


@pytest.mark.parametrize("name", NAMES)
def test_what_is_odd_is_told_and_generated(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file_snapshot: SnapshotAssertion,
) -> None:
    monkeypatch.chdir(ODD)
    outcome = run("generate", name, "-o", tmp_path, "--package", "odd")
    assert outcome.status == 0
    assert outcome.err == file_snapshot(name=f"odd/{name}/problems.txt")
    files = shown(tmp_path / "odd")
    for path, text in files.items():
        assert text == file_snapshot(name=f"odd/{name}/{path}")
    folder = SNAPSHOTS / "odd" / name
    assert {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    } == {*files, "problems.txt"}
