"""Real documents: each gives a package, or problems that are truly in it.

`make corpus` prints the count.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import black
import pytest

from generator import manifest
from generator.installation import own_folder
from generator.templates import OWN_TEMPLATES
from tests.corpus.conftest import Generated, generate
from tests.corpus.corpus import summary
from tests.generator.support import ROOT, tree
from tests.hostile.oracles import COPIED, MARKDOWN, assert_only_defines

_FROM_LIBRARY = re.compile(r"^ *(from|import) .*\b_auth\b", re.MULTILINE)


def test_authgen_fails_at_none(generated: Generated) -> None:
    failures = [result for result in generated.results if result.failure]
    assert not failures, summary(generated.results)
    assert len(generated.packages) > len(generated.results) / 2


def test_another_environment_gives_the_same_bytes(
    generated: Generated, corpus: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.symlink_to(corpus)
    again = generate(
        elsewhere,
        tmp_path / "again",
        f"{elsewhere}/",
        cwd=tmp_path,
        umask=0o077,
        env={
            "PYTHONHASHSEED": "4242",
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "HOME": str(tmp_path),
            "COLUMNS": "40",
        },
    )
    assert again.results == generated.results
    assert tree(again.out) == tree(generated.out)


@pytest.fixture(scope="session")
def sources(generated: Generated, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What depends on the documents, with one copy of what does not.

    The tools would take a minute for fifty copies of `_auth`, which are all the same.
    """
    folder = tmp_path_factory.mktemp("sources")
    shutil.copytree(own_folder() / "_auth", folder / "auth")
    for document, package in generated.packages.items():
        for path in package.rglob("*.py"):
            name = path.relative_to(package).as_posix()
            text = path.read_text(encoding="utf-8")
            if name.startswith("_auth/"):
                assert text == OWN_TEMPLATES.text(name)
                continue
            target = folder / package.parent.name / name
            target.parent.mkdir(parents=True, exist_ok=True)
            alone = re.sub(r"\bfrom \.+_auth\b", "from auth", text)
            target.write_text(alone, encoding="utf-8")
            assert not _FROM_LIBRARY.search(alone), document
    return folder


def passes(folder: Path, tool: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", tool, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_has_no_complaint(sources: Path) -> None:
    options = ("--strict", "--python-version=3.10", "--explicit-package-bases")
    passes(sources, "mypy", *options, "--no-incremental", ".")


def test_pyright_has_no_complaint(sources: Path) -> None:
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.10"}
    (sources / "pyrightconfig.json").write_text(json.dumps(settings))
    passes(sources, "pyright", "--project", ".")


def test_ruff_has_no_complaint(generated: Generated) -> None:
    # With the rules that a package brings along, as where it is copied to; and with
    # those of this repository, but for names that are longer than a line.
    passes(generated.out, "ruff", "check", "--no-cache", ".")
    strict = (f"--config={ROOT / 'pyproject.toml'}", "--ignore=E501")
    passes(generated.out, "ruff", "check", "--no-cache", *strict, ".")


def test_files_are_what_black_writes(generated: Generated) -> None:
    for package in generated.packages.values():
        for path in package.rglob("*.py"):
            if path.relative_to(package).as_posix() not in COPIED:
                text = path.read_text(encoding="utf-8")
                assert black.format_str(text, mode=black.Mode()) == text, path


def test_importing_does_nothing_but_define(generated: Generated) -> None:
    packages = (f"{p.parent.name}.{p.name}" for p in generated.packages.values())
    assert_only_defines(generated.out, packages)


def cells(row: str) -> int:
    """How many cells a row of a table has: `\\|` is no border, `\\\\|` is one."""
    return len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) - 1


def test_pages_have_whole_tables_and_links_that_resolve(generated: Generated) -> None:
    rows = links = 0
    for package in generated.packages.values():
        for path in package.rglob("*.md"):
            text = path.read_text(encoding="utf-8")
            for token in MARKDOWN.parse(text):
                assert not token.type.startswith("html"), path
                if token.type == "table_open":
                    assert token.map
                    lines = text.split("\n")[slice(*token.map)]
                    assert len({*map(cells, lines)}) == 1, path
                    rows += len(lines)
                for child in token.children or ():
                    if child.type == "link_open":
                        assert_leads_somewhere(path, str(child.attrGet("href")))
                        links += 1
    assert rows > 1000
    assert links > 300


def assert_leads_somewhere(page: Path, target: str) -> None:
    if urlsplit(target).scheme:
        return
    name, _, anchor = target.partition("#")
    other = page.parent / name if name else page
    assert other.is_file(), f"{page}: {target}"
    assert not anchor or anchor in anchors(other), f"{page}: {target}"


def anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    tokens = MARKDOWN.parse(page.read_text(encoding="utf-8"))
    headings = [
        following.content
        for token, following in pairwise(tokens)
        if token.type == "heading_open"
    ]
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


def test_the_list_of_a_package_is_complete(generated: Generated) -> None:
    for package in generated.packages.values():
        listed = json.loads((package / manifest.NAME).read_text())["files"]
        found = {p.relative_to(package).as_posix() for p in package.rglob("*.*")}
        assert {*listed, manifest.NAME} == found - {"_auth"}
