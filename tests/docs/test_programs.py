"""Every Python block of the pages: typed, and run with the generated packages.

The blocks of a page are one program, as those of a generated page are.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, blocks_of, pages_with
from tests.packages import run

PACKAGES = ROOT / "generated"


def is_program(block: Block) -> bool:
    """Python that can run alone: `tests/browser` has those that ask a person."""
    return block.language == "python" and "input(" not in block.text


def program_of(page: str) -> str:
    return "\n".join(block.text for block in blocks_of(page) if is_program(block))


@pytest.mark.parametrize("page", pages_with(is_program))
def test_program_runs(page: str) -> None:
    run(PACKAGES, program_of(page))


def test_programs_pass_mypy(tmp_path: Path) -> None:
    for page in pages_with(lambda block: block.language == "python"):
        programs = [b for b in blocks_of(page) if b.language == "python"]
        asking = [b for b in programs if not is_program(b)]
        name = page.removesuffix(".md").replace("/", "_").replace("-", "_").lower()
        (tmp_path / f"{name}.py").write_text(program_of(page), encoding="utf-8")
        for number, block in enumerate(asking):
            target = tmp_path / f"{name}_asks_{number}.py"
            target.write_text(block.text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(tmp_path)],
        env={**os.environ, "MYPYPATH": str(PACKAGES), "MYPY_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
