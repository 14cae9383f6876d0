"""YAML text to nodes, from libyaml's events.

Only the shape that is asked for is built; the rest is parsed, so that an error
anywhere is found, and skipped. A 3 MB document has 160,000 events and a package
needs a few hundred of them.
"""

from __future__ import annotations

import re
from typing import cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from ..document import Mapping, Node, Scalar, ScalarKind, Sequence, Shape, Source
from ..errors import DocumentError, Place, Problem, quoted
from . import yaml_parser
from .limits import MAX_DEPTH, MAX_SKIPPED_DEPTH, Budget, too_large

_NULLS = frozenset(["", "~", "null", "Null", "NULL"])
_BOOLEANS = frozenset(["true", "True", "TRUE", "false", "False", "FALSE"])
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CORE_TAGS = frozenset(
    "tag:yaml.org,2002:" + name
    for name in "binary bool float int map null seq str timestamp".split()
)
# What an escape can make and no file can hold (RFC 8259, section 8.2).
SURROGATE = re.compile("[\ud800-\udfff]")

_DEPTH_CHANGE: dict[type[Event], int] = {
    MappingStartEvent: 1,
    SequenceStartEvent: 1,
    MappingEndEvent: -1,
    SequenceEndEvent: -1,
}


class _AliasMetError(Exception):
    """An alias stands in a part that is built, and anchors were not kept."""


def read_yaml(
    source: Source, shape: Shape, budget: Budget
) -> tuple[Node, list[Problem]]:
    """Build what `shape` names. Raises DocumentError on a YAML error."""
    try:
        try:
            return _Reader(source, budget, keep_anchors=False).read(shape)
        except _AliasMetError:
            # Aliases are rare, and keeping every anchor is not free.
            return _Reader(source, budget, keep_anchors=True).read(shape)
    except yaml.YAMLError as error:
        raise yaml_parser.syntax_error(source, error) from None


