"""Security schemes: `components.securitySchemes`, and 2.0's `securityDefinitions`."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..document import Mapping, Node, Scalar, reference_of
from ..errors import quoted
from ..model import DeclaredScheme, Version
from ..naming import Namer
from .context import Context
from .entry import Entry
from .extensions import warn_of_extensions
from .flows import oauth2
from .plain import api_key, basic, http, mutual_tls, open_id_connect

_READERS: dict[str, Callable[[Entry], DeclaredScheme]] = {
    "apiKey": api_key,
    "basic": basic,
    "http": http,
    "mutualTLS": mutual_tls,
    "oauth2": oauth2,
    "openIdConnect": open_id_connect,
}
_TYPES_3_0 = ("apiKey", "http", "oauth2", "openIdConnect")
_TYPES: dict[Version, tuple[str, ...]] = {
    "2.0": ("apiKey", "basic", "oauth2"),
    "3.0": _TYPES_3_0,
    "3.1": (*_TYPES_3_0, "mutualTLS"),
    "3.2": (*_TYPES_3_0, "mutualTLS"),
}

_FIELDS_2 = ("flow", "authorizationUrl", "tokenUrl", "scopes")
_FIELDS_3_0 = ("flows", "scheme", "bearerFormat", "openIdConnectUrl")
_FIELDS_3_2 = ("oauth2MetadataUrl", "deprecated")
_FIELDS_OF_OTHERS: dict[Version, tuple[str, ...]] = {
    "2.0": (*_FIELDS_3_0, *_FIELDS_3_2),
    "3.0": (*_FIELDS_2, *_FIELDS_3_2),
    "3.1": (*_FIELDS_2, *_FIELDS_3_2),
    "3.2": _FIELDS_2,
}
"""What other versions have on a scheme, and this one does not know."""

# OpenAPI 3.0 to 3.2, Components Object.
_KEY = re.compile(r"[A-Za-z0-9._-]+")

_DEPRECATED = (
    "The document calls this scheme deprecated: if there is another one, use that."
)


def schemes_of(root: Mapping, context: Context) -> Mapping | None:
    """The mapping of all schemes, wherever this version keeps it."""
    if context.version == "2.0":
        what, parent = "securityDefinitions", root
    else:
        what = "components.securitySchemes"
        components = context.mapping(root.get("components"), "components")
        if components is None:
            return None
        parent = components
    schemes = context.mapping(parent.get(what.rpartition(".")[2]), what)
    return schemes if schemes and _has_names(context, schemes, what) else None


def _has_names(context: Context, schemes: Mapping, what: str) -> bool:
    """Whether it is not a scheme itself, which is an error."""
    kind = schemes.get("type")
    if not isinstance(kind, Scalar) or kind.text not in _READERS:
        return True
    context.error(
        schemes.keys["type"].place,
        "scheme-without-name",
        f"{what} must map names to security schemes, and this is one scheme",
        "write a name above it, such as `login:`, and indent the scheme below",
    )
    return False


class SchemeParser:
    """Turns scheme after scheme into what templates see."""

    def __init__(self, context: Context, namer: Namer, base: str | None) -> None:
        self._context = context
        self._namer = namer
        self._base = base

    def parse(self, key: Scalar, node: Node) -> DeclaredScheme | None:
        """One entry; None where it is no scheme. Complaints go to the context."""
        if key.text.startswith("x-") and not _looks_like_a_scheme(node):
            return None
        what = f"security scheme {quoted(key.text)}"
        mapping = self._context.mapping(node, what)
        if mapping is None:
            return None
        kind = self._type(key, mapping, what)
        self._warn_of_names(key, node, what)
        self._warn_of_other_versions(mapping, what)
        warn_of_extensions(self._context, mapping, what)
        entry = Entry(
            context=self._context,
            namer=self._namer,
            base=self._base,
            key=key,
            mapping=mapping,
            what=what,
            type=kind or "",
            description=self._description(node, mapping, what),
            notices=self._notices(key, mapping, what),
        )
        known = kind in _TYPES[self._context.version]
        return _READERS[entry.type](entry) if known else entry.declared()

    def _type(self, key: Scalar, mapping: Mapping, what: str) -> str | None:
        version = self._context.version
        types = ", ".join(_TYPES[version])
        kind = self._context.text(mapping, "type", what)
        if kind is None:
            if mapping.get("type") is None:
                self._context.error(
                    key.place,
                    "missing-type",
                    f"{what} has no type",
                    f"add `type:`, one of {types}",
                )
            return None
        if kind.text in _READERS:
            if kind.text not in _TYPES[version]:
                self._context.warn(
                    kind.place,
                    "type-of-another-version",
                    f"{what}: OpenAPI {version} has no type {kind.text}",
                    f"use one of {types}; this scheme is left out",
                )
            return kind.text
        self._context.error(
            kind.place,
            "unknown-type",
            f"{what}: there is no type {quoted(kind.text)}",
            f"use one of {types}",
        )
        return None

    def _description(self, node: Node, mapping: Mapping, what: str) -> str:
        # From 3.1 on, a Reference Object's own description overrides the target's.
        if reference_of(node) and self._context.version in ("3.1", "3.2"):
            assert isinstance(node, Mapping)
            if node.get("description") is not None:
                return self._context.description(node, what)
        return self._context.description(mapping, what)

    def _notices(self, key: Scalar, mapping: Mapping, what: str) -> tuple[str, ...]:
        deprecated = mapping.get("deprecated")
        if self._context.version != "3.2" or not isinstance(deprecated, Scalar):
            return ()
        if deprecated.text.lower() != "true":
            return ()
        self._context.warn(
            key.place,
            "deprecated-scheme",
            f"{what} is deprecated",
            "its pages say so; if there is another scheme, use that",
        )
        return (_DEPRECATED,)

    def _warn_of_names(self, key: Scalar, node: Node, what: str) -> None:
        reference = reference_of(node)
        if self._context.version == "2.0" and reference is not None:
            self._context.warn(
                reference.place,
                "undefined-reference",
                f"{what} is a $ref, which Swagger 2.0 does not define here",
                "write the scheme itself; the reference is followed all the same",
            )
        if self._context.version != "2.0" and not _KEY.fullmatch(key.text):
            self._context.warn(
                key.place,
                "scheme-name",
                f"{what}: OpenAPI allows no such name",
                "use letters, digits, dots, - and _; a name like that is derived",
            )

    def _warn_of_other_versions(self, mapping: Mapping, what: str) -> None:
        others = _FIELDS_OF_OTHERS[self._context.version]
        found = [key for name, key in mapping.keys.items() if name in others]
        if found:
            names = ", ".join(key.text for key in found)
            self._context.warn(
                found[0].place,
                "field-of-another-version",
                f"{what}: OpenAPI {self._context.version} does not know {names} there",
                "write it as this version does, or correct the version; it is ignored",
            )


def _looks_like_a_scheme(node: Node) -> bool:
    """`x-api-key` is a likely name of a scheme, and also the form of an extension."""
    return isinstance(node, Mapping) and bool(node.keys.keys() & {"type", "$ref"})
