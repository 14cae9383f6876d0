"""Which credentials a request has brought, of all that the server for tests knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from .._auth.errors import AuthError
from .._auth.request_auth import SchemeAuth
from .clients import TOKENS, Client, Clients
from .digest_check import CHALLENGE, is_answered
from .messages import Request
from .tokens import Grant, Tokens

ManagerOf: TypeAlias = Callable[[str], SchemeAuth]
"""What puts the credential of a scheme on requests, by the scheme's name."""


class Arrivals:
    """Compares what arrives with what the client of each scheme would send."""

    def __init__(self, clients: Clients, tokens: Tokens, manager_of: ManagerOf) -> None:
        self._clients = clients
        self._tokens = tokens
        self._manager_of = manager_of

    def of(self, request: Request) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        """The schemes with a right credential, and the scopes of a token among them."""
        grant = self._tokens.behind(_bearer_token(request))
        schemes = tuple(
            client.scheme.name
            for client in self._clients.all
            if self._is_right(client, request, grant)
        )
        return schemes, None if grant is None else grant.scopes

    def error_of(self, request: Request) -> str:
        """What is wrong with a request; nothing where it has no credential at all."""
        return "invalid_token" if _bearer_token(request) else ""

    def challenges(self, parameters: Mapping[str, str]) -> Iterator[str]:
        """What a client is told that is not let in (RFC 9110, section 11.6.1)."""
        kinds = {client.scheme.kind for client in self._clients.all}
        if kinds & {*TOKENS, "http_bearer"}:
            told = {"realm": "tests", **parameters}
            fields = (f'{name}="{_quoted(value)}"' for name, value in told.items())
            yield f"Bearer {', '.join(fields)}"
        if "http_basic" in kinds:
            yield 'Basic realm="tests", charset="UTF-8"'
        if "http_digest" in kinds:
            yield CHALLENGE

    def _is_right(self, client: Client, request: Request, grant: Grant | None) -> bool:
        name, kind, _ = client.scheme
        if kind in TOKENS:
            return grant is not None and grant.is_of(kind, client.client_id)
        if kind == "http_digest":
            username, password = client.value("username"), client.value("password")
            return is_answered(request, username or "", password or "")
        return _carries(request, self._manager_of(name))


def _carries(request: Request, manager: SchemeAuth) -> bool:
    """Whether a request has all that a manager puts on one."""
    try:
        headers, query = manager.headers(), manager.query()
        cookies = manager.cookies()
    except AuthError:
        # It has nothing to put there, such as mutual TLS.
        return False
    headers.pop("Cookie", None)
    expected = (
        ({name.lower(): value for name, value in headers.items()}, request.headers),
        (query, request.query_parameters),
        (cookies, request.cookies),
    )
    return any(needed for needed, _ in expected) and all(
        needed.items() <= found.items() for needed, found in expected
    )


def _bearer_token(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else ""


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
