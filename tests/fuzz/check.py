"""What has to hold of authgen for any bytes at all."""

from __future__ import annotations

import io
import sys
import zlib

from generator import DocumentError, Parsed, inspection, load, parse
from generator.errors import Problem
from generator.pipeline import generate_parsed
from tests.hostile.oracles import assert_plain, assert_stays_inside

RENDERED = 25
"""One of so many packages is rendered: it takes a hundred times as long as parsing."""


def check(data: bytes, *, always_render: bool = True) -> None:
    """Read, parse and render a document. Raises what must never be raised."""
    try:
        parsed = _parsed(data)
    except DocumentError as error:
        _check_problems(error.problems)
        return
    _check_problems(parsed.problems)
    inspection.as_json(parsed)
    inspection.as_text(parsed)
    if parsed.has_errors:
        return
    if always_render or zlib.crc32(data) % RENDERED == 0:
        files = generate_parsed(parsed)
        assert_plain(files)
        assert_stays_inside(files)


def _parsed(data: bytes) -> Parsed:
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(data))
    try:
        return parse(load("-"))
    finally:
        sys.stdin = before


def _check_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        shown = str(problem)
        assert shown.isascii()
        assert shown.replace("\n", "").isprintable()
        assert shown.count("\n") == 1
        assert problem.place.line >= 1
        assert problem.place.column >= 1
