"""Packages on the disk: whole or not at all, and nothing lost that is not ours."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from generator import Options, __version__, disk, load, writer
from generator import generate as render
from tests.generator.faults import failures, planned
from tests.generator.support import MINIMAL, Outcome, run, tree, write

Tree: TypeAlias = "dict[str, bytes | str | None]"

OTHER = MINIMAL.replace("Minimal", "Other").replace("login:", "other:")
GROWN = MINIMAL.replace("login:", "renamed:")


@pytest.fixture
def folder(here: Path) -> Path:
    """The package of `specs/a.yaml`, generated."""
    write(here, {"specs/a.yaml": MINIMAL})
    assert run("generate").status == 0
    return here / "generated" / "a"


def change(here: Path, text: str = GROWN) -> None:
    write(here, {"specs/a.yaml": text})


def files_of(text: str) -> Tree:
    """What a package holds, with its folders."""
    Path("other-name.yaml").write_text(text)
    try:
        files = render(load("other-name.yaml"), Options(package="a"))
    finally:
        Path("other-name.yaml").unlink()
    folders = {
        parent.as_posix(): None for path in files for parent in Path(path).parents[:-1]
    }
    return {**folders, **{path: text.encode() for path, text in files.items()}}


def count_of(package: Tree) -> int:
    return len([data for data in package.values() if data is not None])


def refused(outcome: Outcome, *said: str) -> None:
    assert outcome.status == 2
    assert outcome.out == ""
    assert outcome.err.startswith("authgen: error: ")
    assert "\n  hint: " in outcome.err
    for words in said:
        assert words in outcome.err


class TestGenerate:
    def test_writes_what_the_library_gives_and_nothing_else(self, folder: Path) -> None:
        assert tree(folder) == files_of(MINIMAL)
        assert [path.name for path in folder.parent.iterdir()] == ["a"]

    def test_lists_what_it_wrote(self, folder: Path) -> None:
        listed = json.loads((folder / ".authgen.json").read_text())
        assert listed == {
            "generator": f"authgen {__version__}",
            "files": {
                path: hashlib.sha256(data).hexdigest()
                for path, data in sorted(tree(folder).items())
                if isinstance(data, bytes) and path != ".authgen.json"
            },
        }
        assert list(listed["files"]) == sorted(listed["files"])

    def test_touches_nothing_when_nothing_changed(self, folder: Path) -> None:
        def marks() -> dict[Path, tuple[int, int]]:
            paths = [folder.parent, folder, *folder.rglob("*")]
            return {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in paths}

        before = marks()
        outcome = run("generate")
        assert outcome.status == 0
        assert (
            outcome.out
            == f"generated/a: {count_of(files_of(MINIMAL))} files, unchanged\n"
        )
        assert marks() == before

    def test_says_what_changed(self, folder: Path, here: Path) -> None:
        (folder / "py.typed").unlink()
        before = tree(folder)
        change(here)
        out = run("generate").out
        after = tree(folder)
        changed = [p for p in before if p in after and before[p] != after[p]]
        # A module and the page of the scopes; the module and the page of before go.
        assert out == (
            f"generated/a: {count_of(after)} files, 3 added, {len(changed)} changed, "
            "2 removed\n"
        )
        assert len(changed) > 3

    def test_removes_what_it_no_longer_writes(self, folder: Path, here: Path) -> None:
        change(here)
        assert run("generate").status == 0
        assert tree(folder) == files_of(GROWN)
        assert not (folder / "schemes/login.py").exists()

    def test_keeps_files_that_are_not_its_own(self, folder: Path, here: Path) -> None:
        own = {"mine.py": "a = 1\r\n", "schemes/mine.py": "", "new/deep/mine.txt": "x"}
        write(folder, own)
        (folder / "link").symlink_to("/nowhere")
        change(here)
        assert run("generate").status == 0
        after = tree(folder)
        for path, text in own.items():
            assert after.pop(path) == text.encode()
        assert after.pop("link") == "/nowhere"
        assert after == {**files_of(GROWN), "new": None, "new/deep": None}

    def test_keeps_the_mode_of_the_folder(self, folder: Path, here: Path) -> None:
        folder.chmod(0o750)
        change(here)
        assert run("generate").status == 0
        assert folder.stat().st_mode & 0o777 == 0o750

    def test_makes_a_folder_that_others_may_read(self, here: Path) -> None:
        write(here, {"a.yaml": MINIMAL})
        before = os.umask(0o027)
        try:
            assert run("generate", "a.yaml").status == 0
        finally:
            os.umask(before)
        assert (here / "generated/a").stat().st_mode & 0o777 == 0o750
        assert (here / "generated/a/client.py").stat().st_mode & 0o777 == 0o640

    def test_writes_no_package_without_schemes(self, here: Path) -> None:
        write(here, {"a.yaml": "openapi: 3.1.0\ninfo: {title: T}\n"})
        outcome = run("generate", "a.yaml")
        assert outcome.status == 0
        assert outcome.out == ""
        assert outcome.problems == ["a.yaml:1:1: warning[no-security-schemes]"]
        assert [path.name for path in here.iterdir()] == ["a.yaml"]


class TestWhatIsNotOurs:
    def assert_kept(self, here: Path, *said: str) -> None:
        """Refused without `--force`, with not one byte written."""
        before = tree(here)
        refused(run("generate"), "nothing was written", *said)
        assert tree(here) == before

    def test_an_edited_file_is_kept(self, folder: Path, here: Path) -> None:
        with (folder / "client.py").open("a") as file:
            file.write("# mine\n")
        self.assert_kept(here, "generated/a/client.py: somebody edited this file")
        change(here)
        self.assert_kept(here, "generated/a/client.py: somebody edited this file")
        assert run("generate", "--force").status == 0
        assert tree(folder) == files_of(GROWN)

    def test_an_edited_file_that_is_no_longer_written_is_kept(
        self, folder: Path, here: Path
    ) -> None:
        (folder / "schemes/login.py").write_text("mine")
        change(here)
        self.assert_kept(here, "generated/a/schemes/login.py: somebody edited")
        assert run("generate", "--force").status == 0
        assert tree(folder) == files_of(GROWN)

    def test_a_file_of_the_same_name_is_kept(self, folder: Path, here: Path) -> None:
        (folder / "schemes/renamed.py").write_text("mine")
        change(here)
        self.assert_kept(here, "generated/a/schemes/renamed.py: authgen did not write")
        assert run("generate", "--force").status == 0
        assert tree(folder) == files_of(GROWN)

    def test_everything_in_the_way_is_listed(self, folder: Path, here: Path) -> None:
        write(folder, {"client.py": "mine", "README.md": "mine"})
        write(here, {"specs/b.yaml": OTHER, "generated/b/notes.txt": "mine"})
        self.assert_kept(
            here,
            "generated/a/README.md: somebody edited",
            "generated/a/client.py: somebody edited",
            "generated/b: not a folder that authgen made",
        )

    @pytest.mark.parametrize("name", ["notes.txt", "client.py", "sub/notes.txt"])
    def test_a_foreign_folder_is_kept(self, name: str, here: Path) -> None:
        write(here, {"specs/a.yaml": MINIMAL, f"generated/a/{name}": "mine"})
        self.assert_kept(here, "generated/a: not a folder that authgen made")
        assert run("generate", "--force").status == 0
        after = tree(here / "generated/a")
        if name != "client.py":
            assert after.pop(name) == b"mine"
            after.pop("sub", None)
        assert after == files_of(MINIMAL)

    def test_an_empty_folder_is_taken(self, here: Path) -> None:
        write(here, {"specs/a.yaml": MINIMAL})
        (here / "generated/a").mkdir(parents=True)
        assert run("generate").status == 0

    def test_a_file_where_the_folder_has_to_be_is_kept(self, here: Path) -> None:
        write(here, {"specs/a.yaml": MINIMAL, "generated/a": "mine"})
        before = tree(here)
        for arguments in (["generate"], ["generate", "--force"], ["check"]):
            refused(run(*arguments), "generated/a is in the way")
        assert tree(here) == before

    @pytest.mark.parametrize(
        "listed",
        [
            "not json",
            "[]",
            '{"files": []}',
            '{"files": {"../../specs/a.yaml": "x", "/etc/passwd": "x", "a//b": "x"}}',
            "[" * 100_000,
            '{"files": {"client.py": 1}}',
        ],
    )
    def test_a_broken_list_gives_nothing_away(self, listed: str, here: Path) -> None:
        write(here, {"specs/a.yaml": MINIMAL, "generated/a/.authgen.json": listed})
        write(here, {"generated/a/client.py": "mine"})
        self.assert_kept(here, "generated/a/client.py: ")
        assert run("generate", "--force").status == 0
        assert tree(here / "generated/a") == files_of(MINIMAL)
        assert (here / "specs/a.yaml").read_text() == MINIMAL

    def test_a_list_of_files_elsewhere_removes_none(
        self, folder: Path, here: Path
    ) -> None:
        write(here, {"generated/keep.txt": "mine"})
        manifest = json.loads((folder / ".authgen.json").read_text())
        digest = hashlib.sha256(b"mine").hexdigest()
        for name in (
            "../keep.txt",
            str(here / "generated/keep.txt"),
            "x/../../keep.txt",
        ):
            manifest["files"][name] = digest
        (folder / ".authgen.json").write_text(json.dumps(manifest))
        change(here)
        assert run("generate").status == 0
        assert (here / "generated/keep.txt").read_text() == "mine"


class TestPackagesOfDocumentsThatAreGone:
    @pytest.fixture
    def gone(self, folder: Path, here: Path) -> Path:
        write(here, {"specs/b.yaml": OTHER})
        assert run("generate").status == 0
        (here / "specs/a.yaml").unlink()
        return folder

    def test_go_as_well(self, gone: Path) -> None:
        write(gone, {"__pycache__/client.cpython-311.pyc": "cache"})
        write(gone, {"schemes/__pycache__/login.cpython-311.pyc": "cache"})
        outcome = run("check")
        assert outcome.status == 1
        assert "+++ /dev/null" in outcome.out
        outcome = run("generate")
        assert outcome.status == 0
        assert (
            f"generated/a: 0 files, {count_of(files_of(MINIMAL))} removed"
            in outcome.out
        )
        assert not gone.exists()
        assert (gone.parent / "b").is_dir()
        assert run("check").status == 0

    def test_stay_where_one_document_is_asked_for(self, gone: Path) -> None:
        before = tree(gone)
        assert run("generate", "specs/b.yaml").status == 0
        assert run("check", "specs/b.yaml").status == 0
        assert tree(gone) == before

    def test_stay_where_they_were_edited(self, gone: Path, here: Path) -> None:
        (gone / "client.py").write_text("mine")
        before = tree(here)
        refused(run("generate"), "generated/a/client.py: somebody edited this file")
        assert tree(here) == before
        assert run("generate", "--force").status == 0
        assert not gone.exists()

    def test_leave_what_is_not_ours(self, gone: Path) -> None:
        write(gone, {"doc/notes.txt": "mine"})
        assert run("generate").status == 0
        assert tree(gone) == {"doc": None, "doc/notes.txt": b"mine"}

    def test_are_not_looked_for_in_foreign_folders(self, gone: Path) -> None:
        write(gone.parent, {"mine/client.py": "x", ".hidden/.authgen.json": "{}"})
        assert run("generate").status == 0
        assert (gone.parent / "mine/client.py").read_text() == "x"
        assert (gone.parent / ".hidden/.authgen.json").exists()


class TestSymbolicLinks:
    @pytest.mark.parametrize("link", [".", "client.py", "schemes", "doc/auth"])
    def test_are_not_written_through(self, link: str, folder: Path, here: Path) -> None:
        outside = here / "outside"
        path = folder / link
        shutil.move(path, outside)
        path.symlink_to(outside)
        change(here)
        before = tree(here)
        for arguments in (["generate"], ["generate", "--force"], ["check"]):
            refused(run(*arguments), "is a symbolic link")
        assert tree(here) == before

    def test_in_place_of_old_files_lead_nowhere(self, folder: Path, here: Path) -> None:
        outside = here / "outside.py"
        path = folder / "schemes/login.py"
        shutil.move(path, outside)
        path.symlink_to(outside)
        before = outside.read_bytes()
        change(here)
        assert run("generate").status == 0
        assert outside.read_bytes() == before
        assert not path.is_symlink()

    def test_to_the_output_folder_are_followed(self, here: Path) -> None:
        write(here, {"a.yaml": MINIMAL})
        (here / "real").mkdir()
        (here / "out").symlink_to("real")
        assert run("generate", "a.yaml", "-o", "out").status == 0
        assert (here / "real/a/client.py").is_file()


class TestTheCommandLine:
    def test_refuses_a_document_inside_its_own_package(self, here: Path) -> None:
        write(here, {"petstore/openapi.yaml": MINIMAL.replace("Minimal", "Petstore")})
        (here / "link").symlink_to("petstore")
        before = tree(here)
        for spec in (
            "petstore/openapi.yaml",
            "link/openapi.yaml",
            "./petstore/openapi.yaml",
        ):
            refused(run("generate", spec, "-o", "."), "lies inside its own package")
        assert tree(here) == before
        assert run("generate", "petstore/openapi.yaml").status == 0

    @pytest.mark.parametrize("other", ["specs/a.json", "specs/A.yaml", "specs/-a.yml"])
    def test_refuses_two_documents_for_one_package(
        self, other: str, folder: Path, here: Path
    ) -> None:
        write(here, {other: OTHER})
        before = tree(here)
        refused(run("generate"), "another document gives the package a as well")
        assert tree(here) == before

    def test_takes_packages_that_differ(self, here: Path) -> None:
        write(here, {"specs/a.yaml": MINIMAL, "specs/b.json": "{}", "specs/c.txt": "x"})
        write(here, {"specs/b.json": '{"openapi": "3.0.4"}', "specs/.d.yaml": "["})
        outcome = run("generate")
        assert outcome.status == 0
        assert outcome.out.startswith("generated/a: ")
        assert outcome.problems == ["specs/b.json:1:1: warning[no-security-schemes]"]

    def test_writes_where_it_is_told_and_by_the_name_it_is_told(
        self, here: Path
    ) -> None:
        write(here, {"a.yaml": MINIMAL})
        outcome = run("generate", "a.yaml", "-o", "some/where", "--package", "chosen")
        assert outcome.status == 0
        assert outcome.out.startswith("some/where/chosen: ")
        client = (here / "some/where/chosen/client.py").read_text()
        assert "class ChosenClient:" in client
        assert (
            run("check", "a.yaml", "-o", "some/where", "--package", "chosen").status
            == 0
        )
        assert run("check", "a.yaml", "-o", "some/where").status == 1

    @pytest.mark.parametrize(
        "name",
        ["", "class", "../x", "a-b", "json", "CON", "caf\u00e9", "--x", "a\x1b[2J"],
    )
    def test_refuses_a_name_that_is_none(self, name: str, here: Path) -> None:
        write(here, {"a.yaml": MINIMAL})
        outcome = run("generate", "a.yaml", f"--package={name}")
        refused(outcome, "--package ", "cannot be the name of a package")
        assert outcome.err.replace("\n", "").isprintable()
        assert outcome.err.isascii()

    @pytest.mark.parametrize("specs", [[], ["a.yaml", "b.yaml"]])
    def test_refuses_one_name_for_several_documents(
        self, specs: list[str], here: Path
    ) -> None:
        write(here, {"a.yaml": MINIMAL, "b.yaml": OTHER, "specs/a.yaml": MINIMAL})
        refused(run("generate", *specs, "--package", "p"), "exactly one SPEC")

    @pytest.mark.parametrize(
        ("title", "package"),
        [("{title: Pet Store}", "pet_store"), ("{}", "api"), ("{title: '!'}", "api")],
    )
    def test_names_standard_input_after_the_title(
        self, title: str, package: str, here: Path
    ) -> None:
        document = MINIMAL.replace("{title: Minimal}", title).encode()
        assert run("generate", "-", stdin=document).status == 0
        assert [path.name for path in (here / "generated").iterdir()] == [package]
        assert run("check", "-", stdin=document).status == 0

    def test_names_standard_input_as_it_is_told(self, here: Path) -> None:
        outcome = run("generate", "-", "--package", "p", stdin=MINIMAL.encode())
        assert outcome.status == 0
        assert (here / "generated/p").is_dir()

    def test_wants_a_document(self, here: Path) -> None:
        for command in ("generate", "check"):
            refused(run(command), "there is no document in specs/")
        (here / "specs").mkdir()
        refused(run("generate"), "there is no document in specs/")
        assert run("inspect").status == 2

    @pytest.mark.parametrize(
        "arguments", [["generate", "--nope"], ["nope"], ["check", "--format", "x"]]
    )
    def test_is_wrong_in_words(self, arguments: list[str], here: Path) -> None:
        outcome = run(*arguments)
        assert outcome.status == 2
        assert "Error: " in outcome.err

    def test_tells_its_version_and_helps(self) -> None:
        assert run("--version").out == f"authgen, version {__version__}\n"
        for arguments in (["--help"], ["-h"], ["check", "-h"], ["inspect", "--help"]):
            outcome = run(*arguments)
            assert outcome.status == 0
            assert outcome.out.startswith("Usage: authgen")

    @pytest.mark.parametrize("out", ["file", "file/below", "n" * 300, "loop", "loop/a"])
    def test_says_what_the_disk_refuses(self, out: str, here: Path) -> None:
        write(here, {"a.yaml": MINIMAL, "file": "mine"})
        (here / "loop").symlink_to("loop")
        before = tree(here)
        refused(run("generate", "a.yaml", "-o", out), "nothing was ")
        assert tree(here) == before


class TestCheck:
    def test_agrees_with_what_was_generated(self, folder: Path, here: Path) -> None:
        before = tree(here)
        assert run("check") == Outcome(0, "", "")
        assert tree(here) == before

    def test_shows_one_changed_letter(self, folder: Path, here: Path) -> None:
        path = folder / "client.py"
        text = path.read_text()
        path.write_text(text.replace("class AClient", "class BClient"))
        before = tree(here)
        outcome = run("check")
        assert outcome.status == 1
        assert outcome.out.splitlines()[:2] == [
            "--- generated/a/client.py (as it is)",
            "+++ generated/a/client.py (as generated)",
        ]
        assert "\n-class BClient:\n+class AClient:\n" in outcome.out
        assert outcome.err.startswith("1 file is not what the documents give: ")
        assert tree(here) == before

    def test_finds_what_is_missing_and_what_is_too_much(
        self, folder: Path, here: Path
    ) -> None:
        (folder / "py.typed").write_text("now it has a line")
        (folder / "operations.py").unlink()
        change(here)
        outcome = run("check")
        assert outcome.status == 1
        assert (
            "--- /dev/null\n+++ generated/a/operations.py (as generated)\n"
            in outcome.out
        )
        assert (
            "--- generated/a/schemes/login.py (as it is)\n+++ /dev/null\n"
            in outcome.out
        )
        assert "-now it has a line\n\\ No newline at end of file\n" in outcome.out
        assert "+++ generated/a/schemes/renamed.py (as generated)\n" in outcome.out

    def test_finds_a_whole_package_missing(self, here: Path) -> None:
        write(here, {"specs/a.yaml": MINIMAL})
        outcome = run("check")
        count = count_of(files_of(MINIMAL))
        assert outcome.status == 1
        assert outcome.out.count("--- /dev/null\n") == count - 1  # py.typed is empty
        assert outcome.err.startswith(f"{count} files are not what")
        assert not (here / "generated").exists()

    def test_does_not_mind_files_of_others(self, folder: Path) -> None:
        write(folder, {"mine.py": "x", "schemes/__pycache__/x.pyc": "x"})
        assert run("check").status == 0

    def test_annotates_a_pull_request(self, folder: Path, here: Path) -> None:
        (folder / "client.py").write_text("# 100% mine\n")
        change(here, MINIMAL.replace("https:", "http:"))
        outcome = run("check", "--format", "github")
        lines = outcome.out.splitlines()
        assert outcome.status == 1
        assert lines[0].startswith(
            "::warning file=specs/a.yaml,line=10,col=29,title=insecure-url::"
            "security scheme 'login': "
        )
        assert "%0Ahint: use https" in lines[0]
        assert (
            "::error file=generated/a/client.py,line=1,title=authgen check::"
            "changed: not what the document gives. Run authgen generate"
        ) in lines
        assert all(line.startswith("::") for line in lines)

    def test_annotates_what_is_wrong_with_a_document(self, here: Path) -> None:
        write(here, {"a,b:c.yaml": "openapi: 5\n"})
        outcome = run("check", "a,b:c.yaml", "--format", "github")
        assert outcome.status == 2
        assert "::error file=a%2Cb%3Ac.yaml,line=1,col=10,title=" in outcome.out

    def test_is_strict_when_told(self, here: Path) -> None:
        write(here, {"a.yaml": MINIMAL.replace("https:", "http:")})
        assert run("generate", "a.yaml").status == 0
        assert run("check", "a.yaml").status == 0
        assert run("check", "a.yaml", "--strict").status == 2


@pytest.fixture(params=["exchange", "renames"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With and without a system that lets two folders change places in one step."""
    if request.param == "renames":
        monkeypatch.setattr(disk, "system_exchange", lambda: None)
    return str(request.param)


