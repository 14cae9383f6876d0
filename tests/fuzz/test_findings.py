"""What the fuzzer found before stays mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.check import check

FINDINGS = sorted((Path(__file__).parent / "findings").iterdir())


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
def test_what_failed_once_does_not_fail_again(path: Path) -> None:
    check(path.read_bytes())
