"""Every way to authenticate for which `templates/_auth` has code, as data.

Templates, names and pages follow from it: a new kind needs no code of its own here,
but for the reading of its fields in `parsing/`.
"""

from __future__ import annotations

from .endpoints import DISCOVERY_URL, METADATA_URL
from .exports import ERRORS, EXPORTS, STORES, TOKENS, Exports
from .kind import EndpointField, Field, Kind, Location
from .oauth import (
    AUTHORIZATION_CODE,
    CLIENT_CREDENTIALS,
    DEVICE_AUTHORIZATION,
    IMPLICIT,
    OPEN_ID_CONNECT,
    PASSWORD,
)
from .plain import (
    API_KEY_COOKIE,
    API_KEY_HEADER,
    API_KEY_QUERY,
    HTTP_AUTHORIZATION,
    HTTP_BASIC,
    HTTP_BEARER,
    HTTP_DIGEST,
    MUTUAL_TLS,
)

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        *(IMPLICIT, AUTHORIZATION_CODE, CLIENT_CREDENTIALS, PASSWORD),
        *(DEVICE_AUTHORIZATION, OPEN_ID_CONNECT),
        *(API_KEY_HEADER, API_KEY_QUERY, API_KEY_COOKIE),
        *(HTTP_BASIC, HTTP_BEARER, HTTP_DIGEST, HTTP_AUTHORIZATION, MUTUAL_TLS),
    )
}

__all__ = [
    "API_KEY_COOKIE",
    "API_KEY_HEADER",
    "API_KEY_QUERY",
    "AUTHORIZATION_CODE",
    "CLIENT_CREDENTIALS",
    "DEVICE_AUTHORIZATION",
    "DISCOVERY_URL",
    "ERRORS",
    "EXPORTS",
    "HTTP_AUTHORIZATION",
    "HTTP_BASIC",
    "HTTP_BEARER",
    "HTTP_DIGEST",
    "IMPLICIT",
    "KINDS",
    "METADATA_URL",
    "MUTUAL_TLS",
    "OPEN_ID_CONNECT",
    "PASSWORD",
    "STORES",
    "TOKENS",
    "EndpointField",
    "Exports",
    "Field",
    "Kind",
    "Location",
]