class _Reader:
    def __init__(self, source: Source, budget: Budget, *, keep_anchors: bool) -> None:
        self._source = source
        self._budget = budget
        self._next = yaml_parser.EventParser(source.text).get_event
        self._keep_anchors = keep_anchors
        self._anchors: dict[str, Node | None] = {}
        self._problems: list[Problem] = []

    def read(self, shape: Shape) -> tuple[Node, list[Problem]]:
        root: Node = Scalar(self._source, 0, "", "null")
        seen = 0
        while type(event := self._next()) is not StreamEndEvent:
            match event:
                case StreamStartEvent() | DocumentEndEvent():
                    pass
                case DocumentStartEvent():
                    seen += 1
                    if seen == 2:
                        self._warn(
                            event,
                            "several-documents",
                            "the file holds several YAML documents",
                            "only the first one is read; keep one per file",
                        )
                case _ if seen == 1:
                    root = self._node(event, shape, 0)
                case _:
                    self._skip(event)
        return root, self._problems

    def _node(self, event: Event, shape: Shape, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self._too_deep(event, MAX_DEPTH)
        if isinstance(event, AliasEvent):
            return self._alias(event)
        self._budget.spend_node(self._source, _offset(event))
        anchor = cast("str | None", getattr(event, "anchor", None))
        if anchor is not None and self._keep_anchors:
            self._anchors[anchor] = None
            node = self._anchors[anchor] = self._build(event, None, depth)
            return node
        return self._build(event, shape, depth)

    def _build(self, event: Event, shape: Shape, depth: int) -> Node:
        match event:
            case ScalarEvent():
                return self._scalar(event)
            case SequenceStartEvent():
                self._check_tag(event, event.tag)
                items: list[Node] = []
                while type(item := self._next()) is not SequenceEndEvent:
                    items.append(self._node(item, None, depth + 1))
                return Sequence(self._source, _offset(event), tuple(items))
            case MappingStartEvent():
                self._check_tag(event, event.tag)
                return self._mapping(event, shape, depth)
            case _:
                raise AssertionError(f"unexpected event {event!r}")

    def _scalar(self, event: ScalarEvent) -> Scalar:
        self._check_tag(event, event.tag)
        # `implicit` is a pair: (plain, quoted). A tag or quotes make it a string.
        plain = event.tag is None and event.implicit[0]
        kind = _plain_kind(event.value) if plain else "string"
        text = event.value
        if SURROGATE.search(text):
            text = SURROGATE.sub("\ufffd", text)
            self._problems.append(half_a_character(self._place(event)))
        return Scalar(self._source, _offset(event), text, kind)

    def _mapping(self, start: Event, shape: Shape, depth: int) -> Mapping:
        node = Mapping(self._source, _offset(start), {}, {})
        merged: list[Node] = []
        while type(event := self._next()) is not MappingEndEvent:
            key = self._key(event)
            if key is None:
                self._skip(self._next())
            elif key.text == "<<" and event.implicit[0]:
                merged.append(self._node(self._next(), shape, depth + 1))
            elif shape is None or key.text in shape or "*" in shape:
                below = None if shape is None else shape.get(key.text, shape.get("*"))
                self._note_duplicate(node, key)
                node.keys[key.text] = key
                node.values[key.text] = self._node(self._next(), below, depth + 1)
            else:
                self._skip(self._next())
        for other in merged:
            self._merge(node, other)
        return node

    def _merge(self, node: Mapping, other: Node) -> None:
        """`<<`: what the mapping does not say itself (YAML 1.1 merge keys)."""
        for part in other.items if isinstance(other, Sequence) else (other,):
            if isinstance(part, Mapping):
                self._budget.spend_merged(self._source, node.offset, len(part.keys) + 1)
                for key, value in part.items():
                    node.keys.setdefault(key.text, key)
                    node.values.setdefault(key.text, value)

    def _key(self, event: Event) -> Scalar | None:
        if isinstance(event, AliasEvent):
            node: Node = self._alias(event)
        elif isinstance(event, ScalarEvent):
            node = self._node(event, None, 0)
        else:
            self._skip(event)
            node = Sequence(self._source, _offset(event), ())
        if isinstance(node, Scalar):
            # A plain `on` or `~` is a key like any other.
            return Scalar(self._source, _offset(event), node.text)
        self._warn(
            event,
            "complex-key",
            "a mapping key that is itself a list or a mapping",
            "OpenAPI keys are strings; this entry is left out",
        )
        return None

    def _alias(self, event: AliasEvent) -> Node:
        if not self._keep_anchors:
            raise _AliasMetError
        anchor = cast(str, event.anchor)
        node = self._anchors.get(anchor)
        if node is not None:
            return node
        inside = anchor in self._anchors
        raise DocumentError.at(
            self._place(event),
            "alias-loop" if inside else "unknown-alias",
            f"alias {quoted(anchor)} "
            + ("stands inside what it means" if inside else "has no anchor"),
            f"write the value out, or define &{ascii(anchor)[1:-1]} before this line",
        )

    def _skip(self, event: Event) -> None:
        """Pass over one node. This loop sees nearly every event of a document."""
        get_event, keep_anchors, depth = self._next, self._keep_anchors, 0
        for left in range(self._budget.events - 1, -1, -1):
            kind = type(event)
            if keep_anchors and getattr(event, "anchor", None) is not None:
                if kind is not AliasEvent:
                    self._node(event, None, 0)
            elif kind is not ScalarEvent:
                depth += _DEPTH_CHANGE.get(kind, 0)
                if depth > MAX_SKIPPED_DEPTH:
                    raise self._too_deep(event, MAX_SKIPPED_DEPTH)
            if depth == 0:
                self._budget.events = left
                return
            event = get_event()
        raise too_large(self._source, _offset(event), "too much of YAML")

    def _too_deep(self, event: Event, limit: int) -> DocumentError:
        return DocumentError.at(
            self._place(event),
            "nested-too-deeply",
            f"more than {limit} levels of nesting",
            "flatten this part, or move it out of the security sections",
        )

    def _note_duplicate(self, node: Mapping, key: Scalar) -> None:
        if key.text in node.keys:
            first = node.keys[key.text].place
            self._problems.append(duplicate_key(key, first))

    def _check_tag(self, event: Event, tag: str | None) -> None:
        if tag is not None and tag != "!" and tag not in _CORE_TAGS:
            self._warn(
                event,
                "unknown-tag",
                f"the YAML tag {quoted(tag)} means nothing in an OpenAPI document",
                "remove the tag; the value is read as if it were not there",
            )

    def _warn(self, event: Event, code: str, message: str, hint: str) -> None:
        self._problems.append(
            Problem(
                severity="warning",
                code=code,
                message=message,
                hint=hint,
                place=self._place(event),
            )
        )

    def _place(self, event: Event) -> Place:
        return self._source.place(_offset(event))


def duplicate_key(key: Scalar, first: Place) -> Problem:
    """The warning for a key that stands twice in one mapping."""
    return Problem(
        severity="warning",
        code="duplicate-key",
        message=f"key {quoted(key.text)} stands here again, first in line {first.line}",
        hint="the last one counts; remove the other",
        place=key.place,
    )


def half_a_character(place: Place) -> Problem:
    """The warning for one half of a surrogate pair."""
    return Problem(
        severity="warning",
        code="half-a-character",
        message="the text has one half of a surrogate pair, which is no character",
        hint="write the whole pair, or the character itself; it is read as U+FFFD",
        place=place,
    )


def _offset(event: Event) -> int:
    # libyaml counts characters, not bytes.
    return cast(yaml.Mark, event.start_mark).index


def _plain_kind(text: str) -> ScalarKind:
    """What an unquoted scalar is under YAML 1.2's core rules, as far as it matters."""
    if text in _NULLS:
        return "null"
    if text in _BOOLEANS:
        return "boolean"
    return "number" if _NUMBER.fullmatch(text) else "string"
