"""What a person decides about a package, beyond what the document says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .errors import Place
from .layout import LINE_LENGTH

PAGES = ("readme", "auth", "models")
"""The kinds of pages: the package's README, `doc/auth/` and `doc/models/`."""


class MemberName(NamedTuple):
    """A name for a scope that a person chose, and where they wrote it."""

    name: str
    place: Place


class Options(NamedTuple):
    """The options of one document; without any, what the document alone gives."""

    package: str | None = None
    """The package's name."""
    members: Mapping[str, Mapping[str, MemberName]] = {}
    """The enum members of single scopes, by package and scope."""
    pages: tuple[str, ...] = PAGES
    line_length: int = LINE_LENGTH
    """Characters, for black."""
    templates: str | None = None
    """A folder of templates that come before authgen's own."""
    testing: bool = False
    """Whether the package has a server for the tests of the programs that use it."""
