"""The security schemes that are generated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..kinds import OPEN_ID_CONNECT, EndpointField, Field, Kind
from ..naming import Identifier, SchemeNames
from ..ordering import in_import
from .carrier import Carrier
from .text import DocumentText


class Scope(NamedTuple):
    """One entry of an OAuth flow's `scopes` (OpenAPI, OAuth Flow Object)."""

    member: Identifier
    """`READPETS`"""
    value: DocumentText
    """`read:pets`"""
    description: DocumentText
    """What the document says of it."""


class Endpoint(NamedTuple):
    """A URL of a flow or a scheme."""

    field: EndpointField
    """Which URL of its kind it is."""
    url: DocumentText | None
    """None where the document has none that can be used."""
    remark: str
    """For people, in our words: where the URL comes from, or why there is none."""
    problem: str = ""
    """For people: why the generated code does not take the URL, or nothing."""

    @property
    def title(self) -> str:
        """Its name at the start of a sentence."""
        return _sentence_case(self.field.label)

    @property
    def urls(self) -> tuple[DocumentText, ...]:
        """The URL, or nothing: for pages to loop over."""
        return () if self.url is None else (self.url,)

    @property
    def account(self) -> str:
        """For people, after the URL: the remark, and what to do about it."""
        keyword = self.field.keyword
        if self.url is None:
            return f"{_sentence_case(self.remark)}.{self._advice}"
        if self.problem:
            return f"{self.remark}. {self.problem}.{self._advice}"
        other = f" To use another one, give `{keyword}`." if keyword else ""
        return f"{self.remark}.{other}"

    @property
    def _advice(self) -> str:
        keyword = self.field.keyword
        return f" Give `{keyword}`, as the example does." if keyword else ""

    @property
    def usable(self) -> bool:
        """Whether the generated code takes what the document says."""
        return self.url is not None and not self.problem


class Attribute(NamedTuple):
    """A class attribute of a manager: a fact of the document."""

    name: str
    """`authorization_url`"""
    value: DocumentText | None
    """None where the document says nothing."""

    @property
    def values(self) -> tuple[DocumentText, ...]:
        """The value, or nothing: for pages to loop over."""
        return () if self.value is None else (self.value,)


class Detail(NamedTuple):
    """Something that the document says for people alone."""

    label: str
    """Before the text, in our words."""
    text: DocumentText
    """As it stands in the document."""


class Row(NamedTuple):
    """A line of a table for people, in our words."""

    name: str
    """What the row is about."""
    meaning: str
    """In a sentence, or a part of one."""
    type: str = ""
    """In Python, for a field of credentials."""
    getter: str = ""
    """The attribute that has its value, for a field of credentials."""


class Scheme(NamedTuple):
    """One way to authenticate: a security scheme, or one flow of it."""

    title: DocumentText
    """The scheme's name in the document."""
    description: DocumentText
    """What the document says of it, which may be nothing."""
    kind: Kind
    """What all schemes of this kind share."""
    names: SchemeNames
    """Everything that is named after it."""
    key: Identifier
    """What operations call the scheme: the same for all of its flows."""
    carrier: Carrier | None
    """None where nothing of the request changes."""
    attributes: tuple[Attribute, ...] = ()
    """What its manager has to know beside the URLs."""
    endpoints: tuple[Endpoint, ...] = ()
    """The URLs of the flow or scheme."""
    scopes: tuple[Scope, ...] = ()
    """All that the document declares, in its order."""
    notices: tuple[str, ...] = ()
    """What to know of this very scheme, in our words, beside what its kind says."""
    details: tuple[Detail, ...] = ()
    """What the document says for people alone."""

    @property
    def facts(self) -> tuple[Attribute, ...]:
        """The class attributes of its manager."""
        endpoints = (
            Attribute(name=endpoint.field.attribute, value=endpoint.url)
            for endpoint in self.endpoints
        )
        return (*endpoints, *self.attributes)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to know before using it."""
        return (*self.kind.notices, *self.notices)

    @property
    def remarks(self) -> tuple[str | DocumentText, ...]:
        """What the docstring of its manager says beyond the summary."""
        return (*self.warnings, *self.descriptions)

    @property
    def exports(self) -> tuple[Identifier, ...]:
        """What its module offers, in the order of an import."""
        names = self.names
        enums = (names.scope_enum,) if self.kind.oauth else ()
        made = [*enums, names.manager, names.credentials]
        return tuple(sorted(made, key=in_import))

    @property
    def descriptions(self) -> tuple[DocumentText, ...]:
        """The description, if there is one: for pages to loop over."""
        return (self.description,) if self.description else ()

    @property
    def scopes_declared(self) -> str:
        """For people: how many scopes there are, above a table if there are any."""
        declare = f"The document {self._declares}"
        match len(self.scopes):
            case 0:
                return f"{declare} none."
            case 1:
                return f"{declare} one:"
            case count:
                return f"{declare} {count}:"

    @property
    def scopes_summary(self) -> str:
        """The docstring of the enumeration, without what it says of each scope."""
        if not self.scopes:
            return f"For scopes, of which the document {self._declares} none."
        return f"The scopes that the document {self._declares}."

    @property
    def _declares(self) -> str:
        # OpenID Connect schemes list no scopes; those of operations are taken.
        return "asks for" if self.kind is OPEN_ID_CONNECT else "declares"

    @property
    def scope_tables(self) -> tuple[tuple[Scope, ...], ...]:
        """One table of scopes, or none."""
        return (self.scopes,) if self.scopes else ()

    @property
    def example_scopes(self) -> tuple[Scope, ...]:
        """What the examples on the pages ask for."""
        return self.scopes[:2]

    @property
    def example_imports(self) -> tuple[Identifier, ...]:
        """What the examples need beside the client."""
        enums = (self.names.scope_enum,) if self.scopes else ()
        return (*enums, self.names.credentials)

    @property
    def page_imports(self) -> tuple[str, ...]:
        """The same for the page of the scheme."""
        tokens = ("OAuthToken",) if self.kind.oauth else ()
        return (*self.example_imports, *tokens)

    @property
    def example_arguments(self) -> Iterator[tuple[str, str | tuple[str, ...]]]:
        """Keywords of the credentials with literals; a tuple stands for a list."""
        replaced = {
            endpoint.field.keyword: f'"{endpoint.field.example}"'
            for endpoint in self.endpoints
            if not endpoint.usable
        }
        for one in self.kind.fields:
            if one.name == "o_auth_scopes" and self.scopes:
                enum = self.names.scope_enum
                yield one.name, tuple(f"{enum}.{s.member}" for s in self.example_scopes)
            elif example := one.example or replaced.get(one.name):
                yield one.name, example

    @property
    def main_fields(self) -> tuple[Field, ...]:
        """What most programs give, for the table of credentials."""
        return tuple(one for one in self.kind.fields if not one.optional)

    @property
    def credentials(self) -> tuple[Row, ...]:
        """The table of credentials."""
        return tuple(
            Row(
                name=one.label,
                getter=one.name,
                type=one.type.format(scope_enum=self.names.scope_enum),
                meaning=_sentence_case(one.meaning),
            )
            for one in self.main_fields
        )

    @property
    def variables(self) -> tuple[Row, ...]:
        """The environment variables that `from_environment()` reads."""
        return tuple(
            Row(
                name=f"{self.names.environment_prefix}_{one.name.upper()}",
                meaning=one.variable or one.meaning,
            )
            for one in self.kind.fields
            if one.variable is not None
        )


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
