"""Which scheme a requirement means (OpenAPI, Security Requirement Object)."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf

from ..document import Mapping, Scalar
from ..errors import DocumentError, quoted
from ..model import DeclaredScheme
from .context import Context

_POINTS_TO_NOTHING = ("dangling-reference", "reference-not-found")
"""Errors of what may be no reference, but a name that nothing has."""


class SchemeLookup:
    """Finds schemes by name and, from 3.2 on, by reference.

    A name that a component has means that component, even where it looks like a URI.
    """

    def __init__(
        self,
        context: Context,
        entries: Mapping | None,
        schemes: MappingOf[str, DeclaredScheme],
    ) -> None:
        self._context = context
        self._entries = entries
        self._schemes = schemes
        self._referred: dict[str, DeclaredScheme | None] = {}
        self._elsewhere: set[str] = set()

    def find(self, key: Scalar) -> DeclaredScheme | None:
        """The scheme that a requirement names; None where there is no such scheme."""
        scheme = self._schemes.get(key.text)
        if self._context.version != "3.2" or not _looks_like_a_uri(key.text):
            return scheme
        if scheme is not None:
            self._warn_of_hijacking(key)
            return scheme
        if key.text not in self._referred:
            self._referred[key.text] = self._by_reference(key)
        return self._referred[key.text]

    def is_elsewhere(self, key: Scalar) -> bool:
        """Whether it is the URI of something that is no component of this document."""
        return key.text in self._elsewhere

    def _by_reference(self, key: Scalar) -> DeclaredScheme | None:
        try:
            node = self._context.document.resolve(key)
        except DocumentError as error:
            if error.problems[0].code not in _POINTS_TO_NOTHING:
                self._elsewhere.add(key.text)
            return None
        entries = self._entries.values if self._entries else {}
        name = next((name for name, value in entries.items() if value is node), None)
        if name is None:
            self._elsewhere.add(key.text)
            return None
        return self._schemes.get(name)

    def _warn_of_hijacking(self, key: Scalar) -> None:
        self._context.warn(
            key.place,
            "name-like-uri",
            f"{quoted(key.text)} is read as the name of a scheme of this document, and "
            "looks like a URI",
            "give the scheme a plain name, or write the URI with `./` at its start",
        )


def _looks_like_a_uri(name: str) -> bool:
    return any(character in name for character in "/#:")