@pytest.mark.usefixtures("system")
@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_fault_at_any_step_leaves_the_old_packages_or_the_new(
    fault: int, here: Path
) -> None:
    writer.write(
        planned(a={"one.py": "1\n", "old/two.py": "2\n"}, gone={"three.py": "3\n"})
    )
    write(here, {"generated/a/mine.txt": "mine", "generated/a/own/mine.txt": "own"})
    old = tree(here)
    plans = planned(a={"one.py": "4\n", "new/five.py": "5\n"}, b={"six.py": "6\n"})
    assert failures(plans, fault, here) > 25
    new = tree(here / "generated")
    assert new.pop("a/.authgen.json") != old["generated/a/.authgen.json"]
    assert isinstance(new.pop("b/.authgen.json"), bytes)
    assert new == {
        **dict.fromkeys(["a", "a/new", "a/own", "b"]),
        "a/one.py": b"4\n",
        "a/new/five.py": b"5\n",
        "b/six.py": b"6\n",
        "a/mine.txt": b"mine",
        "a/own/mine.txt": b"own",
    }


def test_a_fault_at_any_step_leaves_no_folder_that_was_not_there(here: Path) -> None:
    plans = writer.plan(Path("some/where"), {"a": {"one.py": "1\n"}}, sweep=False)
    assert failures(plans, errno.ENOSPC, here) > 5
    assert tree(here / "some/where") == {"a": None, "a/one.py": b"1\n"}


