"""A document as it was read: nodes that know where they stand.

Every scalar keeps the text that stands in the document. What YAML would make of
`on`, `12:30` or `1e3` is of no interest here: names, scopes and URLs are text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from .errors import Place, Problem

ScalarKind: TypeAlias = Literal["string", "null", "boolean", "number"]

_BLOCK = 1 << 16
"""Characters."""

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
    def _blocks(self) -> list[tuple[int, int]]:
        """For each block of the text: the lines before it, and where its first begins.

        Not every line's start: a large file of empty lines would fill the memory.
        """
        text, blocks = self.text, [(0, 0)]
        for end in range(_BLOCK, len(text) + 1, _BLOCK):
            lines, line_start = blocks[-1]
            count = text.count("\n", end - _BLOCK, end)
            last = text.rfind("\n", end - _BLOCK, end) + 1
            blocks.append((lines + count, last or line_start))
        return blocks

    def place(self, offset: int) -> Place:
        """The line and column (both from 1) of a character offset."""
        block = offset // _BLOCK
        lines, line_start = self._blocks[block]
        start = block * _BLOCK
        lines += self.text.count("\n", start, offset)
        line_start = self.text.rfind("\n", start, offset) + 1 or line_start
        return Place(self.name, lines + 1, offset - line_start + 1)


class Scalar(NamedTuple):
    """A single value, as text."""

    source: Source
    offset: int
    text: str
    kind: ScalarKind = "string"

    @property
    def place(self) -> Place:
        """Where the node begins."""
        return self.source.place(self.offset)


class Sequence(NamedTuple):
    """A list of nodes."""

    source: Source
    offset: int
    items: tuple[Node, ...]

    @property
    def place(self) -> Place:
        """Where the node begins."""
        return self.source.place(self.offset)


class Mapping(NamedTuple):
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


def reference_of(node: Node) -> Scalar | None:
    """The `$ref` of a Reference Object, which is text; `$ref` may also be a name."""
    if isinstance(node, Mapping):
        reference = node.values.get("$ref")
        if isinstance(reference, Scalar):
            return reference
    return None


def kind_of(node: Node) -> str:
    """What people call such a node, for messages."""
    match node:
        case Scalar(kind=kind):
            return "nothing" if kind == "null" else f"a {kind}"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


class Document(NamedTuple):
    """An OpenAPI document, and the way to what it refers to."""

    root: Node
    resolve: Callable[[Scalar], Node]
    """What a `$ref` value means in the end. Raises DocumentError if it is nothing."""
    noticed: Callable[[], tuple[Problem, ...]]
    """What reading survived: warnings, of each file that was needed up to now."""
    url: str | None = None
    """Where the document came from, if it came from the network."""

    @property
    def source(self) -> Source:
        """The file that was asked for."""
        return self.root.source
