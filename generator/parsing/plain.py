"""Schemes that are not `oauth2`: keys, HTTP authentication, certificates, OpenID."""

from __future__ import annotations

from ..document import Scalar
from ..errors import quoted
from ..kinds import DISCOVERY_URL, KINDS, Location
from ..model import (
    Attribute,
    Carrier,
    DeclaredScheme,
    Detail,
    DocumentText,
    Endpoint,
)
from .entry import AUTHORIZATION, Entry
from .extensions import is_signed
from .headers import is_cookie_of_a_key, is_header_of_a_key, is_http_scheme

_HTTP = {"basic": "http_basic", "bearer": "http_bearer", "digest": "http_digest"}


def api_key(entry: Entry) -> DeclaredScheme:
    """An `apiKey`: in a header, in the query, or in a cookie."""
    advice = "add `name:`, the header's name, and `in: header`"
    name = entry.required("name", advice)
    location = entry.required("in", advice)
    if name is None or location is None:
        return entry.declared()
    if is_signed(entry.mapping):
        return _signed(entry)
    version_2 = entry.context.version == "2.0"
    match location.text:
        case "header":
            usable = is_header_of_a_key(entry.context, name, entry.what)
            return _key(entry, "header", name) if usable else entry.declared()
        case "query":
            return _key(entry, "query", name)
        case "cookie" if not version_2:
            usable = is_cookie_of_a_key(entry.context, name, entry.what)
            return _key(entry, "cookie", name) if usable else entry.declared()
        case unknown:
            entry.context.error(
                location.place,
                "unknown-location",
                f"{entry.what}: a key cannot travel in {quoted(unknown)}",
                f"use one of header, query{'' if version_2 else ', cookie'}",
            )
            return entry.declared()


def _key(entry: Entry, location: Location, name: Scalar) -> DeclaredScheme:
    if not name.text:
        entry.context.error(
            name.place,
            "missing-name",
            f"{entry.what}: an apiKey scheme needs `name`",
            "write the name of the header, the query parameter or the cookie",
        )
        return entry.declared()
    return _declared(
        entry,
        f"api_key_{location}",
        f"a key in the {location} is",
        carrier=Carrier(location=location, name=DocumentText(name.text)),
        attributes=(_attribute("parameter", name),),
    )


def _signed(entry: Entry) -> DeclaredScheme:
    entry.context.warn(
        entry.key.place,
        "request-signing",
        f"{entry.what}: requests are signed (AWS Signature Version 4), and no key is "
        "sent",
        "sign each request with Amazon's SDK, and give the client the value of the "
        "header Authorization",
    )
    scheme = Attribute(
        name="authentication_scheme", value=DocumentText("AWS4-HMAC-SHA256")
    )
    return _declared(
        entry, "http_authorization", "request signing is", attributes=(scheme,)
    )


def basic(entry: Entry) -> DeclaredScheme:
    """Swagger 2.0's `basic`."""
    return _declared(entry, "http_basic", "HTTP Basic is")


def http(entry: Entry) -> DeclaredScheme:
    """An `http` scheme: one of the three that have code of their own, or any other."""
    scheme = entry.required("scheme", "add `scheme: bearer`, or another one")
    if scheme is None or not is_http_scheme(entry.context, scheme, entry.what):
        return entry.declared()
    called = f"the HTTP scheme {quoted(scheme.text)} is"
    # RFC 9110, section 11.1: the name is case-insensitive.
    key = _HTTP.get(scheme.text.lower())
    if key is not None:
        return _declared(entry, key, called, details=_bearer_format(entry))
    entry.context.warn(
        scheme.place,
        "unknown-http-scheme",
        f"{entry.what}: how {quoted(scheme.text)} makes its credentials is not known",
        "the client takes the whole value of the header Authorization, and sends it",
    )
    return _declared(
        entry,
        "http_authorization",
        called,
        attributes=(_attribute("authentication_scheme", scheme),),
    )


def _bearer_format(entry: Entry) -> tuple[Detail, ...]:
    # A hint for people (OpenAPI, Security Scheme Object), and nothing to check.
    form = entry.mapping.get("bearerFormat")
    if isinstance(form, Scalar) and form.text:
        return (Detail(label="Form of the token", text=DocumentText(form.text)),)
    return ()


def mutual_tls(entry: Entry) -> DeclaredScheme:
    """A certificate that the connection shows, and no request carries."""
    return _declared(entry, "mutual_tls", "mutual TLS is", carrier=None)


def open_id_connect(entry: Entry) -> DeclaredScheme:
    """OpenID Connect, whose endpoints are discovered when the program asks."""
    entry.required("openIdConnectUrl", "add `openIdConnectUrl: https://...`")
    url = entry.endpoint(DISCOVERY_URL, entry.mapping)
    if url is None:
        return entry.declared()
    return _declared(entry, "open_id_connect", "OpenID Connect is", endpoints=(url,))


def _attribute(name: str, value: Scalar) -> Attribute:
    return Attribute(name=name, value=DocumentText(value.text))


def _declared(
    entry: Entry,
    kind: str,
    called: str,
    *,
    carrier: Carrier | None = AUTHORIZATION,
    attributes: tuple[Attribute, ...] = (),
    endpoints: tuple[Endpoint, ...] = (),
    details: tuple[Detail, ...] = (),
) -> DeclaredScheme:
    if kind not in KINDS:
        entry.context.not_supported(entry.key, f"{entry.what}: {called}")
        return entry.declared()
    return entry.declared(
        entry.scheme(
            KINDS[kind],
            carrier=carrier,
            attributes=attributes,
            endpoints=endpoints,
            details=details,
        )
    )
