"""The computations of HTTP Digest (RFC 7616), imported on the first challenge."""

from __future__ import annotations

import hashlib
from itertools import count
from secrets import token_hex
from urllib.parse import quote, urlsplit

from .challenges import parse_challenges

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .challenges import Challenge
    from .request_parts import Target

# Weak ones first. SHA-512/256 is not part of every OpenSSL.
_HASHES = {
    name: python_name
    for name, python_name in (
        ("MD5", "md5"),
        ("SHA-256", "sha256"),
        ("SHA-512-256", "sha512_256"),
    )
    if python_name in hashlib.algorithms_available
}
_STRENGTH = list(_HASHES)


class DigestChallenge:
    """A challenge that can be answered, any number of times, from any thread."""

    def __init__(self, challenge: Challenge) -> None:
        self._facts = challenge.parameters
        self._algorithm = self._facts.get("algorithm", "MD5")
        # `next()` on it is atomic, so no two requests get the same count.
        self._counts = count(1)

    @property
    def nonce(self) -> str:
        """The server's value that goes into every answer."""
        return self._facts.get("nonce", "")

    @property
    def strength(self) -> int:
        """For comparison with others; negative where it cannot be answered."""
        facts = self._facts
        echoed = "".join(facts.get(name, "") for name in ("realm", "nonce", "opaque"))
        if not self.nonce or not (echoed.isascii() and echoed.isprintable()):
            return -1
        if facts.get("qop") is not None and self._qop(b"") is None:
            return -1
        name = self._hash_name
        return _STRENGTH.index(name) if name in _HASHES else -1

    def repeats(self, other: DigestChallenge) -> bool:
        """Whether it asks for what the other one has asked, with the same nonce."""
        stale = self._facts.get("stale", "").lower() == "true"
        return not stale and self.nonce == other.nonce

    def answer(self, target: Target, username: str, password: str) -> str | None:
        """The value of `Authorization` (section 3.4) for one request.

        None if the body has to be hashed, and is not at hand.
        """
        facts, qop = self._facts, self._qop(target.body)
        if facts.get("qop") is not None and qop is None:
            return None
        realm, cnonce = facts.get("realm", ""), token_hex(16)
        fields = [
            *self._user_fields(username, realm),
            f"realm={_quoted(realm)}",
            f"nonce={_quoted(self.nonce)}",
            f"uri={_quoted(_uri_of(target.url))}",
        ]
        counted: tuple[str, ...] = ()
        if qop is not None:
            counted = (f"{next(self._counts):08x}", cnonce, qop)
            fields += [f"qop={qop}", f"nc={counted[0]}"]
        secret = self._hash(f"{username}:{realm}:{password}")
        if self._is_session:
            secret = self._hash(f"{secret}:{self.nonce}:{cnonce}")
        if self._is_session or qop is not None:
            fields.append(f'cnonce="{cnonce}"')
        told = ":".join([secret, self.nonce, *counted, self._request(target, qop)])
        fields += [f'response="{self._hash(told)}"', *self._echoed_fields()]
        return f"Digest {', '.join(fields)}"

    def _request(self, target: Target, qop: str | None) -> str:
        """Section 3.4.3: the request as a hash, with its body if that is asked for."""
        what = f"{target.method}:{_uri_of(target.url)}"
        if qop == "auth-int":
            what += f":{self._hash(target.body or b'')}"
        return self._hash(what)

    @property
    def _is_session(self) -> bool:
        return self._algorithm.lower().endswith("-sess")

    def _user_fields(self, username: str, realm: str) -> list[str]:
        """Section 3.4.4: hashed if the server asks for that, and else as UTF-8."""
        if self._facts.get("userhash", "").lower() == "true":
            return [f'username="{self._hash(f"{username}:{realm}")}"', "userhash=true"]
        if username.isascii():
            return [f"username={_quoted(username)}"]
        return [f"username*=UTF-8''{quote(username, safe='')}"]

    def _echoed_fields(self) -> list[str]:
        fields: list[str] = []
        if "algorithm" in self._facts:
            fields.append(f"algorithm={self._algorithm}")
        if "opaque" in self._facts:
            fields.append(f"opaque={_quoted(self._facts['opaque'])}")
        return fields

    def _qop(self, body: bytes | None) -> str | None:
        """The quality of protection; None without one, or with none that will do."""
        offered = {one.strip().lower() for one in self._facts.get("qop", "").split(",")}
        if "auth" in offered:
            return "auth"
        return "auth-int" if "auth-int" in offered and body is not None else None

    @property
    def _hash_name(self) -> str:
        return self._algorithm.upper().removesuffix("-SESS")

    def _hash(self, value: str | bytes) -> str:
        data = value.encode() if isinstance(value, str) else value
        name = _HASHES[self._hash_name]
        # MD5 is the protocol's, and systems that forbid it allow it for such uses.
        return hashlib.new(name, data, usedforsecurity=False).hexdigest()


def strongest(values: Iterable[str]) -> DigestChallenge | None:
    """Of the digest challenges of an answer, the one with the best hash.

    Of equals the first, which is the one that the server prefers (section 3.7).
    """
    digests = [
        DigestChallenge(challenge)
        for challenge in parse_challenges(values)
        if challenge.scheme == "digest"
    ]
    best = max(digests, key=lambda digest: digest.strength, default=None)
    return best if best is not None and best.strength >= 0 else None


def _uri_of(url: str) -> str:
    """Path and query, as the request line has them."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
