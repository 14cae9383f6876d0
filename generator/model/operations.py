"""What operations ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..naming import Identifier
from .text import DocumentText


class Requirement(NamedTuple):
    """One scheme that an alternative needs, with the scopes it asks for."""

    scheme: DocumentText
    """The scheme's name in the document."""
    key: Identifier | DocumentText
    """What the generated table calls the scheme, and no other."""
    generated: bool
    """Whether the package has such a scheme."""
    scopes: tuple[DocumentText, ...]
    """All of which it asks for."""
    roles: tuple[DocumentText, ...] = ()
    """What a scheme without scopes lists (from 3.1 on): for people, and never sent."""

    @property
    def remark(self) -> str:
        """For people, after the scheme's name."""
        return "" if self.generated else " (not in this package)"


class Operation(NamedTuple):
    """What one operation asks for (OpenAPI, Security Requirement Object)."""

    name: DocumentText
    """Its `operationId`, or its method and path."""
    alternatives: tuple[tuple[Requirement, ...], ...]
    """One of these is enough; within one, all are needed. None at all: no security."""

    @property
    def choices(self) -> tuple[tuple[Requirement, ...], ...]:
        """The alternatives that need something."""
        return tuple(filter(None, self.alternatives))

    @property
    def otherwise(self) -> str:
        """For people: what follows the choices where nothing is needed."""
        if not self.choices:
            return "nothing"
        # `{}` makes security optional, wherever it stands.
        return "; **or** nothing" if () in self.alternatives else ""

    def needs(self, key: Identifier) -> bool:
        """Whether one of the alternatives asks for a scheme of the package."""
        return any(True for _ in self._asking(key))

    def scopes_of(self, key: Identifier) -> Iterator[DocumentText]:
        """The scopes that it asks of a scheme of the package, in all alternatives."""
        for requirement in self._asking(key):
            yield from requirement.scopes

    def _asking(self, key: Identifier) -> Iterator[Requirement]:
        return (
            requirement
            for choice in self.choices
            for requirement in choice
            if requirement.generated and requirement.key == key
        )
