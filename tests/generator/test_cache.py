"""What a run remembers of the last one, and that nobody notices but for the time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.cli import cache as caching
from generator.document import Document

from .support import MINIMAL, ROOT, Outcome, run, tree

ODD = MINIMAL.replace("https://login.example", "http://login.example")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where entries are, of which there are none yet."""
    monkeypatch.delenv(caching.SWITCH)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "authgen"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were read, in their order."""
    specs: list[str] = []
    load = pipeline.load

    def noted(spec: str, opening: Callable[[Path], object]) -> Document:
        specs.append(Path(spec).name)
        return load(spec, opening)

    monkeypatch.setattr(pipeline, "load", noted)
    return specs


@pytest.fixture
def odd(folder: Path, here: Path) -> Path:
    """A document with one warning, whose package was generated into `out`."""
    spec = here / "odd.yaml"
    spec.write_text(ODD, encoding="utf-8")
    assert run("generate", spec, "-o", "out").status == 0
    return spec


def entry_of(folder: Path) -> Path:
    (entry,) = folder.iterdir()
    return entry


def change(folder: Path, edit: Callable[[Any], None]) -> None:
    """Let the only entry say something else."""
    entry = entry_of(folder)
    content = json.loads(entry.read_text(encoding="utf-8"))
    edit(content)
    entry.write_text(json.dumps(content), encoding="utf-8")


def uncached(*arguments: str | Path) -> Outcome:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(caching.SWITCH, "off")
        return run(*arguments)


COMMANDS = {
    "generate": ["generate"],
    "verbose": ["generate", "--verbose"],
    "quiet": ["generate", "--quiet"],
    "strict": ["generate", "--strict"],
    "check": ["check"],
    "check-verbose": ["check", "--verbose"],
    "check-strict": ["check", "--strict"],
    "check-github": ["check", "--format", "github"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_run_without_changes_reads_nothing_and_says_the_same(
    odd: Path, read: list[str], command: list[str]
) -> None:
    before = tree(Path("out"))

    remembered = run(*command, odd, "-o", "out")

    assert read == []
    assert remembered == uncached(*command, odd, "-o", "out")
    assert read == ["odd.yaml"]
    assert tree(Path("out")) == before


def test_run_without_changes_imports_no_library_for_reading(odd: Path) -> None:
    code = """
