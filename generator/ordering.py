"""Names in the order that linters want: isort's, which ruff has as well."""

from __future__ import annotations

import re
from typing import TypeAlias

Natural: TypeAlias = "tuple[tuple[int, int, str], ...]"

_PARTS = re.compile(r"([0-9]+)")


def natural(name: str) -> Natural:
    """A key by which `key_2` stands before `key_10`: for modules."""
    return tuple(
        (0, int(part), part) if part.isdecimal() else (1, 0, part)
        for part in _PARTS.split(name)
    )


def in_all(name: str) -> tuple[bool, bool, Natural]:
    """The key for `__all__`: constants, then classes, then the rest."""
    constant = name.isupper() and len(name) > 1
    return (not constant, not name[:1].isupper(), natural(name))


def in_import(name: str) -> tuple[bool, bool, Natural, Natural]:
    """The key for the names of one import, which looks past upper and lower case."""
    return (*in_all(name)[:2], natural(name.lower()), natural(name))
