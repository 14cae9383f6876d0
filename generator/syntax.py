"""Whether Python text is Python, in the memory of a part of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_PART = 1 << 16
"""Characters of a part, at least."""

# Between two members of an enumeration.
_SEAM = re.compile(r"^    \w+ = .*\n(?=    \w+ = )", re.MULTILINE)
_OPENING = "class _:\n"
_CLOSING = "    pass\n"


def check_syntax(text: str, name: str) -> None:
    """Raise SyntaxError or ValueError where `text` is no Python; `name` is its file.

    Python makes objects of all that it parses, 40 times as large as the text. With
    10,000 scopes they took two thirds of the memory of a run, so an enumeration of
    thousands of members is parsed in parts.
    """
    try:
        for part in _parts(text):
            ast.parse(part, name)
    except SyntaxError:
        # A seam inside of a text was none; and a fault has its line in the whole.
        ast.parse(text, name)


def _parts(text: str) -> Iterator[str]:
    """Parts of a text, which is Python where all of them are.

    At a seam, one part ends and the next one begins with a line of a class's body: so
    no bracket and no string is open there, and the body goes on.
    """
    start, opening = 0, ""
    while seam := _SEAM.search(text, start + _PART):
        yield f"{opening}{text[start : seam.end()]}{_CLOSING}"
        start, opening = seam.end(), _OPENING
    yield opening + text[start:]
