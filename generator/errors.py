"""Problems in documents, and the few ways in which a run can end.

AuthgenError            everything that authgen says to a person
├── DocumentError       the document is wrong; carries every problem found
├── OutputError         the output folder holds what must not be overwritten
├── TemplatesError      a project's own templates cannot be used
└── UsageError          the command line is wrong
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]

_SHOWN = 120


def quoted(text: str) -> str:
    """Document text inside a message: one line of printable ASCII, of bounded length.

    A terminal obeys what it is shown, so nothing of a document reaches it raw.
    """
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "..."
    return ascii(shown)


def printable(text: str) -> str:
    """A path or URL for the terminal: as it is, but for what a terminal would obey."""
    return "".join(
        character if character.isprintable() else ascii(character)[1:-1]
        for character in text
    )


class Place(NamedTuple):
    """A position in a file: line and column count from 1."""

    name: str
    line: int
    column: int

    def __str__(self) -> str:
        # The name may come from a `$ref`, that is, from the document.
        return f"{printable(self.name)}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One thing that is wrong, or odd, in a document."""

    severity: Severity
    code: str
    message: str
    hint: str
    place: Place

    def __str__(self) -> str:
        first = f"{self.place}: {self.severity}[{self.code}]: {self.message}"
        return f"{first}\n  hint: {self.hint}"

    def as_error(self) -> Problem:
        """The same problem for `--strict`, where warnings are errors."""
        return self._replace(severity="error")

    def as_warning(self, meanwhile: str) -> Problem:
        """The same problem where things go on without what is broken."""
        hint = f"{self.hint}; until then {meanwhile}"
        return self._replace(severity="warning", hint=hint)


class AuthgenError(Exception):
    """Base of what authgen reports; the message is for the person at the terminal."""


class DocumentError(AuthgenError):
    """The document cannot be used as it is."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def at(cls, place: Place, code: str, message: str, hint: str) -> DocumentError:
        """An error that consists of one problem."""
        return cls(
            [
                Problem(
                    severity="error",
                    code=code,
                    message=message,
                    hint=hint,
                    place=place,
                )
            ]
        )


class OutputError(AuthgenError):
    """The output folder cannot take the package, so nothing was written."""


class TemplatesError(AuthgenError):
    """A project's own templates do not make a package."""


class UsageError(AuthgenError):
    """The command line asks for something that cannot be."""
