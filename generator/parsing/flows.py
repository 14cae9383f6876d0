"""The flows of an `oauth2` scheme (OpenAPI, OAuth Flows Object)."""

from __future__ import annotations

from typing import NamedTuple

from ..document import Mapping, Scalar
from ..errors import quoted
from ..kinds import (
    AUTHORIZATION_CODE,
    CLIENT_CREDENTIALS,
    DEVICE_AUTHORIZATION,
    IMPLICIT,
    METADATA_URL,
    PASSWORD,
    EndpointField,
    Kind,
)
from ..model import DeclaredFlow, DeclaredScheme, Endpoint, Scheme
from .entry import Entry, a, kebab
from .extensions import details_of, warn_of_extensions
from .scopes import enumerated, scopes_of

_KIND_OF_FLOW = {
    "implicit": IMPLICIT,
    "password": PASSWORD,
    "clientCredentials": CLIENT_CREDENTIALS,
    "application": CLIENT_CREDENTIALS,
    "authorizationCode": AUTHORIZATION_CODE,
    "accessCode": AUTHORIZATION_CODE,
    "deviceAuthorization": DEVICE_AUTHORIZATION,
}
_FLOWS_3_0 = ("implicit", "password", "clientCredentials", "authorizationCode")
_FLOWS_OF_VERSION = {
    "2.0": ("implicit", "password", "application", "accessCode"),
    "3.0": _FLOWS_3_0,
    "3.1": _FLOWS_3_0,
    "3.2": (*_FLOWS_3_0, "deviceAuthorization"),
}
_URLS = ("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl")


class _Flow(NamedTuple):
    """A flow that the document declares."""

    name: str
    mapping: Mapping
    scopes: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> Kind:
        return _KIND_OF_FLOW[self.name]


def oauth2(entry: Entry) -> DeclaredScheme:
    """The scheme with a manager for each of its flows; the first has its bare names."""
    flows = [
        _Flow(
            name=name,
            mapping=mapping,
            scopes=tuple(scopes_of(entry.context, mapping, name, entry.what)),
        )
        for name, mapping in _flows(entry).items()
    ]
    generated: list[Scheme] = []
    for flow in flows:
        scheme = _generated(entry, flow, generated[0] if generated else None)
        if scheme is not None:
            generated.append(scheme)
    declared = (
        DeclaredFlow(
            name=flow.name, urls=entry.texts(flow.mapping, _URLS), scopes=flow.scopes
        )
        for flow in flows
    )
    return entry.declared(*generated, flows=tuple(declared))


def _flows(entry: Entry) -> dict[str, Mapping]:
    """Each flow with the mapping that describes it."""
    if entry.context.version == "2.0":
        return _flow_of_version_2(entry)
    flows = entry.context.mapping(entry.mapping.get("flows"), f"{entry.what}: flows")
    if flows is None:
        if entry.mapping.get("flows") is None:
            old = entry.mapping.keys.get("flow")
            entry.context.error(
                (old or entry.key).place,
                "missing-flows",
                f"{entry.what} has no flows",
                "write `flows:` with a mapping per flow; `flow:` is of Swagger 2.0",
            )
        return {}
    found: dict[str, Mapping] = {}
    for name, node in flows.items():
        if name.text not in _FLOWS_OF_VERSION[entry.context.version]:
            _unknown_flow(entry, name)
        elif flow := entry.context.mapping(node, f"{entry.what}: the {name.text} flow"):
            found[name.text] = flow
    return found


def _flow_of_version_2(entry: Entry) -> dict[str, Mapping]:
    known = _FLOWS_OF_VERSION["2.0"]
    flow = entry.context.text(entry.mapping, "flow", entry.what)
    if flow is None:
        entry.context.error(
            entry.key.place,
            "missing-flow",
            f"{entry.what} has no flow",
            f"add `flow:`, one of {', '.join(sorted(known))}",
        )
        return {}
    if flow.text not in known:
        _unknown_flow(entry, flow)
        return {}
    return {flow.text: entry.mapping}


def _unknown_flow(entry: Entry, name: Scalar) -> None:
    if name.text.startswith("x-"):
        return
    version = entry.context.version
    # In 2.0 a scheme is its flow; from 3.0 on there may be others beside it.
    complain = entry.context.error if version == "2.0" else entry.context.warn
    complain(
        name.place,
        "unknown-flow",
        f"{entry.what}: there is no flow {quoted(name.text)} in OpenAPI {version}",
        f"use one of {', '.join(sorted(_FLOWS_OF_VERSION[version]))}",
    )


def _generated(entry: Entry, flow: _Flow, first: Scheme | None) -> Scheme | None:
    kind = flow.kind
    _warn_of(entry, flow, kind)
    endpoints = _endpoints(entry, flow, kind)
    if endpoints is None:
        return None
    names = entry.namer.further_flow(first.names, kind) if first else None
    return entry.scheme(
        kind,
        names=names,
        first=first.names if first else None,
        endpoints=endpoints,
        scopes=enumerated(flow.scopes, entry.namer),
        details=details_of(entry.context, flow.mapping, entry.mapping),
    )


def _endpoints(entry: Entry, flow: _Flow, kind: Kind) -> tuple[Endpoint, ...] | None:
    """The flow's URLs; None, and an error, where one is missing."""
    endpoints: list[Endpoint] = []
    complete = True
    for field in kind.endpoints:
        mapping = entry.mapping if field is METADATA_URL else flow.mapping
        if field is METADATA_URL and entry.context.version != "3.2":
            continue
        if (endpoint := entry.endpoint(field, mapping)) is not None:
            endpoints.append(endpoint)
        elif field.required:
            complete = False
            _missing(entry, flow, field)
    return tuple(endpoints) if complete else None


def _missing(entry: Entry, flow: _Flow, field: EndpointField) -> None:
    if flow.mapping.get(field.name) is None:
        where = "the scheme" if entry.context.version == "2.0" else "the flow"
        entry.context.error(
            flow.mapping.place,
            f"missing-{kebab(field.name)}",
            f"{entry.what}: the {flow.name} flow needs {a(field.name)}",
            f"add `{field.name}: https://...` to {where}",
        )


def _warn_of(entry: Entry, flow: _Flow, kind: Kind) -> None:
    """What is odd about a flow, and what is risky."""
    warn_of_extensions(entry.context, flow.mapping, entry.what)
    refresh = flow.mapping.keys.get("refreshUrl")
    if kind is IMPLICIT and refresh is not None:
        entry.context.warn(
            refresh.place,
            "refresh-url-ignored",
            f"{entry.what}: the implicit flow has no refresh (RFC 6749, section 4.2.2)",
            "remove refreshUrl, or move to the authorizationCode flow",
        )
    if kind is PASSWORD:
        entry.context.warn(
            flow.mapping.place,
            "password-flow",
            f"{entry.what}: the password flow must not be used (RFC 9700, section 2.4)",
            "offer authorizationCode with PKCE, which keeps passwords with the server; "
            "this flow is generated all the same",
        )
