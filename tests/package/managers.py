"""A manager of every scheme whose credential is given, as a package would have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from templates._auth.api_key import (
    ApiKeyCookie,
    ApiKeyHeader,
    ApiKeyQuery,
    KeyCredentials,
)
from templates._auth.http_authorization import (
    HttpAuthorization,
    HttpAuthorizationCredentials,
)
from templates._auth.http_basic import HttpBasic, HttpBasicCredentials
from templates._auth.http_bearer import HttpBearer, HttpBearerCredentials

SECRET = "TREASURE"


class HeaderKeyCredentials(KeyCredentials):
    __slots__ = ()

    environment_prefix = "HEADER_KEY"


class HeaderKey(ApiKeyHeader):
    scheme = "header_key"
    parameter = "X-Key"


class QueryKeyCredentials(KeyCredentials):
    __slots__ = ()

    environment_prefix = "QUERY_KEY"


class QueryKey(ApiKeyQuery):
    """Its name has to be percent-encoded."""

    scheme = "query_key"
    parameter = "key&name"


class CookieKeyCredentials(KeyCredentials):
    __slots__ = ()

    environment_prefix = "COOKIE_KEY"


class CookieKey(ApiKeyCookie):
    scheme = "cookie_key"
    parameter = "sid"


class BasicCredentials(HttpBasicCredentials):
    __slots__ = ()

    environment_prefix = "BASIC"


class Basic(HttpBasic):
    scheme = "basic"


class BearerCredentials(HttpBearerCredentials):
    __slots__ = ()

    environment_prefix = "BEARER"


class Bearer(HttpBearer):
    scheme = "bearer"


class NegotiateCredentials(HttpAuthorizationCredentials):
    __slots__ = ()

    environment_prefix = "NEGOTIATE"


class Negotiate(HttpAuthorization):
    scheme = "negotiate"
    authentication_scheme = "Negotiate"


def header_key(**settings: Any) -> HeaderKey:
    return HeaderKey(HeaderKeyCredentials(api_key=f"{SECRET}-header"), **settings)


def query_key(**settings: Any) -> QueryKey:
    return QueryKey(QueryKeyCredentials(api_key=f"{SECRET}+/=query"), **settings)


def cookie_key(**settings: Any) -> CookieKey:
    return CookieKey(CookieKeyCredentials(api_key=f"{SECRET}=cookie"), **settings)


def basic(**settings: Any) -> Basic:
    credentials = BasicCredentials(username="Jäsøn", password=f"{SECRET}: ü")
    return Basic(credentials, **settings)


def bearer(**settings: Any) -> Bearer:
    return Bearer(BearerCredentials(access_token=f"{SECRET}.bearer"), **settings)


def negotiate(**settings: Any) -> Negotiate:
    credentials = NegotiateCredentials(authorization=f"Negotiate {SECRET}==")
    return Negotiate(credentials, **settings)


MANAGERS: dict[str, Callable[..., Any]] = {
    made.__name__: made
    for made in (header_key, query_key, cookie_key, basic, bearer, negotiate)
}

ARRIVES: dict[str, dict[str, list[str]]] = {
    "header_key": {"X-Key": ["TREASURE-header"]},
    "query_key": {},
    "cookie_key": {"Cookie": ["sid=TREASURE=cookie"]},
    # printf 'Jäsøn:TREASURE: ü' | base64
    "basic": {"Authorization": ["Basic SsOkc8O4bjpUUkVBU1VSRTogw7w="]},
    "bearer": {"Authorization": ["Bearer TREASURE.bearer"]},
    "negotiate": {"Authorization": ["Negotiate TREASURE=="]},
}
"""The headers that a server sees; those that are not listed are not there."""

QUERY = "key%26name=TREASURE%2B%2F%3Dquery"
"""What a server sees of the key in the query."""
