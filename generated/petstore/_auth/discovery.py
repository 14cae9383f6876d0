"""What an authorization server publishes of itself.

RFC 8414, and OpenID Connect Discovery 1.0, from which it comes. It is fetched when a
program asks for it or needs it, and never before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import (
    AuthorizationResponseError,
    InvalidRequestError,
    TransportError,
    printable,
)
from .json_object import parse_object
from .steps import HttpRequest
from .urls import check_endpoint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .steps import HttpResponse, Steps

_WELL_KNOWN = (
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
)


@dataclass(frozen=True, kw_only=True)
class ServerMetadata:
    """A server's own word on where it is (RFC 8414, section 2). URLs are checked."""

    issuer: str
    authorization_endpoint: str | None = None
    token_endpoint: str | None = None
    device_authorization_endpoint: str | None = None
    userinfo_endpoint: str | None = None
    jwks_uri: str | None = None
    """Where the keys are that its ID Tokens are signed with."""
    authorization_response_iss_parameter_supported: bool = False
    """Whether every response names the issuer (RFC 9207, section 3)."""


_ENDPOINTS = (
    "authorization_endpoint",
    "token_endpoint",
    "device_authorization_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
)


def issuers_of(url: str) -> tuple[str, str]:
    """The issuers whose metadata can be at a URL: with a slash at the end, and without.

    The well-known part stands between host and path (RFC 8414, section 3.1) or at the
    end (OpenID Connect Discovery, section 4); either way, a slash at the end of the
    issuer is dropped first. Raises InvalidRequestError.
    """
    location = url.partition("?")[0]
    for part in _WELL_KNOWN:
        before, found, after = location.partition(part)
        if found and (not after or (after[0] == "/" and before.count("/") == 2)):
            issuer = (before + after).removesuffix("/")
            return issuer, f"{issuer}/"
    raise InvalidRequestError(
        f"{printable(location)} is not where a server publishes its metadata: such a "
        f"URL ends in {_WELL_KNOWN[0]}, or has {_WELL_KNOWN[1]} behind the host"
    )


def fetched_metadata(url: str) -> Steps[ServerMetadata]:
    """Fetch and check what a server says of itself.

    Raises TransportError where that cannot be read, AuthorizationResponseError
    (`issuer_mismatch`) where it is of another server, and InvalidRequestError and
    InsecureTransportError for URLs that cannot be used.
    """
    check_endpoint(url, "the URL of the metadata")
    issuers = issuers_of(url)
    response = yield HttpRequest("GET", url, {"Accept": "application/json"})
    members = _members(response)
    issuer = members.get("issuer")
    # RFC 8414, section 3.3: nothing of it may be used otherwise.
    if not isinstance(issuer, str) or issuer not in issuers:
        raise AuthorizationResponseError(
            f"the metadata at {printable(url)} is of another issuer: "
            f"{printable(str(issuer))!a}, and not {issuers[0]!a}. Check the URL",
            code="issuer_mismatch",
        )
    # RFC 9207, section 3: the default is false.
    names_itself = members.get("authorization_response_iss_parameter_supported")
    return ServerMetadata(
        issuer=issuer,
        authorization_response_iss_parameter_supported=names_itself is True,
        **{name: _url(members, name) for name in _ENDPOINTS},
    )


def _members(response: HttpResponse) -> Mapping[str, object]:
    members = parse_object(response.body) if response.is_json() else None
    if response.status == 200 and members is not None:
        return members
    raise TransportError(
        "the server does not tell its endpoints: it has to answer with status 200 and "
        f"a JSON object that has no name twice, and the status is {response.status}. "
        "Check the URL of the metadata; redirects are not followed"
    )


def _url(members: Mapping[str, object], name: str) -> str | None:
    value = members.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise TransportError(f"{name} of the server's metadata is no text")
    check_endpoint(value, f"{name} of the server's metadata")
    return value
