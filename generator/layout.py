"""Nested literals laid out as black lays them out: on one line where they fit.

Black itself would do, and takes seconds for the operations of a large document. What
stands over several lines ends with a comma, which black leaves as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

LINE_LENGTH = 88

_LITERAL = r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^'\\]|\\.)*'"
_ALONE = re.compile(rf"( *)(\w+ = )?({_LITERAL})(?:: )?[\[\]{{}}]*,?")

Code: TypeAlias = "str | Collection"
"""A finished piece of Python, or a display of pieces."""


class Collection(NamedTuple):
    """A list or dict display: each item with what stands before it, such as a key."""

    opening: str
    items: tuple[tuple[str, Code], ...]
    closing: str

    def __str__(self) -> str:
        inside = ", ".join(f"{before}{code}" for before, code in self.items)
        return f"{self.opening}{inside}{self.closing}"


def list_display(items: Iterable[Code]) -> Collection:
    """Lay out `[item, item]`."""
    return Collection("[", tuple(("", item) for item in items), "]")


def tuple_display(items: Iterable[Code]) -> Collection:
    """Lay out `(item, item)`; a single item has its comma on one line, too."""
    inside = tuple(("", item) for item in items)
    return Collection("(", inside, ",)" if len(inside) == 1 else ")")


def call_display(name: str, items: Iterable[tuple[str, Code]]) -> Collection:
    """Lay out `name(keyword=value)`."""
    return Collection(
        f"{name}(", tuple((f"{key}=", value) for key, value in items), ")"
    )


def dict_display(items: Iterable[tuple[str, Code]]) -> Collection:
    """Lay out `{key: value}`; keys are finished literals."""
    return Collection("{", tuple((f"{key}: ", value) for key, value in items), "}")


def laid_out(code: Code, indent: int, before: str = "", after: str = "") -> str:
    """Code with what stands before and after it, from column `indent` on."""
    margin = " " * indent
    line = f"{margin}{before}{code}{after}"
    if isinstance(code, str) or not code.items or len(line) <= LINE_LENGTH:
        return line
    inside = (laid_out(item, indent + 4, key, ",") for key, item in code.items)
    # Over several lines every item has its comma already.
    closing = code.closing.lstrip(",")
    return "\n".join(
        [f"{margin}{before}{code.opening}", *inside, f"{margin}{closing}{after}"]
    )


def assignment(name: str, literal: str, indent: int) -> str:
    """Lay out `name = literal`, in brackets where that makes it fit."""
    margin = " " * indent
    line = f"{margin}{name} = {literal}"
    if len(line) <= LINE_LENGTH or not _fits_in_brackets(literal, indent):
        return line
    return f"{margin}{name} = (\n{margin}    {literal}\n{margin})"


def is_unbreakable(line: str) -> bool:
    """Whether black leaves a line however long it is: a string that stands alone."""
    match = _ALONE.fullmatch(line)
    if match is None:
        return False
    margin, name, literal = match.groups()
    return not name or not _fits_in_brackets(literal, len(margin))


def _fits_in_brackets(literal: str, indent: int) -> bool:
    return indent + 4 + len(literal) <= LINE_LENGTH
