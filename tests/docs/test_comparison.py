"""The tables of the comparison: of the libraries that are pinned, and complete.

`make comparison` fills them, and CI fails where that changes them.
"""

from __future__ import annotations

from tests.comparison.table import GENERATORS, LIBRARIES
from tests.docs.pages import ROOT
from tests.markdown import tables_of

PAGE = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")


def test_every_question_has_its_row() -> None:
    asked = [[row[0].replace("`", "") for row in t[1:]] for t in tables_of(PAGE)]
    expected = [*LIBRARIES.values()], [*GENERATORS.values()]
    assert asked == [[title.replace("`", "") for title in t] for t in expected]


def test_versions_are_those_that_are_pinned() -> None:
    pinned = (ROOT / "requirements" / "bench.txt").read_text(encoding="utf-8")
    headers = [name for table in tables_of(PAGE) for name in table[0] if " " in name]
    assert len(headers) == 5
    for header in headers:
        assert header.replace(" ", "==") in pinned.splitlines()


def test_ci_asks_again() -> None:
    assert "make comparison" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
