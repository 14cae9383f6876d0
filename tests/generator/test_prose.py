"""Paragraphs that are too wide are wrapped, and mean what they meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prose import WIDTH, filled
from tests.hostile.oracles import MARKDOWN

WORDS = st.sampled_from(
    [
        *("word", "longer-word", "**bold**", "`code with blanks in it`", "\\-", "\\`x"),
        *("[a link of words](page.md)", "[`x y`](page.md)", "`a`,", "x" * 40),
        *("-", "+", "*", "#", "##", ">", "|", "---", "===", "~~~", "1.", "2)", "1.5"),
    ]
)
PARAGRAPHS = st.lists(WORDS, min_size=30, max_size=60).map(" ".join)


def shown(markdown: str) -> str:
    """What a renderer makes of it, wherever lines end."""
    html: str = MARKDOWN.render(markdown)
    return html.replace("\n", " ")


@given(st.lists(st.tuples(st.sampled_from(["", "- ", "  - "]), PARAGRAPHS), max_size=4))
def test_nothing_changes_but_the_ends_of_lines(parts: list[tuple[str, str]]) -> None:
    text = "\n\n".join(f"{start}begin {paragraph}" for start, paragraph in parts)
    assert shown(filled(text)) == shown(text)
    assert filled(filled(text)) == filled(text)


def test_lines_of_one_item_are_filled_and_others_stay() -> None:
    wide = "many words " * 20
    narrow = "- kept\n  as it is\n  - below"
    lines = filled(f"- {wide}\n{narrow}\n").split("\n")
    assert all(len(line) <= WIDTH for line in lines)
    assert lines[1].startswith("  ")
    assert "\n".join(lines).endswith(f"\n{narrow}\n")


@pytest.mark.parametrize(
    "text",
    [
        f"| {'cell ' * 40} | b |\n|  --- | --- |\n",
        f"---\ntitle: {'word ' * 40}\n---\n",
        f"# {'word ' * 40}\n",
        f"1. {'word ' * 40}\n",
        f"<div {'x ' * 80}>\n",
        "x" * 200,
    ],
)
def test_what_is_no_paragraph_of_ours_stays(text: str) -> None:
    assert filled(text) == text
