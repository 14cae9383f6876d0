"""One security scheme, as it stands in the document."""

from __future__ import annotations

from typing import NamedTuple

from ..document import Mapping, Scalar
from ..kinds import EndpointField, Kind
from ..model import (
    Attribute,
    Carrier,
    DeclaredFlow,
    DeclaredScheme,
    Detail,
    DocumentText,
    Endpoint,
    Scheme,
    Scope,
)
from ..naming import Namer, SchemeNames
from .context import Context
from .urls import endpoint

_FACTS = (
    *("name", "in", "scheme", "bearerFormat", "openIdConnectUrl"),
    *("oauth2MetadataUrl", "deprecated"),
)

AUTHORIZATION = Carrier(location="header", name=DocumentText("Authorization"))


class Entry(NamedTuple):
    """A scheme that is being read: where it stands, and what every kind needs of it."""

    context: Context
    namer: Namer
    base: str | None
    """What relative URLs start from."""
    key: Scalar
    mapping: Mapping
    what: str
    """How messages call it."""
    type: str
    description: str
    notices: tuple[str, ...]
    """What its pages say of it, in our words."""

    def scheme(
        self,
        kind: Kind,
        *,
        names: SchemeNames | None = None,
        first: SchemeNames | None = None,
        carrier: Carrier | None = AUTHORIZATION,
        attributes: tuple[Attribute, ...] = (),
        endpoints: tuple[Endpoint, ...] = (),
        scopes: tuple[Scope, ...] = (),
        details: tuple[Detail, ...] = (),
    ) -> Scheme:
        """What templates see. `names` are its own, `first` those of its first flow."""
        names = names or self.namer.scheme(self.key.text, kind)
        return Scheme(
            title=DocumentText(self.key.text),
            description=DocumentText(self.description),
            kind=kind,
            names=names,
            key=(first or names).attribute,
            carrier=carrier,
            attributes=attributes,
            endpoints=endpoints,
            scopes=scopes,
            notices=self.notices,
            details=details,
        )

    def declared(
        self, *generated: Scheme, flows: tuple[DeclaredFlow, ...] = ()
    ) -> DeclaredScheme:
        """The scheme for `inspect`, and for what operations ask."""
        return DeclaredScheme(
            name=self.key.text,
            type=self.type,
            facts=self.texts(self.mapping, _FACTS),
            flows=flows,
            generated=generated,
            place=self.key.place,
        )

    def texts(
        self, mapping: Mapping, fields: tuple[str, ...]
    ) -> tuple[tuple[str, str], ...]:
        """The fields that are there, with their text."""
        found = ((field, mapping.get(field)) for field in fields)
        return tuple(
            (name, node.text) for name, node in found if isinstance(node, Scalar)
        )

    def required(self, field: str, advice: str) -> Scalar | None:
        """A field without which the scheme means nothing; an error where it is not."""
        value = self.context.text(self.mapping, field, self.what)
        if value is None and self.mapping.get(field) is None:
            self.context.error(
                self.key.place,
                f"missing-{kebab(field)}",
                f"{self.what}: {a(self.type)} scheme needs `{field}`",
                advice,
            )
        return value

    def endpoint(self, field: EndpointField, mapping: Mapping) -> Endpoint | None:
        """The URL in a field, if there is one."""
        written = self.context.text(mapping, field.name, self.what)
        if written is None:
            return None
        return endpoint(self.context, field, written, self.what, self.base)


def kebab(field: str) -> str:
    """`authorization-url` for `authorizationUrl`: the codes of problems."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in field)


def a(word: str) -> str:
    """A word with its article."""
    return f"an {word}" if word[0] in "aeio" else f"a {word}"
