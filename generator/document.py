"""A document as it was read: nodes that know where they stand.

Every scalar keeps the text that stands in the document. What YAML would make of
`on`, `12:30` or `1e3` is of no interest here: names, scopes and URLs are text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from .errors import Place, Problem

ScalarKind: TypeAlias = Literal["string", "null", "boolean", "number"]

Shape: TypeAlias = "dict[str, Shape] | None"
"""Which keys of a mapping are built, `*` standing for any; None builds all below."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """The text of one file, and how people call it."""

    name: str
    """What messages print: a path as it was given, a URL, or `<stdin>`."""
    text: str = field(repr=False)
    path: Path | None = None
    """Where relative `$ref`s start; None for a URL and for standard input."""

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        find = self.text.find
        while (newline := find("\n", starts[-1])) >= 0:
            starts.append(newline + 1)
        return starts

    def place(self, offset: int) -> Place:
        """The line and column (both from 1) of a character offset."""
        line = bisect_right(self._line_starts, offset)
        return Place(self.name, line, offset - self._line_starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as text."""

    source: Source
    offset: int
    text: str
    kind: ScalarKind = "string"

    @property
    def place(self) -> Place:
        """Where the node begins."""
        return self.source.place(self.offset)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    source: Source
    offset: int
    items: tuple[Node, ...]

    @property
    def place(self) -> Place:
        """Where the node begins."""
        return self.source.place(self.offset)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the document's order; a repeated key holds its last value."""

    source: Source
    offset: int
    keys: dict[str, Scalar]
    values: dict[str, Node]

    @property
    def place(self) -> Place:
        """Where the node begins."""
        return self.source.place(self.offset)

    def get(self, key: str) -> Node | None:
        """The value of `key`; None where it is absent or null."""
        node = self.values.get(key)
        return None if is_null(node) else node

    def items(self) -> Iterator[tuple[Scalar, Node]]:
        """Every key, as it stands in the document, with its value."""
        return ((self.keys[key], value) for key, value in self.values.items())


Node: TypeAlias = Scalar | Sequence | Mapping


def is_null(node: Node | None) -> bool:
    """Whether a value is `null` in JSON, or `null`, `~` or nothing in YAML."""
    return isinstance(node, Scalar) and node.kind == "null"


def kind_of(node: Node) -> str:
    """What people call such a node, for messages."""
    match node:
        case Scalar(kind=kind):
            return "nothing" if kind == "null" else f"a {kind}"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


@dataclass(frozen=True, kw_only=True)
class Document:
    """An OpenAPI document, and the way to what it refers to."""

    root: Node
    problems: tuple[Problem, ...]
    """What reading noticed and survived: warnings."""
    resolve: Callable[[Scalar], Node]
    """The node that a `$ref` value means. Raises DocumentError when there is none."""
    url: str | None = None
    """Where the document came from, if it came from the network."""

    @property
    def source(self) -> Source:
        """The file that was asked for."""
        return self.root.source
