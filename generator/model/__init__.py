"""What templates see: the facts of one document, named and ready.

Templates loop and never decide, so whatever would be an `if` in a template is a field
here. Text that comes from the document is DocumentText: only the quoting filters of
`filters.py` open it, and a template that forgets its filter fails to render.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias

from ..naming import LIBRARY_EXPORTS, Identifier
from .declared import DeclaredFlow, DeclaredScheme
from .operations import Operation, Requirement
from .schemes import ApiKeyScheme, Endpoint, ImplicitScheme, Scope, Variable
from .text import DocumentText

__all__ = [
    "ApiKeyScheme",
    "DeclaredFlow",
    "DeclaredScheme",
    "DocumentText",
    "Endpoint",
    "ImplicitScheme",
    "Operation",
    "Package",
    "Requirement",
    "Scope",
    "Variable",
    "Version",
]

Version: TypeAlias = Literal["2.0", "3.0", "3.1", "3.2"]
"""The editions of OpenAPI; patch releases change nothing that matters here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """One document as the templates see it."""

    name: Identifier
    client: Identifier
    title: DocumentText
    implicit: tuple[ImplicitScheme, ...]
    api_key: tuple[ApiKeyScheme, ...]
    schemes: tuple[ImplicitScheme | ApiKeyScheme, ...]
    """All of them, in the document's order."""
    operations: tuple[Operation, ...]

    @property
    def exports(self) -> tuple[Identifier, ...]:
        """What `from package import ...` offers: the document's names, then ours."""
        names = [self.client, *LIBRARY_EXPORTS]
        for scheme in self.schemes:
            names.extend(scheme.exports)
        return tuple(sorted(names))

    @property
    def operations_declared(self) -> str:
        """For people, above the table of them."""
        if not self.operations:
            return "The document describes none, so the table is empty."
        return "What each of them needs, in the document's order."

    @property
    def example_schemes(self) -> tuple[ImplicitScheme | ApiKeyScheme, ...]:
        """The first of every kind: what the shortest example shows."""
        return (*self.implicit[:1], *self.api_key[:1])

    @property
    def example_imports(self) -> tuple[Identifier, ...]:
        """What the shortest example imports."""
        names = [self.client]
        for scheme in self.example_schemes:
            names.extend(scheme.example_imports)
        return tuple(sorted(names))

    @property
    def example_operations(self) -> tuple[Operation, ...]:
        """The first operation that needs something, if there is one."""
        operations = (operation for operation in self.operations if operation.choices)
        return tuple(islice(operations, 1))

    def example_operations_of(self, scheme: Identifier) -> tuple[Operation, ...]:
        """The first operation that needs a scheme, if there is one."""
        operations = (o for o in self.operations if o.needs(scheme))
        return tuple(islice(operations, 1))
