"""ID Tokens (OpenID Connect Core 1.0) that only this server can sign and check.

The standard library has no signature by a public key, so there is an algorithm of our
own. What a test needs is that one that was tampered with is refused.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import cast

LIFETIME = 600
"""Seconds."""
_ALGORITHM = "TEST256"
_KEY = b"of the server for tests"


def signed(claims: Mapping[str, object], *, access_token: str) -> str:
    """An ID Token that lasts for a while, and is bound to what came along with it."""
    now = int(time.time())
    times = {"iat": now, "exp": now + LIFETIME}
    content = {**times, "at_hash": _left_half(access_token), **claims}
    told = f"{_encoded({'alg': _ALGORITHM, 'typ': 'JWT'})}.{_encoded(content)}"
    return f"{told}.{_signature(told)}"


def verified(id_token: str) -> Mapping[str, object]:
    """The claims of an ID Token, as an `o_auth_id_token_verifier` returns them.

    Raises ValueError where somebody else has signed it.
    """
    told, _, signature = id_token.rpartition(".")
    if not hmac.compare_digest(signature, _signature(told)):
        raise ValueError("somebody else has signed this ID Token")
    encoded = told.partition(".")[2]
    padded = encoded + "=" * (-len(encoded) % 4)
    return cast("Mapping[str, object]", json.loads(urlsafe_b64decode(padded)))


def _signature(told: str) -> str:
    return _base64url(hmac.digest(_KEY, told.encode(), "sha256"))


def _left_half(value: str) -> str:
    """Section 3.2.2.9: the left half of the hash."""
    return _base64url(hashlib.sha256(value.encode()).digest()[:16])


def _encoded(value: Mapping[str, object]) -> str:
    return _base64url(json.dumps(value).encode())


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
