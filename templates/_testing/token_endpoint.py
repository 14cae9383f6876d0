"""The token endpoint (RFC 6749, section 3.2), for every grant."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import TypeAlias

from .clients import TOKENS, Client, Clients
from .device import DeviceAuthorizationEndpoint
from .endpoint import Changes, Endpoint, Refusal, altered
from .http_service import HttpService
from .messages import Answer, Parameters, Request, json_answer
from .tokens import Grant, Tokens

_CODE = ("authorization_code", "open_id_connect")
_ByGrant: TypeAlias = Callable[[Parameters, Client], Grant]
_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


class TokenEndpoint(Endpoint):
    """Exchanges codes, passwords and refresh tokens for tokens, and each code once."""

    def __init__(
        self,
        service: HttpService,
        clients: Clients,
        tokens: Tokens,
        devices: DeviceAuthorizationEndpoint,
    ) -> None:
        super().__init__(service, "/token")
        self._clients = clients
        self._tokens = tokens
        self._devices = devices
        self._grants: dict[str, tuple[tuple[str, ...], _ByGrant]] = {
            "authorization_code": (_CODE, self._by_code),
            "client_credentials": (("client_credentials",), self._new),
            "password": (("password",), self._by_password),
            "refresh_token": (TOKENS, self._by_refresh_token),
            _DEVICE: (("device_authorization",), self._by_device_code),
        }

    def _granted(self, request: Request, changes: Changes) -> Answer:
        asked = request.form
        kinds, by_grant = self._grants.get(asked.get("grant_type", ""), (TOKENS, None))
        client = self._clients.authenticated(request, *kinds)
        if by_grant is None:
            raise Refusal("unsupported_grant_type")
        grant = by_grant(asked, client)
        refreshable = grant.kind != "client_credentials"
        answer = self._tokens.issue(grant, refreshable=refreshable)
        if "openid" in grant.scopes:
            answer["id_token"] = self._tokens.id_token(grant, answer, self._service.url)
        return json_answer(altered(answer, changes))

    def _refused(self, refusal: Refusal, request: Request) -> Answer:
        # Section 5.2: by the header that the client has used.
        if refusal.error == "invalid_client" and "authorization" in request.headers:
            challenge = (("WWW-Authenticate", 'Basic realm="tests"'),)
            return json_answer(refusal.parameters, 401, challenge)
        return json_answer(refusal.parameters, 400)

    def _by_code(self, asked: Parameters, client: Client) -> Grant:
        """Section 4.1.3, and RFC 7636, section 4.6."""
        grant = self._tokens.redeem(asked.get("code", ""))
        if grant is None:
            raise Refusal("invalid_grant", "the code is unknown, or was used already")
        if grant.client_id != client.client_id:
            raise Refusal("invalid_grant", "the code was issued to another client")
        if grant.redirect_uri != asked.get("redirect_uri"):
            raise Refusal("invalid_grant", "the redirect_uri is another one")
        if grant.code_challenge != _challenge_of(asked.get("code_verifier", "")):
            raise Refusal("invalid_grant", "the code_verifier is not that of the code")
        return grant

    def _by_password(self, asked: Parameters, client: Client) -> Grant:
        """Section 4.3.2."""
        for name in ("username", "password"):
            if asked.get(name) != client.value(f"o_auth_{name}"):
                raise Refusal("invalid_grant", "username or password is wrong")
        return self._new(asked, client)

    def _by_refresh_token(self, asked: Parameters, client: Client) -> Grant:
        """Section 6: each once, and for the client that it was issued to."""
        grant = self._tokens.redeem_refresh(asked.get("refresh_token", ""))
        if grant is None or grant.client_id != client.client_id:
            raise Refusal("invalid_grant", "the refresh token is not taken any more")
        return grant

    def _by_device_code(self, asked: Parameters, client: Client) -> Grant:
        """RFC 8628, section 3.4."""
        scopes = self._devices.decided(asked.get("device_code", ""))
        return self._new(Parameters(scope=scopes), client)

    def _new(self, asked: Parameters, client: Client) -> Grant:
        return Grant(
            kind=client.scheme.kind,
            client_id=client.client_id,
            scopes=self._tokens.granted(asked.get("scope", "")),
        )


def _challenge_of(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
