"""Schemes that are not `oauth2`: keys, HTTP authentication, certificates, OpenID."""

from __future__ import annotations

from ..document import Scalar
from ..errors import quoted
from ..kinds import (
    API_KEY_COOKIE,
    API_KEY_HEADER,
    API_KEY_QUERY,
    DISCOVERY_URL,
    HTTP_AUTHORIZATION,
    HTTP_BASIC,
    HTTP_BEARER,
    HTTP_DIGEST,
    MUTUAL_TLS,
    OPEN_ID_CONNECT,
    Kind,
    Location,
)
from ..model import (
    Attribute,
    Carrier,
    DeclaredScheme,
    Detail,
    DocumentText,
)
from .entry import Entry
from .extensions import is_signed
from .headers import is_cookie_of_a_key, is_header_of_a_key, is_http_scheme

_API_KEYS: dict[Location, Kind] = {
    "header": API_KEY_HEADER,
    "query": API_KEY_QUERY,
    "cookie": API_KEY_COOKIE,
}
_HTTP = {"basic": HTTP_BASIC, "bearer": HTTP_BEARER, "digest": HTTP_DIGEST}


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
    return entry.declared(
        entry.scheme(
            _API_KEYS[location],
            carrier=Carrier(location=location, name=DocumentText(name.text)),
            attributes=(_attribute("parameter", name.text),),
        )
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
    return _computed_elsewhere(entry, "AWS4-HMAC-SHA256")


def _computed_elsewhere(entry: Entry, scheme: str) -> DeclaredScheme:
    """A header whose value another library makes."""
    attribute = _attribute("authentication_scheme", scheme)
    return entry.declared(entry.scheme(HTTP_AUTHORIZATION, attributes=(attribute,)))


def basic(entry: Entry) -> DeclaredScheme:
    """Swagger 2.0's `basic`."""
    return entry.declared(entry.scheme(HTTP_BASIC))


def http(entry: Entry) -> DeclaredScheme:
    """An `http` scheme: one of the three that have code of their own, or any other."""
    scheme = entry.required("scheme", "add `scheme: bearer`, or another one")
    if scheme is None or not is_http_scheme(entry.context, scheme, entry.what):
        return entry.declared()
    # RFC 9110, section 11.1: the name is case-insensitive.
    kind = _HTTP.get(scheme.text.lower())
    if kind is not None:
        return entry.declared(entry.scheme(kind, details=_bearer_format(entry)))
    entry.context.warn(
        scheme.place,
        "unknown-http-scheme",
        f"{entry.what}: how {quoted(scheme.text)} makes its credentials is not known",
        "the client takes the whole value of the header Authorization, and sends it",
    )
    return _computed_elsewhere(entry, scheme.text)


def _bearer_format(entry: Entry) -> tuple[Detail, ...]:
    # A hint for people (OpenAPI, Security Scheme Object), and nothing to check.
    form = entry.mapping.get("bearerFormat")
    if isinstance(form, Scalar) and form.text:
        return (Detail(label="Form of the token", text=DocumentText(form.text)),)
    return ()


def mutual_tls(entry: Entry) -> DeclaredScheme:
    """A certificate that the connection shows, and no request carries."""
    return entry.declared(entry.scheme(MUTUAL_TLS, carrier=None))


def open_id_connect(entry: Entry) -> DeclaredScheme:
    """OpenID Connect, whose endpoints are discovered when the program asks."""
    entry.required("openIdConnectUrl", "add `openIdConnectUrl: https://...`")
    url = entry.endpoint(DISCOVERY_URL, entry.mapping)
    if url is None:
        return entry.declared()
    return entry.declared(entry.scheme(OPEN_ID_CONNECT, endpoints=(url,)))


def _attribute(name: str, value: str) -> Attribute:
    return Attribute(name=name, value=DocumentText(value))
