"""Whatever a document and its file are called, nothing outside its package changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import manifest
from tests.generator.support import PAYLOADS, run, tree, write
from tests.hostile.documents import NAMES, everything, rotated

TEXTS = list(PAYLOADS.values())
DECOYS = {
    "work/out/neighbour/client.py": "mine",
    "work/out/notes.txt": "mine",
    "work/out2/client.py": "mine",
    "etc/passwd": "mine",
    "passwd": "mine",
}


def names() -> list[str]:
    """Names of files, as far as a disk can hold them."""
    paths = ["con", "aux.md", "x.", "a:b", "..\\x", "--opt", "%2e%2e%2f", "out", "-"]
    found = [text for text in (*TEXTS, *paths) if "/" not in text and "\0" not in text]
    return [name for name in found if len(name) < 200 and name.strip(". \t")]


@pytest.mark.parametrize("title", TEXTS, ids=list(PAYLOADS))
def test_a_title_leads_nowhere(
    title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = json.dumps({**_minimal(), "info": {"title": title}})
    assert_stays(tmp_path, monkeypatch, "openapi.json", document)


@pytest.mark.parametrize("name", names(), ids=ascii)
def test_a_file_name_leads_nowhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        (tmp_path / f"{name}.json").touch()
    except (OSError, UnicodeEncodeError):
        pytest.skip("not run: no file can be called so")
    (tmp_path / f"{name}.json").unlink()
    document = json.dumps(_minimal())
    assert_stays(tmp_path, monkeypatch, f"./{name}.json", document)


@pytest.mark.parametrize("turn", range(0, len(TEXTS), 9))
@pytest.mark.parametrize("name", NAMES)
def test_names_in_a_document_lead_nowhere(
    name: str, turn: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = json.dumps(rotated(everything(name), TEXTS, turn))
    assert_stays(tmp_path, monkeypatch, "openapi.json", document)


def _minimal() -> dict[str, object]:
    key = {"type": "apiKey", "in": "header", "name": "X-Key"}
    return {"openapi": "3.0.4", "components": {"securitySchemes": {"key": key}}}


def assert_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch, spec: str, document: str
) -> None:
    """Generate beside decoys: all that changes is what the package's list has."""
    write(folder, {**DECOYS, f"work/{spec}": document})
    monkeypatch.chdir(folder / "work")
    before = tree(folder)
    assert run("generate", spec, "-o", "out").status == 0
    after = tree(folder)
    assert {path: after[path] for path in before} == before
    files = {path for path, data in after.items() if data is not None}
    (package,) = {path.split("/")[2] for path in files - {*before}}
    place = f"work/out/{package}"
    listed = json.loads((folder / place / manifest.NAME).read_text())["files"]
    assert files - {*before} == {f"{place}/{p}" for p in (*listed, manifest.NAME)}
