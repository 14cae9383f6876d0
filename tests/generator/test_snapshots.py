"""Every rendered file of our own documents, as a file to be read in a review.

Refresh them with `pytest --snapshot-update tests/generator`, and read the diff. What
is copied does not depend on a document, so it has no snapshot.
"""

from __future__ import annotations

import functools
import shutil
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from generator import generate, load, manifest, parse
from generator.renderer import Files, render, template_folder, template_names
from tests.generator.support import DOCUMENTS, SNAPSHOT_WARNING, SNAPSHOTS

pytestmark = pytest.mark.filterwarnings(SNAPSHOT_WARNING)

PATHS = {path.stem: path for path in DOCUMENTS.iterdir() if path.is_file()}
NAMES = sorted(PATHS)
TEMPLATES = template_names(template_folder())
COPIED = [name for name in TEMPLATES if not name.endswith(".jinja")]
RENDERED = [name for name in TEMPLATES if name.endswith(".jinja")]


@functools.cache
def generated(name: str) -> Files:
    return generate(load(str(PATHS[name])))


def rendered(name: str) -> Files:
    """Only what depends on the document; the manifest has no text of its own."""
    left_out = {*COPIED, manifest.NAME}
    return {
        path: text for path, text in generated(name).items() if path not in left_out
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_rendered_file_is_as_in_its_snapshot(
    name: str, file_snapshot: SnapshotAssertion
) -> None:
    for path, text in rendered(name).items():
        assert text == file_snapshot(name=f"{name}/{path}")


@pytest.mark.parametrize("name", NAMES)
def test_there_is_no_snapshot_of_anything_else(name: str) -> None:
    folder = SNAPSHOTS / name
    assert {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    } == {*rendered(name)}


@pytest.mark.parametrize("template", RENDERED)
def test_every_template_has_a_snapshot(template: str, tmp_path: Path) -> None:
    target = tmp_path / template
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(template_folder() / template, target)
    paths = [
        f"{name}/{path}"
        for name in NAMES
        for path in render(parse(load(str(PATHS[name]))).package, tmp_path)
    ]
    assert paths
    assert all((SNAPSHOTS / path).is_file() for path in paths)


@pytest.mark.parametrize("template", COPIED)
def test_every_other_template_is_copied_as_it_is(template: str) -> None:
    data = (template_folder() / template).read_bytes()
    for name in NAMES:
        assert generated(name)[template].encode() == data
