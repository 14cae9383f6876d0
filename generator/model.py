"""What templates see: the facts of one document, named and ready.

Templates loop and never decide, so whatever would be an `if` in a template is a field
here. Text that comes from the document is DocumentText: only the quoting filters of
`filters.py` open it, and a template that forgets its filter fails to render.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NoReturn, TypeAlias

from .naming import LIBRARY_EXPORTS, Identifier, SchemeNames

Version: TypeAlias = Literal["2.0", "3.0", "3.1", "3.2"]
"""The editions of OpenAPI; patch releases change nothing that matters here."""


class DocumentText:
    """Text from the document, which nobody here wrote and nobody may trust."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def open(self) -> str:
        """The bare text, for quoting filters and for nothing else."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DocumentText) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"DocumentText({self._text!r})"

    def __str__(self) -> NoReturn:
        raise TypeError("document text reaches the output through a quoting filter")

    def __format__(self, _: str) -> NoReturn:
        self.__str__()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """One entry of an OAuth flow's `scopes` (OpenAPI, OAuth Flow Object)."""

    member: Identifier
    value: DocumentText
    description: DocumentText


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """A URL of a flow, resolved against the server."""

    url: DocumentText | None
    """None where the document has none that can be used."""
    remark: str
    """For people, in our words: where the URL comes from, or why there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImplicitScheme:
    """An `oauth2` scheme with the implicit flow (RFC 6749, section 4.2)."""

    title: DocumentText
    """The scheme's name in the document."""
    description: DocumentText
    names: SchemeNames
    page: Identifier
    authorization: Endpoint
    scopes: tuple[Scope, ...]

    @property
    def kind(self) -> str:
        return "OAuth 2 implicit grant"

    @property
    def exports(self) -> tuple[Identifier, ...]:
        return (self.names.scope_enum, self.names.manager, self.names.credentials)

    @property
    def example_scopes(self) -> tuple[Scope, ...]:
        """What the examples on the pages ask for."""
        return self.scopes[:2]


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiKeyScheme:
    """An `apiKey` scheme whose key travels in a header."""

    title: DocumentText
    description: DocumentText
    names: SchemeNames
    header: DocumentText

    @property
    def kind(self) -> str:
        return "API key in a header"

    @property
    def page(self) -> Identifier:
        return self.names.page

    @property
    def exports(self) -> tuple[Identifier, ...]:
        return (self.names.manager, self.names.credentials)


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredFlow:
    """One flow of an `oauth2` scheme, as `authgen inspect` tells it."""

    name: str
    urls: tuple[tuple[str, str], ...]
    """Field and value: `("authorizationUrl", "https://...")`."""
    scopes: tuple[tuple[str, str], ...]
    """Name and description."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredScheme:
    """A security scheme as the document declares it, generated or not.

    `authgen inspect` prints it, and requirements are read against it. It is plain
    text, since no template sees it.
    """

    name: str
    type: str
    facts: tuple[tuple[str, str], ...]
    """The scheme's own fields, such as `("in", "header")`."""
    flows: tuple[DeclaredFlow, ...]
    generated: ImplicitScheme | ApiKeyScheme | None

    @property
    def scopes(self) -> frozenset[str]:
        """What any of its flows declares."""
        return frozenset(name for flow in self.flows for name, _ in flow.scopes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Requirement:
    """One scheme that an alternative needs, with the scopes it asks for."""

    scheme: DocumentText
    """The scheme's name in the document."""
    attribute: Identifier | None
    """The client's attribute; None where the package has no such scheme."""

    @property
    def key(self) -> Identifier | DocumentText:
        """What the generated table calls the scheme."""
        return self.attribute or self.scheme

    scopes: tuple[DocumentText, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """What one operation asks for (OpenAPI, Security Requirement Object)."""

    name: DocumentText
    """Its `operationId`, or its method and path."""
    alternatives: tuple[tuple[Requirement, ...], ...]
    """One of these is enough; within one, all are needed. None at all: no security."""


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
