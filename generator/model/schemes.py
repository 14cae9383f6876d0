"""The security schemes that are generated."""

from __future__ import annotations

from dataclasses import dataclass

from ..naming import Identifier, SchemeNames
from .text import DocumentText


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
    problem: str = ""
    """For people: why the generated code does not take the URL, or nothing."""

    @property
    def urls(self) -> tuple[DocumentText, ...]:
        """The URL, or nothing: for pages to loop over."""
        return () if self.url is None else (self.url,)

    @property
    def account(self) -> str:
        """For people, after the URL: the remark, and what to do about it."""
        if self.url is None:
            remark = self.remark[:1].upper() + self.remark[1:]
            return f"{remark}. Give `o_auth_authorization_url`, as the example does."
        if self.problem:
            advice = "give `o_auth_authorization_url`, as the example does"
            return f"{self.remark}. {self.problem}: {advice}."
        return f"{self.remark}. To use another one, give `o_auth_authorization_url`."

    @property
    def substitutes(self) -> tuple[str, ...]:
        """What the examples give in its place: nothing, where it can be used."""
        usable = self.url is not None and not self.problem
        return () if usable else ("https://auth.example/authorize",)


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
    def header(self) -> DocumentText:
        """The header that it writes (RFC 6750, section 2.1)."""
        return DocumentText("Authorization")

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
    def scopes_declared(self) -> str:
        """For people, above a table: how many scopes there are."""
        match len(self.scopes):
            case 0:
                return "The document declares none, so the table is empty"
            case 1:
                return "The document declares one"
            case count:
                return f"The document declares {count}"

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
