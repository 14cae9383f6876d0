"""Tokens and codes that the server for tests has given out, and what they are good for.

They are counted and not random, so that a test that fails does so every time.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from .id_tokens import signed

LIFETIME = 3600
"""Seconds."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Grant:
    """What was granted, and to whom."""

    kind: str
    """The grant: `implicit`, `authorization_code`, ..."""
    client_id: str
    scopes: tuple[str, ...]
    redirect_uri: str | None = None
    """Where the code was sent, as the client named it."""
    code_challenge: str | None = None
    """Of the method S256 (RFC 7636, section 4.2)."""
    nonce: str | None = None
    """Of the login (OpenID Connect Core, section 3.1.2.1)."""

    def is_of(self, kind: str, client_id: str) -> bool:
        """Whether it was granted to this client, by this kind of scheme."""
        return (self.kind, self.client_id) == (kind, client_id)

    def __repr__(self) -> str:
        return f"<Grant of {' '.join(self.scopes) or 'no scope'} to {self.client_id}>"


class Tokens:
    """How tokens are issued, and which of them are still good."""

    def __init__(self) -> None:
        self.lifetime = LIFETIME
        """Seconds that an access token lasts, from its issue on."""
        self.scopes: tuple[str, ...] | None = None
        """What is granted, whatever is asked for; None for what is asked for."""
        self.refreshable = True
        """Whether a refresh token is issued where a grant has one."""
        self.claims: Mapping[str, object] = {"sub": "somebody"}
        """Who logs in, for ID Tokens (OpenID Connect Core, section 2)."""
        self._lock = Lock()
        # Guarded by _lock.
        self._count = 0
        self._access: dict[str, tuple[Grant, float]] = {}
        self._refresh: dict[str, Grant] = {}
        self._codes: dict[str, Grant] = {}

    def __repr__(self) -> str:
        return f"<Tokens, {len(self._access)} in use>"

    def revoke(self) -> None:
        """Take no access token any more that was issued so far: `invalid_token`."""
        with self._lock:
            self._access.clear()

    def revoke_refresh_tokens(self) -> None:
        """Take no refresh token any more that was issued so far: `invalid_grant`."""
        with self._lock:
            self._refresh.clear()

    def granted(self, asked: str) -> tuple[str, ...]:
        """The scopes that a request gets."""
        return tuple(asked.split()) if self.scopes is None else self.scopes

    def issue(self, grant: Grant, *, refreshable: bool) -> dict[str, object]:
        """The parameters of a successful answer (RFC 6749, section 5.1)."""
        with self._lock:
            access_token = self._new("access-token")
            self._access[access_token] = grant, time.time() + self.lifetime
            parameters: dict[str, object] = {
                "access_token": access_token,
                "token_type": "Bearer",
                "expires_in": self.lifetime,
            }
            if grant.scopes:
                parameters["scope"] = " ".join(grant.scopes)
            if refreshable and self.refreshable:
                refresh_token = self._new("refresh-token")
                self._refresh[refresh_token] = grant
                parameters["refresh_token"] = refresh_token
        return parameters

    def id_token(self, grant: Grant, answer: Mapping[str, object], issuer: str) -> str:
        """Who has logged in, for the answer that an access token comes with."""
        claims = {
            "iss": issuer,
            "aud": grant.client_id,
            **({} if grant.nonce is None else {"nonce": grant.nonce}),
            **self.claims,
        }
        return signed(claims, access_token=str(answer["access_token"]))

    def behind(self, access_token: str) -> Grant | None:
        """What a token was issued for; None for one that is not taken any more."""
        with self._lock:
            grant, expiry = self._access.get(access_token, (None, 0.0))
        return grant if time.time() < expiry else None

    def new_code(self, grant: Grant) -> str:
        """A code that can be exchanged once (RFC 6749, section 4.1.2)."""
        with self._lock:
            code = self._new("code")
            self._codes[code] = grant
        return code

    def redeem(self, code: str) -> Grant | None:
        """What a code was issued for, the first time that it is shown."""
        with self._lock:
            return self._codes.pop(code, None)

    def redeem_refresh(self, refresh_token: str) -> Grant | None:
        """The same for a refresh token (RFC 9700, section 4.14.2: rotation)."""
        with self._lock:
            return self._refresh.pop(refresh_token, None)

    def _new(self, kind: str) -> str:
        self._count += 1
        return f"{kind}-{self._count}"
