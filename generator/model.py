"""What templates see: the facts of one document, named and ready.

Templates loop and never decide, so whatever would be an `if` in a template is a field
here. Text that comes from the document is DocumentText: only the quoting filters of
`filters.py` open it, and a template that forgets its filter fails to render.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Literal, NoReturn, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from .naming import LIBRARY_EXPORTS, Identifier, SchemeNames

Version: TypeAlias = Literal["2.0", "3.0", "3.1", "3.2"]
"""The editions of OpenAPI; patch releases change nothing that matters here."""

_LOOPBACK_HOSTS = frozenset(["127.0.0.1", "::1", "localhost"])
_SET_BY_THE_REQUEST = frozenset(
    "client_id client_secret nonce redirect_uri response_mode response_type scope "
    "state".split()
)
"""What the generated code does not accept in an endpoint's own query."""


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

    @property
    def urls(self) -> tuple[DocumentText, ...]:
        """The URL, or nothing: for pages to loop over."""
        return () if self.url is None else (self.url,)

    @property
    def problem(self) -> str:
        """For people: why the generated code does not take the URL; empty if it does."""
        if self.url is None:
            return "There is none to use"
        # Looked at, and not quoted: no text of the document comes out of here.
        parts = urlsplit(self.url.open())
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK_HOSTS:
            return "It is plain http, which is refused"
        names = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
        if clash := sorted(names & _SET_BY_THE_REQUEST):
            listed = ", ".join(f"`{name}`" for name in clash)
            return f"Its query already holds {listed}, which the request has to set"
        return ""

    @property
    def advice(self) -> str:
        """For people: what to do about `o_auth_authorization_url`."""
        if not self.problem:
            return "For another one, give `o_auth_authorization_url`."
        return f"{self.problem}: give `o_auth_authorization_url`, as the example does."

    @property
    def substitutes(self) -> tuple[str, ...]:
        """What the examples give in its place: nothing, where it can be used."""
        return ("https://auth.example/authorize",) if self.problem else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Variable:
    """An environment variable that `from_environment()` reads."""

    name: str
    meaning: str
    """For people, in our words."""


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
        """What such a scheme is called on the pages."""
        return "OAuth 2 implicit grant"

    @property
    def exports(self) -> tuple[Identifier, ...]:
        """What its module offers, sorted."""
        names = self.names
        return tuple(sorted([names.scope_enum, names.manager, names.credentials]))

    @property
    def descriptions(self) -> tuple[DocumentText, ...]:
        """The description, if there is one: for pages to loop over."""
        return (self.description,) if self.description else ()

    @property
    def example_scopes(self) -> tuple[Scope, ...]:
        """What the examples on the pages ask for."""
        return self.scopes[:2]

    @property
    def example_selections(self) -> tuple[tuple[Scope, ...], ...]:
        """The same as one list, or no list at all where there are no scopes."""
        return (self.example_scopes,) if self.scopes else ()

    @property
    def example_imports(self) -> tuple[Identifier, ...]:
        """What the examples need beside the client."""
        enums = (self.names.scope_enum,) if self.scopes else ()
        return (*enums, self.names.credentials)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The environment variables of the scheme."""
        meanings = {
            "CLIENT_ID": "the client id",
            "REDIRECT_URI": "the redirect URI, exactly as it is registered",
            "SCOPES": "the scopes to ask for, with blanks between",
            "TOKEN": "an access token that you already have",
            "ISSUER": "the issuer that a response must come from",
            "AUTHORIZATION_URL": "another authorization endpoint",
        }
        prefix = f"{self.names.environment_prefix}_O_AUTH_"
        return tuple(
            Variable(name=prefix + name, meaning=meaning)
            for name, meaning in meanings.items()
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiKeyScheme:
    """An `apiKey` scheme whose key travels in a header."""

    title: DocumentText
    description: DocumentText
    names: SchemeNames
    header: DocumentText

    @property
    def kind(self) -> str:
        """What such a scheme is called on the pages."""
        return "API key in a header"

    @property
    def page(self) -> Identifier:
        """The stem of its page's file name."""
        return self.names.page

    @property
    def exports(self) -> tuple[Identifier, ...]:
        """What its module offers, sorted."""
        return tuple(sorted([self.names.manager, self.names.credentials]))

    @property
    def descriptions(self) -> tuple[DocumentText, ...]:
        """The description, if there is one: for pages to loop over."""
        return (self.description,) if self.description else ()

    @property
    def example_imports(self) -> tuple[Identifier, ...]:
        """What the examples need beside the client."""
        return (self.names.credentials,)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The environment variables of the scheme."""
        name = f"{self.names.environment_prefix}_API_KEY"
        return (Variable(name=name, meaning="the key"),)


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

    @property
    def remark(self) -> str:
        """For people, after the scheme's name."""
        return "" if self.attribute else " (not in this package)"

    scopes: tuple[DocumentText, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
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

    def needs(self, scheme: Identifier) -> bool:
        """Whether one of the alternatives asks for a scheme, by its attribute."""
        return any(
            requirement.attribute == scheme
            for choice in self.choices
            for requirement in choice
        )


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
