"""JSON text to nodes.

The standard library's C scanner passes over what the shape does not name, so a
4 MB document costs about what `json.loads` costs, and every node that is built
knows its place.
"""

from __future__ import annotations

import json
import re

from ..document import Mapping, Node, Scalar, ScalarKind, Sequence, Shape, Source
from ..errors import DocumentError, Problem
from .limits import MAX_DEPTH, MAX_VALUES, Budget, too_large
from .yaml_reader import SURROGATE, duplicate_key, half_a_character

_SPACE = re.compile(r"[ \t\n\r]*")
_LITERAL = re.compile(r"null|true|false|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS: dict[str, ScalarKind] = {
    "null": "null",
    "true": "boolean",
    "false": "boolean",
}


def read_json(
    source: Source, shape: Shape, budget: Budget
) -> tuple[Node, list[Problem]]:
    """Build what `shape` names. Raises DocumentError where it is not JSON."""
    if source.text.count(",") + source.text.count(":") > MAX_VALUES:
        raise too_large(source, 0, f"more than {MAX_VALUES:,} values")
    reader = _Reader(source, budget)
    try:
        node, end = reader.node(reader.space(0), shape, 0)
        end = reader.space(end)
        if end != len(source.text):
            raise json.JSONDecodeError("text after the end", source.text, end)
    except json.JSONDecodeError as error:
        # Some of Python's messages expect the position to follow.
        message = error.msg.removesuffix(" at").removesuffix(" starting")
        raise DocumentError.at(
            source.place(error.pos),
            "json-syntax",
            f"this is not JSON: {message}",
            "mend the line; a missing or an extra comma or quote is the usual cause",
        ) from None
    except RecursionError:
        raise DocumentError.at(
            source.place(0),
            "nested-too-deeply",
            "the document is nested too deeply to be read",
            "no OpenAPI document needs this; check how the file was made",
        ) from None
    return node, reader.problems


class _Reader:
    def __init__(self, source: Source, budget: Budget) -> None:
        self._source = source
        self._spend_node = budget.spend_node
        self._text = source.text
        # Numbers stay text: of one with 5,000 digits Python makes no int.
        self._decode = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode
        self.problems: list[Problem] = []

    def space(self, at: int) -> int:
        """Where the white space that starts at `at` ends."""
        match = _SPACE.match(self._text, at)
        return match.end() if match else at

    def node(self, at: int, shape: Shape, depth: int) -> tuple[Node, int]:
        """The value that starts at `at`, and where it ends."""
        if depth > MAX_DEPTH:
            raise RecursionError
        self._spend_node(self._source, at)
        match self._text[at : at + 1]:
            case "{":
                return self._mapping(at, shape, depth)
            case "[":
                return self._sequence(at, depth)
            case '"':
                return self._string(at)
            case _:
                literal = _LITERAL.match(self._text, at)
                if literal is None:
                    raise json.JSONDecodeError("a value is missing", self._text, at)
                text = literal.group()
                kind = _WORDS.get(text, "number")
                return Scalar(self._source, at, text, kind), literal.end()

    def _sequence(self, at: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        end = self.space(at + 1)
        while self._text[end : end + 1] != "]":
            item, end = self.node(end, None, depth + 1)
            items.append(item)
            end = self._after_item(end, "]")
        return Sequence(self._source, at, tuple(items)), end + 1

    def _mapping(self, at: int, shape: Shape, depth: int) -> tuple[Node, int]:
        node = Mapping(self._source, at, {}, {})
        end = self.space(at + 1)
        while self._text[end : end + 1] != "}":
            key, end = self._key(end)
            if shape is None or key.text in shape or "*" in shape:
                below = None if shape is None else shape.get(key.text, shape.get("*"))
                if key.text in node.keys:
                    first = node.keys[key.text].place
                    self.problems.append(duplicate_key(key, first))
                node.keys[key.text] = key
                node.values[key.text], end = self.node(end, below, depth + 1)
            else:
                _, end = self._decode(self._text, end)
            end = self._after_item(end, "}")
        return node, end + 1

    def _key(self, at: int) -> tuple[Scalar, int]:
        if self._text[at : at + 1] != '"':
            raise json.JSONDecodeError("a key in quotes is missing", self._text, at)
        key, end = self._string(at)
        end = self.space(end)
        if self._text[end : end + 1] != ":":
            raise json.JSONDecodeError("a colon is missing", self._text, end)
        return key, self.space(end + 1)

    def _string(self, at: int) -> tuple[Scalar, int]:
        text, end = self._decode(self._text, at)
        if SURROGATE.search(text):
            text = SURROGATE.sub("\ufffd", text)
            self.problems.append(half_a_character(self._source.place(at)))
        return Scalar(self._source, at, text), end

    def _after_item(self, at: int, close: str) -> int:
        """The next item's start, or the closing bracket's."""
        end = self.space(at)
        if self._text[end : end + 1] == ",":
            following = self.space(end + 1)
            if self._text[following : following + 1] == close:
                raise json.JSONDecodeError("a comma too many", self._text, end)
            return following
        if self._text[end : end + 1] != close:
            raise json.JSONDecodeError("a comma is missing", self._text, end)
        return end
