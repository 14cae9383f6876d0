"""A server's side of HTTP Digest (RFC 7616), told apart from the code under test.

That requests, httpx and aiohttp are let in by their own shows that it is right.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

USER = 'Mu"fasa'
PASSWORD = "TREASURE of \\life, ü"
REALM = 'the "pets"'
HASHES = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}


@dataclass
class Realm:
    """Challenges requests, and lets in who answers well."""

    algorithm: str | None = "SHA-256"
    qop: str | None = "auth"
    userhash: bool = False
    scheme: str = "Digest"
    user: str = USER
    name: str = REALM
    opaque: str = "o\\paque"
    fields: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    """What the answers that were let in consisted of."""
    refused: int = 0
    _nonces: int = 0

    def reply(self, request: Any) -> tuple[int, dict[str, str]]:
        """For `Server.decide()`."""
        values = request.values("Authorization")
        answer = _fields(values[0]) if values else {}
        if self._is_good(request, answer):
            self.fields.append(answer)
            return 200, {}
        self.refused += 1
        stale = answer.get("nonce") not in (None, self.nonce)
        return 401, {"WWW-Authenticate": self.challenge(stale=stale)}

    @property
    def nonce(self) -> str:
        return f"nonce {self._nonces}+/="

    def forget(self) -> None:
        """Let the nonce be out of date from now on."""
        self._nonces += 1

    def challenge(self, *, stale: bool = False) -> str:
        parts = [
            f"realm={_quoted(self.name)}",
            f'nonce="{self.nonce}"',
            f"opaque={_quoted(self.opaque)}",
        ]
        if self.algorithm:
            parts.append(f"algorithm={self.algorithm}")
        if self.qop:
            parts.append(f'qop="{self.qop}"')
        if self.userhash:
            parts.append("userhash=true")
        if stale:
            parts.append("stale=TRUE")
        return f"{self.scheme} {', '.join(parts)}"

    def _is_good(self, request: Any, answer: dict[str, str]) -> bool:
        if answer.get("nonce") != self.nonce or answer.get("uri") != request.path:
            return False
        user = self._hash(f"{self.user}:{self.name}") if self.userhash else self.user
        secret = self._hash(f"{self.user}:{self.name}:{PASSWORD}")
        if (self.algorithm or "").lower().endswith("-sess"):
            secret = self._hash(f"{secret}:{self.nonce}:{answer['cnonce']}")
        what = f"{request.method}:{request.path}"
        if answer.get("qop") == "auth-int":
            what += f":{self._hash(request.body)}"
        names = ("nc", "cnonce", "qop") if "qop" in answer else ()
        middle = [answer[name] for name in names]
        told = ":".join([secret, self.nonce, *middle, self._hash(what)])
        return (
            answer["response"] == self._hash(told)
            and answer["username"] == user
            and answer["realm"] == self.name
            and answer["opaque"] == self.opaque
            and (answer.get("qop") or "none") in (self.qop or "none")
        )

    def _hash(self, value: str | bytes) -> str:
        data = value.encode() if isinstance(value, str) else value
        name = (self.algorithm or "MD5").upper().removesuffix("-SESS")
        return hashlib.new(HASHES[name], data).hexdigest()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _fields(header: str) -> dict[str, str]:
    """The parameters of an answer, read letter by letter."""
    assert header.startswith("Digest ")
    found: dict[str, str] = {}
    rest = header.removeprefix("Digest ")
    while rest:
        name, _, rest = rest.partition("=")
        value, rest = _value(rest)
        found[name.strip(" ,")] = value
    return found


def _value(text: str) -> tuple[str, str]:
    if not text.startswith('"'):
        value, _, rest = text.partition(",")
        return value.strip(), rest
    value, index = "", 1
    while text[index] != '"':
        index += text[index] == "\\"
        value += text[index]
        index += 1
    return value, text[index + 1 :]