def test_an_interruption_at_any_move_leaves_the_old_package(
    system: str, folder: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(here)
    old = tree(here)
    left = [0]

    def interrupted(function: Callable[..., Any]) -> Callable[..., Any]:
        def move(*arguments: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt
            return function(*arguments)

        return move

    monkeypatch.setattr(Path, "rename", interrupted(Path.rename))
    if function := disk.system_exchange():
        monkeypatch.setattr(disk, "system_exchange", lambda: interrupted(function))
    moves = 1
    left[0] = moves
    while (outcome := run("generate")).status != 0:
        assert outcome.status == 130
        assert outcome.err.strip() == "authgen: interrupted, nothing was written"
        assert tree(here) == old
        moves += 1
        left[0] = moves
    assert moves == {"exchange": 2, "renames": 4}[system]
    assert run("check").status == 0


class TestAfterAKilledRun:
    def test_the_old_package_comes_back(self, folder: Path, here: Path) -> None:
        before = tree(folder)
        folder.rename(folder.with_name(".a.authgen-old"))
        assert run("check").status == 1
        refused(run("generate", "missing.yaml", "--package", "json"))
        assert run("generate").status == 0
        assert tree(folder) == before
        assert [path.name for path in folder.parent.iterdir()] == ["a"]

    def test_nothing_edited_is_lost(self, folder: Path, here: Path) -> None:
        write(folder, {"client.py": "mine"})
        folder.rename(folder.with_name(".a.authgen-old"))
        refused(run("generate"), "generated/a/client.py: somebody edited this file")
        assert (folder / "client.py").read_text() == "mine"

    def test_the_rest_of_the_old_package_goes(self, folder: Path, here: Path) -> None:
        write(here, {"generated/.a.authgen-old/client.py": "old"})
        write(here, {"generated/.a.authgen-k2j8_0xq/doc/README.md": "new"})
        write(here, {"generated/.b.authgen-old/.authgen.json": '{"files": {}}'})
        assert run("generate").status == 0
        assert [path.name for path in folder.parent.iterdir()] == ["a"]
