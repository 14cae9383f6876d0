"""Paragraphs of Markdown pages that fit a screen, whatever names stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDTH = 100
"""Characters of a line, but for tables, headings and what has no blank."""

_BLANK_LINES = re.compile(r"(\n\s*\n|\n*\Z)")
_ITEM = re.compile(r"( *)(- )?(.*)")
_MARKUP = r"[|#<>=~:]|[+*](?= |$)|--|[0-9]+[.)](?= |$)"
"""What begins tables, headings, HTML, quotes, and lists that are none of ours."""

_NOT_PROSE = re.compile(f" *(?:{_MARKUP})")
_NEVER_FIRST = re.compile(f"-$|{_MARKUP}")

# Escaped characters, code and links are never divided.
_WORD = re.compile(r"(?:\\\S|`[^`\n]*`|\[(?:\\.|[^\]\\\n])*\]\([^)\n]*\)|\S)+")


def filled(markdown: str) -> str:
    """Markdown without code blocks, with the paragraphs wrapped that are too wide.

    What is narrow enough stays as it is.
    """
    parts = _BLANK_LINES.split(markdown)
    parts[::2] = [_filled_block(block) for block in parts[::2]]
    return "".join(parts)


def _filled_block(block: str) -> str:
    lines = block.split("\n")
    if all(len(line) <= WIDTH for line in lines) or any(map(_NOT_PROSE.match, lines)):
        return block
    return "\n".join("\n".join(_filled_item(item)) for item in _items(lines))


def _items(lines: list[str]) -> Iterator[list[str]]:
    """The items of a list, or the one paragraph."""
    item: list[str] = []
    for line in lines:
        if item and line.lstrip().startswith("- "):
            yield item
            item = []
        item.append(line)
    yield item


def _filled_item(item: list[str]) -> list[str]:
    if all(len(line) <= WIDTH for line in item):
        return item
    match = _ITEM.fullmatch(item[0])
    assert match is not None
    margin, dash, first = match.groups("")
    text = " ".join([first, *(line.strip() for line in item[1:])])
    lines = [margin + dash]
    inner = margin + " " * len(dash)
    for word in _WORD.findall(text):
        line = lines[-1]
        if not line.strip(" -"):
            lines[-1] += word
        elif len(line) + 1 + len(word) <= WIDTH or _NEVER_FIRST.match(word):
            lines[-1] += f" {word}"
        else:
            lines.append(inner + word)
    return lines