import atexit, sys
atexit.register(lambda: print(sorted({"black", "jinja2", "yaml"} & {*sys.modules})))
from generator.cli import main
main()
"""
    said = [
        subprocess.run(
            [sys.executable, "-c", code, "check", str(odd), "-o", str(out.absolute())],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        ).stdout.splitlines()[-1]
        for out in (Path("other"), Path("out"))
    ]

    assert said == ["['jinja2', 'yaml']", "[]"]


def _edit_document(spec: Path) -> None:
    spec.write_text(ODD.replace("read:all", "read:some"), encoding="utf-8")


def _edit_output(_: Path) -> None:
    Path("out/odd/client.py").write_text("# mine\n", encoding="utf-8")


def _remove_output(_: Path) -> None:
    Path("out/odd/client.py").unlink()


def _remove_manifest(_: Path) -> None:
    Path("out/odd/.authgen.json").unlink()


def _write_settings(_: Path) -> None:
    settings = '[tool.authgen.scopes.odd]\n"read:all" = "ALL"\n'
    Path("pyproject.toml").write_text(settings, encoding="utf-8")


CHANGES = [
    _edit_document,
    _edit_output,
    _remove_output,
    _remove_manifest,
    _write_settings,
]


@pytest.mark.parametrize("edit", CHANGES)
def test_whatever_changes_is_found(
    odd: Path, read: list[str], edit: Callable[[Path], None]
) -> None:
    edit(odd)

    outcome = run("check", odd, "-o", "out")

    assert read == ["odd.yaml"]
    assert outcome.status == 1
    assert outcome == uncached("check", odd, "-o", "out")


def test_templates_of_a_project_are_part_of_what_is_remembered(
    odd: Path, read: list[str]
) -> None:
    Path("mine").mkdir()
    page = Path("mine/note.md")
    arguments: list[str | Path] = ["generate", odd, "-o", "out"]
    for text in ("one\n", "one\n", "two\n"):
        page.write_text(text, encoding="utf-8")
        run(*arguments, "--templates", "mine")
        assert Path("out/odd/note.md").read_text(encoding="utf-8") == text

    assert read == ["odd.yaml", "odd.yaml"]


def test_only_the_document_that_changed_is_read(
    folder: Path, here: Path, read: list[str]
) -> None:
    specs = [here / f"{name}.yaml" for name in ("one", "two", "three")]
    for spec in specs:
        spec.write_text(ODD.replace("Minimal", spec.stem), encoding="utf-8")
    run("generate", *specs, "-o", "out")
    read.clear()
    specs[1].write_text(ODD.replace("Minimal", "other"), encoding="utf-8")

    outcome = run("generate", *specs, "-o", "out")

    assert read == ["two.yaml"]
    folders = [line.partition(":")[0] for line in outcome.out.splitlines()]
    assert folders == ["out/one", "out/two", "out/three"]
    assert [line.partition(":")[0] for line in outcome.err.splitlines()][::2] == [
        str(spec) for spec in specs
    ]


def test_package_without_a_document_goes(here: Path, folder: Path) -> None:
    Path("specs").mkdir()
    for name in ("stays", "goes"):
        Path(f"specs/{name}.yaml").write_text(ODD, encoding="utf-8")
    run("generate")
    Path("specs/goes.yaml").unlink()

    assert run("check").status == 1
    assert run("generate").status == 0
    assert [path.name for path in Path("generated").iterdir()] == ["stays"]


def test_document_of_several_files_is_read_every_time(
    folder: Path, here: Path, read: list[str]
) -> None:
    (here / "flows.yaml").write_text(
        "implicit: {authorizationUrl: 'https://a.example'}"
    )
    (here / "api.yaml").write_text(
        "openapi: 3.0.4\ninfo: {title: Api}\npaths: {}\ncomponents: {securitySchemes: "
        "{login: {type: oauth2, flows: {$ref: flows.yaml}}}}\n"
    )
    for _ in range(2):
        assert run("generate", "api.yaml", "-o", "out").status == 0

    assert read == ["api.yaml", "api.yaml"]
    assert not folder.exists()


def test_document_that_changes_while_it_is_read_is_not_remembered(
    odd: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = pipeline.load

    def overtaken(spec: str, opening: Callable[[Path], object]) -> Document:
        document = load(spec, opening)
        odd.write_text(f"{ODD}# and more\n", encoding="utf-8")
        return document

    odd.write_text(ODD.replace("read:all", "read:some"), encoding="utf-8")
    monkeypatch.setattr(pipeline, "load", overtaken)
    run("generate", odd, "-o", "out")

    assert len([*folder.iterdir()]) == 1
    assert run("check", odd, "-o", "out").status == 1


BROKEN = {
    "empty": b"",
    "no-text": b"\xff\xfe",
    "null": b"null",
    "list": b"[]",
    "nothing-in-it": b"{}",
    "cut-off": b'{"package": "od',
    "deep": b"[" * 100_000,
    "too-large": b" " * 2_000_000,
    "long-number": b"9" * 5_000,
    "wrong-types": b'{"package": 1, "files": 2, "warnings": 3}',
    "no-files": b'{"package": "odd", "files": {}, "warnings": []}',
    "listed-files": b'{"package": "odd", "files": ["a"], "warnings": []}',
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_broken_entry_is_read_past_and_replaced(
    odd: Path, folder: Path, read: list[str], data: bytes
) -> None:
    entry = entry_of(folder)
    whole = entry.read_bytes()
    entry.write_bytes(data)

    outcome = run("check", odd, "-o", "out")

    assert read == ["odd.yaml"]
    assert outcome == uncached("check", odd, "-o", "out")
    assert entry.read_bytes() == whole


def _leave_a_file_out(entry: Any) -> None:
    del entry["files"]["client.py"]


def _lead_out(entry: Any) -> None:
    # Whoever reads it waits for ever.
    os.mkfifo("outside")
    entry["files"]["../../outside"] = "0" * 64


def _name_another_folder(entry: Any) -> None:
    entry["package"] = "../out/odd"


def _speak_to_the_terminal(entry: Any) -> None:
    entry["warnings"][0][1] = "\x1b]0;x\x07"


def _count_with_text(entry: Any) -> None:
    entry["warnings"][0][4] = "1\x1b[2J"


HOSTILE = [
    _leave_a_file_out,
    _lead_out,
    _name_another_folder,
    _speak_to_the_terminal,
    _count_with_text,
]


@pytest.mark.parametrize("edit", HOSTILE)
def test_entry_that_lies_is_not_believed(
    odd: Path, folder: Path, read: list[str], edit: Callable[[Any], None]
) -> None:
    before = tree(Path("out"))
    change(folder, edit)

    outcome = run("generate", odd, "-o", "out", "-v")

    assert read == ["odd.yaml"]
    assert outcome == uncached("generate", odd, "-o", "out", "-v")
    assert tree(Path("out")) == before


def _let_others_write(entry: Path) -> None:
    entry.chmod(0o666)


def _let_others_replace(entry: Path) -> None:
    entry.parent.chmod(0o777)


def _link(entry: Path) -> None:
    entry.rename("elsewhere")
    entry.symlink_to(Path("elsewhere").absolute())


def _make_a_pipe(entry: Path) -> None:
    entry.unlink()
    os.mkfifo(entry)


@pytest.mark.skipif(sys.platform == "win32", reason="there, profiles are private")
@pytest.mark.parametrize(
    "open_up", [_let_others_write, _let_others_replace, _link, _make_a_pipe]
)
def test_entry_that_others_may_have_written_is_not_believed(
    odd: Path, folder: Path, read: list[str], open_up: Callable[[Path], None]
) -> None:
    open_up(entry_of(folder))

    assert run("check", odd, "-o", "out").status == 0
    assert read == ["odd.yaml"]


def _no_home(patch: pytest.MonkeyPatch) -> None:
    patch.delenv("XDG_CACHE_HOME")
    patch.setenv("HOME", "nowhere")


def _a_file(patch: pytest.MonkeyPatch) -> None:
    Path("file").write_text("not a folder")
    patch.setenv("XDG_CACHE_HOME", str(Path("file").absolute()))


def _a_device(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("XDG_CACHE_HOME", "/proc/nowhere")


@pytest.mark.parametrize("take_away", [_no_home, _a_file, _a_device])
def test_run_without_a_place_for_the_cache_is_like_any_other(
    odd: Path,
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
    take_away: Callable[[pytest.MonkeyPatch], None],
) -> None:
    take_away(monkeypatch)
    outcomes = [run("generate", odd, "-o", "out") for _ in range(2)]

    assert read == ["odd.yaml", "odd.yaml"]
    assert outcomes == [uncached("generate", odd, "-o", "out")] * 2
    assert not Path("nowhere").exists()


def test_cache_can_be_turned_off(
    odd: Path, folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_of(folder).unlink()
    monkeypatch.setenv(caching.SWITCH, "off")
    run("generate", odd, "-o", "out")

    assert [*folder.iterdir()] == []
    assert read == ["odd.yaml"]


def test_cache_stays_small(
    folder: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "MAX_ENTRIES", 3)
    kept: list[set[str]] = []
    for number in range(5):
        spec = here / f"api_{number}.yaml"
        spec.write_text(ODD, encoding="utf-8")
        run("generate", spec, "-o", "out")
        kept.append({path.name for path in folder.iterdir()})
        for path in folder.iterdir():
            # Every run is an hour later than the one before.
            os.utime(path, (0, path.stat().st_mtime - 3_600))

    assert [len(names) for names in kept] == [1, 2, 3, 3, 3]
    # What is new stays, and the oldest goes.
    assert kept[2] - kept[3] == kept[0]


def test_entry_that_is_too_large_is_not_kept(
    folder: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "MAX_ENTRY", 1_000)
    (here / "api.yaml").write_text(ODD, encoding="utf-8")
    run("generate", "api.yaml", "-o", "out")

    assert not folder.exists()
