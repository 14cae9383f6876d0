"""Every Python block of the pages: typed, and run with the generated packages.

The blocks of a page are one program, as those of a generated page are.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import Options, generate, load
from tests.docs.pages import ROOT, Block, blocks_of, pages_with
from tests.packages import run, write


def is_program(block: Block) -> bool:
    """Python that can run alone.

    `tests/browser` has programs that ask a person, `tests/testing_kit` the tests.
    """
    is_other = "input(" in block.text or "def test_" in block.text
    return block.language == "python" and not is_other


def program_of(page: str) -> str:
    return "\n".join(block.text for block in blocks_of(page) if is_program(block))


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of the pages, with the server for tests."""
    folder = tmp_path_factory.mktemp("packages")
    for name, spec in (("petstore", "petstore"), ("every_scheme", "every-scheme")):
        document = load(str(ROOT / "specs" / f"{spec}.yaml"))
        write(generate(document, Options(testing=True)), folder / name)
    return folder


@pytest.mark.parametrize("page", pages_with(is_program))
def test_program_runs(page: str, packages: Path) -> None:
    run(packages, program_of(page))


def test_programs_pass_mypy(tmp_path: Path, packages: Path) -> None:
    for page in pages_with(lambda block: block.language == "python"):
        programs = [b for b in blocks_of(page) if b.language == "python"]
        others = [b for b in programs if not is_program(b)]
        name = page.removesuffix(".md").replace("/", "_").replace("-", "_").lower()
        (tmp_path / f"{name}.py").write_text(program_of(page), encoding="utf-8")
        for number, block in enumerate(others):
            target = tmp_path / f"{name}_other_{number}.py"
            target.write_text(block.text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(tmp_path)],
        env={**os.environ, "MYPYPATH": str(packages), "MYPY_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
