"""The clients that the server for tests knows: one per security scheme."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote

from .._auth.credentials import Credentials
from .._auth.urls import LOOPBACK_HOSTS, split_url
from .endpoint import Refusal
from .id_tokens import verified
from .messages import Request

C = TypeVar("C", bound=Credentials)

REDIRECTS = ("implicit", "authorization_code", "open_id_connect")
"""The kinds of schemes that send a person to the server, and back."""
TOKENS = (*REDIRECTS, "client_credentials", "password", "device_authorization")
"""The kinds of schemes that get their tokens at the server."""


class Scheme(NamedTuple):
    """A security scheme of the document, or one flow of it."""

    name: str
    """The attribute of the client."""
    kind: str
    credentials: type[Credentials]


class Client(NamedTuple):
    """What the server knows of the client of one scheme."""

    scheme: Scheme
    credentials: Credentials

    def value(self, field: str) -> str | None:
        """A field of the credentials, None where they have no such field."""
        found: str | None = getattr(self.credentials, field, None)
        return found

    @property
    def client_id(self) -> str:
        """The client identifier (RFC 6749, section 2.2), or nothing."""
        return self.value("o_auth_client_id") or ""

    @property
    def secret(self) -> str:
        """The client secret, or nothing."""
        return self.value("o_auth_client_secret") or ""

    def comes_back_to(self, redirect_uri: str) -> bool:
        """Whether a redirect URI is registered: to the letter, but for a port.

        A program on this machine takes any port (RFC 8252, section 7.3). Without a
        registered one, any on this machine will do, and any private-use scheme.
        """
        registered = self.value("o_auth_redirect_uri")
        if registered is None:
            parts = split_url(redirect_uri, "the redirect URI")
            return parts.hostname in LOOPBACK_HOSTS or "." in parts.scheme
        return redirect_uri == registered or _portless(redirect_uri) == registered


class Clients:
    """All of them, completed with what a test has not given."""

    def __init__(
        self, schemes: Iterable[Scheme], credentials: Iterable[Credentials]
    ) -> None:
        given = {type(one): one for one in credentials}
        known = tuple(schemes)
        if unknown := given.keys() - {scheme.credentials for scheme in known}:
            names = ", ".join(sorted(one.__name__ for one in unknown))
            raise TypeError(f"{names}: no credentials of a scheme of this document")
        self.all = tuple(
            Client(scheme, _completed(given.get(scheme.credentials), scheme))
            for scheme in known
        )

    def registered(self, kind: type[C]) -> C:
        """The credentials of a class. Raises TypeError where there are none."""
        for client in self.all:
            if isinstance(client.credentials, kind):
                return client.credentials
        raise TypeError(f"{kind.__name__}: no credentials of this document")

    def of(self, client_id: str, *kinds: str) -> tuple[Client, ...]:
        """The clients with an id, of some kinds of schemes."""
        return tuple(
            client
            for client in self.all
            if client.scheme.kind in kinds and client.client_id == client_id
        )

    def authenticated(self, request: Request, *kinds: str) -> Client:
        """The client that a request comes from, for a grant (RFC 6749, section 2.3).

        Raises Refusal: `invalid_client`, or `unauthorized_client` for another grant.
        """
        client_id, secret = _shown(request)
        known = [c for c in self.of(client_id, *TOKENS) if c.secret == secret]
        if not known:
            raise Refusal("invalid_client")
        for client in known:
            if client.scheme.kind in kinds:
                return client
        raise Refusal("unauthorized_client")


def _shown(request: Request) -> tuple[str, str]:
    """Name and secret of a client, of the header or the form (section 2.3.1)."""
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        form = request.form
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        name, _, secret = b64decode(encoded).decode("ascii").partition(":")
    except ValueError:
        raise Refusal("invalid_client", "the header cannot be read") from None
    return unquote(name), unquote(secret)


def with_endpoints(credentials: C, endpoints: Mapping[str, str]) -> C:
    """The same credentials for another server, which has these endpoints."""
    fields = {*credentials.field_names()}
    return credentials.clone_with(
        **{name: url for name, url in endpoints.items() if name in fields}
    )


def _completed(given: Credentials | None, scheme: Scheme) -> Credentials:
    credentials = scheme.credentials() if given is None else given
    fields = {*credentials.field_names()}
    lacking = {
        name: value
        for name, value in _made_up(scheme).items()
        if name in fields and getattr(credentials, name) is None
    }
    given_verifier = getattr(credentials, "o_auth_id_token_verifier", None)
    if scheme.kind == "open_id_connect" or given_verifier is not None:
        # Nobody else can check what this server signs.
        lacking["o_auth_id_token_verifier"] = verified
    return credentials.clone_with(**lacking)


def _made_up(scheme: Scheme) -> dict[str, Any]:
    name = scheme.name
    # Programs on somebody's machine have none (RFC 8252, section 8.5).
    secret = f"{name}-secret" if scheme.kind == "client_credentials" else None
    return {
        "o_auth_client_id": f"{name}-client",
        "o_auth_client_secret": secret,
        "o_auth_username": f"{name}-person",
        "o_auth_password": f"{name}-password",
        "api_key": f"{name}-key",
        "username": f"{name}-person",
        "password": f"{name}-password",
        "access_token": f"{name}-token",
        "authorization": f"Test {name}-value",
    }


def _portless(uri: str) -> str:
    parts = split_url(uri, "the redirect URI")
    if parts.hostname not in LOOPBACK_HOSTS or parts.port is None:
        return uri
    return uri.replace(f":{parts.port}", "", 1)
