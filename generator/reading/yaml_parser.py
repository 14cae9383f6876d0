"""The YAML parser: libyaml's where PyYAML has it, and its errors in our words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from ..document import Source
from ..errors import DocumentError


class PythonParser(Reader, Scanner, Parser):
    """PyYAML's own parser, with the interface of libyaml's."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


# PyYAML can be built without libyaml: then the same events come, ten times slower.
EventParser: Callable[[str], Any] = getattr(
    getattr(yaml, "cyaml", None), "CParser", PythonParser
)


def syntax_error(source: Source, error: yaml.YAMLError) -> DocumentError:
    """What is wrong with the text, and where."""
    hint = "mend the line; a missing quote, a tab or an indentation is the usual cause"
    match error:
        case yaml.MarkedYAMLError(problem_mark=mark) if mark is not None:
            place = source.place(mark.index)
            if source.text[mark.index : mark.index + 1] == "\t":
                message = "a tab stands where only blanks may stand"
                hint = "indent with blanks: an editor can replace all tabs at once"
            else:
                context = _context(source, error, place.line)
                message = " ".join(filter(None, [context, error.problem]))
        case yaml.reader.ReaderError():
            place = source.place(_character_offset(source.text, error))
            message = "a control character, which YAML does not allow"
        case _:
            place, message = source.place(0), "the text cannot be parsed"
    return DocumentError.at(
        place,
        "yaml-syntax",
        f"this is not YAML: {ascii(message)[1:-1]}",
        hint,
    )


def _context(source: Source, error: yaml.MarkedYAMLError, problem_line: int) -> str:
    """What was being read; a quote that is never closed is found at the very end."""
    mark = error.context_mark
    line = problem_line if mark is None else source.place(mark.index).line
    if line == problem_line:
        return error.context or ""
    return f"{error.context} that begins in line {line}"


def _character_offset(text: str, error: yaml.reader.ReaderError) -> int:
    """libyaml counts the bytes of UTF-8, PyYAML's own reader counts characters."""
    if EventParser is PythonParser:
        return int(error.position)
    before = text.encode("utf-8")[: error.position]
    return len(before.decode("utf-8", errors="ignore"))
