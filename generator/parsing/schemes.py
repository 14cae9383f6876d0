"""Security schemes: `components.securitySchemes`, and 2.0's `securityDefinitions`."""

from __future__ import annotations

from ..document import Mapping, Node, Scalar, reference_of
from ..errors import quoted
from ..model import (
    ApiKeyScheme,
    DeclaredFlow,
    DeclaredScheme,
    DocumentText,
    ImplicitScheme,
    Scope,
)
from ..naming import Namer, scope_members
from .context import Context
from .headers import is_header_of_a_key
from .scopes import scopes_of
from .urls import endpoint

_TYPES = frozenset(["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS", "basic"])
_FLOWS_3 = frozenset(
    "implicit password clientCredentials authorizationCode deviceAuthorization".split()
)
_URLS = ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl")
_FACTS = ("name", "in", "scheme", "bearerFormat", "openIdConnectUrl")
_FLOWS_2 = frozenset(["implicit", "password", "application", "accessCode"])


def schemes_of(root: Mapping, context: Context) -> Mapping | None:
    """The mapping of all schemes, wherever this version keeps it."""
    if context.version == "2.0":
        return context.mapping(root.get("securityDefinitions"), "securityDefinitions")
    components = context.mapping(root.get("components"), "components")
    if components is None:
        return None
    schemes = components.get("securitySchemes")
    return context.mapping(schemes, "components.securitySchemes")


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
        description = self._description(node, mapping, what)
        match kind:
            case "oauth2":
                return self._oauth2(key, mapping, description, what)
            case "apiKey":
                return self._api_key(key, mapping, description, what)
            case None:
                return _declared(key, "", mapping)
            case _:
                self._not_supported(key, f"{what}: type {kind} is")
                return _declared(key, kind, mapping)

    def _type(self, key: Scalar, mapping: Mapping, what: str) -> str | None:
        kind = self._context.text(mapping, "type", what)
        if kind is None:
            if mapping.get("type") is None:
                self._context.error(
                    key.place,
                    "missing-type",
                    f"{what} has no type",
                    f"add `type:`, one of {', '.join(sorted(_TYPES))}",
                )
            return None
        if kind.text in _TYPES:
            return kind.text
        self._context.error(
            kind.place,
            "unknown-type",
            f"{what}: there is no type {quoted(kind.text)}",
            f"use one of {', '.join(sorted(_TYPES))}",
        )
        return None

    def _description(self, node: Node, mapping: Mapping, what: str) -> str:
        # From 3.1 on, a Reference Object's own description overrides the target's.
        if reference_of(node) and self._context.version in ("3.1", "3.2"):
            assert isinstance(node, Mapping)
            if node.get("description") is not None:
                return self._context.description(node, what)
        return self._context.description(mapping, what)

    def _oauth2(
        self, key: Scalar, mapping: Mapping, description: str, what: str
    ) -> DeclaredScheme:
        flows: list[DeclaredFlow] = []
        generated: ImplicitScheme | None = None
        for name, flow in self._flows(key, mapping, what).items():
            scopes = scopes_of(self._context, flow, name, what)
            flows.append(
                DeclaredFlow(name=name, urls=_texts(flow, _URLS), scopes=tuple(scopes))
            )
            if name == "implicit":
                generated = self._implicit(key, flow, scopes, description, what)
            else:
                self._not_supported(key, f"{what}: the {name} flow is")
        return DeclaredScheme(
            name=key.text,
            type="oauth2",
            facts=(),
            flows=tuple(flows),
            generated=generated,
        )

    def _flows(self, key: Scalar, mapping: Mapping, what: str) -> dict[str, Mapping]:
        """Each flow with the mapping that describes it."""
        if self._context.version == "2.0":
            return self._flow_of_version_2(key, mapping, what)
        flows = self._context.mapping(mapping.get("flows"), f"{what}: flows")
        if flows is None:
            if mapping.get("flows") is None:
                old = mapping.keys.get("flow")
                self._context.error(
                    (old or key).place,
                    "missing-flows",
                    f"{what} has no flows",
                    "write `flows:` with a mapping per flow; `flow:` is of Swagger 2.0",
                )
            return {}
        found: dict[str, Mapping] = {}
        for name, node in flows.items():
            if name.text not in _FLOWS_3:
                self._unknown_flow(name, what, _FLOWS_3)
            elif flow := self._context.mapping(node, f"{what}: the {name.text} flow"):
                found[name.text] = flow
        return found

    def _flow_of_version_2(
        self, key: Scalar, mapping: Mapping, what: str
    ) -> dict[str, Mapping]:
        flow = self._context.text(mapping, "flow", what)
        if flow is None:
            self._context.error(
                key.place,
                "missing-flow",
                f"{what} has no flow",
                f"add `flow:`, one of {', '.join(sorted(_FLOWS_2))}",
            )
            return {}
        if flow.text not in _FLOWS_2:
            self._unknown_flow(flow, what, _FLOWS_2, error=True)
            return {}
        return {flow.text: mapping}

    def _unknown_flow(
        self, name: Scalar, what: str, known: frozenset[str], *, error: bool = False
    ) -> None:
        if name.text.startswith("x-"):
            return
        complain = self._context.error if error else self._context.warn
        complain(
            name.place,
            "unknown-flow",
            f"{what}: there is no flow {quoted(name.text)}",
            f"use one of {', '.join(sorted(known))}",
        )

    def _implicit(
        self,
        key: Scalar,
        flow: Mapping,
        scopes: list[tuple[str, str]],
        description: str,
        what: str,
    ) -> ImplicitScheme | None:
        url = self._context.text(flow, "authorizationUrl", what)
        if url is None:
            if flow.get("authorizationUrl") is None:
                where = "the scheme" if self._context.version == "2.0" else "the flow"
                self._context.error(
                    flow.place,
                    "missing-authorization-url",
                    f"{what}: the implicit flow needs an authorizationUrl",
                    f"add `authorizationUrl: https://...` to {where}",
                )
            return None
        if (refresh := flow.keys.get("refreshUrl")) is not None:
            self._context.warn(
                refresh.place,
                "refresh-url-ignored",
                f"{what}: the implicit flow has no refresh (RFC 6749, section 4.2.2)",
                "remove refreshUrl, or move to the authorizationCode flow",
            )
        names = self._namer.scheme(key.text)
        members = scope_members(scope for scope, _ in scopes)
        return ImplicitScheme(
            title=DocumentText(key.text),
            description=DocumentText(description),
            names=names,
            page=self._namer.implicit_page(names),
            authorization=endpoint(
                self._context, url, f"{what}: its authorizationUrl", self._base
            ),
            scopes=tuple(
                Scope(
                    member=member,
                    value=DocumentText(value),
                    description=DocumentText(prose),
                )
                for member, (value, prose) in zip(members, scopes, strict=True)
            ),
        )

    def _api_key(
        self, key: Scalar, mapping: Mapping, description: str, what: str
    ) -> DeclaredScheme:
        header = self._context.text(mapping, "name", what)
        location = self._context.text(mapping, "in", what)
        for field, value in (("name", header), ("in", location)):
            if value is None and mapping.get(field) is None:
                self._context.error(
                    key.place,
                    f"missing-{field}",
                    f"{what}: an apiKey scheme needs `{field}`",
                    "add `name:`, the header's name, and `in: header`",
                )
        generated: ApiKeyScheme | None = None
        if header is not None and location is not None:
            match location.text:
                case "header":
                    if is_header_of_a_key(self._context, header, what):
                        generated = ApiKeyScheme(
                            title=DocumentText(key.text),
                            description=DocumentText(description),
                            names=self._namer.scheme(key.text),
                            header=DocumentText(header.text),
                        )
                case "query" | "cookie":
                    self._not_supported(key, f"{what}: a key in the {location.text} is")
                case unknown:
                    self._context.error(
                        location.place,
                        "unknown-location",
                        f"{what}: a key cannot travel in {quoted(unknown)}",
                        "use one of header, query, cookie",
                    )
        return _declared(key, "apiKey", mapping, generated)

    def _not_supported(self, key: Scalar, what: str) -> None:
        self._context.warn(
            key.place,
            "not-supported-yet",
            f"{what} not supported yet",
            "the other schemes of the document are generated",
        )


def _declared(
    key: Scalar, kind: str, mapping: Mapping, generated: ApiKeyScheme | None = None
) -> DeclaredScheme:
    return DeclaredScheme(
        name=key.text,
        type=kind,
        facts=_texts(mapping, _FACTS),
        flows=(),
        generated=generated,
    )


def _texts(mapping: Mapping, fields: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The fields that are there, with their text."""
    found = ((field, mapping.get(field)) for field in fields)
    return tuple((name, node.text) for name, node in found if isinstance(node, Scalar))


def _looks_like_a_scheme(node: Node) -> bool:
    """`x-api-key` is a likely name of a scheme, and also the form of an extension."""
    return isinstance(node, Mapping) and bool(node.keys.keys() & {"type", "$ref"})
