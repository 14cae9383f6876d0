"""Every setting that a page shows means something to authgen."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.project import find_project
from tests.docs.pages import Block, blocks_in


@pytest.mark.parametrize("block", blocks_in("toml"), ids=str)
def test_settings_are_understood(block: Block, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "pyproject.toml").write_text(block.text, encoding="utf-8")
    assert find_project(tmp_path).folder == tmp_path
