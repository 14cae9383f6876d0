"""ID Tokens: who logged in, where it can be proved (OpenID Connect Core 1.0).

The standard library cannot check the signature of an issuer, so the application passes
in what can, a verifier; without one there is no identity. All else is checked here.
"""

from __future__ import annotations

import time

from .errors import AuthError, IdTokenError, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    IdTokenVerifier: TypeAlias = Callable[[str], Mapping[str, object]]
    """Checks the signature of an ID Token with the keys of its issuer, and returns its
    claims. Whatever it raises, nobody is logged in."""

LEEWAY = 60.0
"""Seconds by which the clocks of an issuer and of this machine may differ."""
_END_OF_TIME = 10**12

# The hash of section 3.2.2.9 is the one that the algorithm's name tells.
_HASHES = {
    "256": "sha256",
    "384": "sha384",
    "512": "sha512",
    "EdDSA": "sha512",
    "Ed25519": "sha512",
}


class Expected:
    """What an ID Token has to say to prove one login. Some of it is secret."""

    __slots__ = (
        "access_token",
        "at_hash_required",
        "before",
        "client_id",
        "code",
        "is_public",
        "issuer",
        "nonce",
    )

    def __init__(
        self,
        issuer: str,
        client_id: str,
        access_token: str,
        *,
        is_public: bool,
    ) -> None:
        self.issuer = issuer
        self.client_id = client_id
        self.access_token = access_token
        self.is_public = is_public
        """Whether the client has no secret, and so none that could sign."""
        self.nonce: str | None = None
        self.code: str | None = None
        self.at_hash_required = False
        self.before: Mapping[str, object] | None = None
        """The claims of the login, where this is a refresh of it."""

    def __repr__(self) -> str:
        return f"<Expected of {printable(self.issuer)}>"


def nonce_of(state: str) -> str:
    """The nonce of the request with this state (section 15.5.2).

    A hash of what cannot be guessed cannot be guessed either. Being made from the state
    it is bound to it, and another process can check it that knows the state alone.
    """
    from hashlib import sha256

    return _base64url(sha256(f"nonce of {state}".encode("ascii")).digest())


def verified_claims(
    id_token: str | None, verifier: IdTokenVerifier, expected: Expected
) -> Mapping[str, object]:
    """The claims of an ID Token, all of them checked (sections 3.1.3.7, 3.2.2.11).

    Raises IdTokenError where there is none, or where anything of it is wrong.
    """
    from types import MappingProxyType

    if id_token is None:
        raise IdTokenError(
            "the response has no id_token, although one was asked for: check that the "
            "client is registered for it, or leave o_auth_id_token_verifier out",
            code="missing_id_token",
        )
    algorithm = _algorithm(id_token, expected)
    claims = _signed_claims(id_token, verifier)
    _check_parties(claims, expected)
    _check_times(claims)
    _check_login(claims, expected)
    _check_hash(claims, "at_hash", expected.access_token, algorithm)
    _check_hash(claims, "c_hash", expected.code, algorithm)
    if expected.at_hash_required and "at_hash" not in claims:
        raise _wrong("it has no at_hash, so nothing ties the access token to it")
    return MappingProxyType(claims)


def _algorithm(id_token: str, expected: Expected) -> str:
    """The algorithm of the signature, which must be one (RFC 7515, section 4.1.1)."""
    algorithm = _header(id_token).get("alg")
    if not isinstance(algorithm, str) or algorithm.casefold() == "none":
        raise _wrong("it is not signed, and anyone could have written it")
    # A signature by a secret that nobody has is one that anybody can make.
    if algorithm.startswith("HS") and expected.is_public:
        raise _wrong(
            "it is signed with the secret of the client, and this client has none: "
            "register it for a signature by a public key, such as RS256"
        )
    return algorithm


def _header(id_token: str) -> Mapping[str, object]:
    from base64 import b64decode
    from json import loads

    encoded, _, rest = id_token.partition(".")
    padded = encoded + "=" * (-len(encoded) % 4)
    header: dict[str, object] | None
    try:
        header = loads(b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict) or rest.count(".") != 1:
        raise _wrong("it is no JSON Web Token of three parts (RFC 7515, section 7.1)")
    return header


def _signed_claims(id_token: str, verifier: IdTokenVerifier) -> dict[str, object]:
    try:
        return dict(verifier(id_token))
    except AuthError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, there is no proof
        # Without the cause: it may hold the token.
        reason = type(error).__name__
    raise _wrong(f"the verifier does not take it ({reason})")


def _check_parties(claims: Mapping[str, object], expected: Expected) -> None:
    """By whom it was made, of whom it tells, and for whom."""
    issuer, subject = claims.get("iss"), claims.get("sub")
    if issuer != expected.issuer:
        raise _wrong(
            f"its issuer is {_shown(issuer)} and not {_shown(expected.issuer)}: both "
            "have to be equal to the letter, or suspect a mix-up"
        )
    if not isinstance(subject, str) or not subject:
        raise _wrong("it does not say who logged in (sub)")
    # Who trusts further audiences lets the verifier leave them out of the claims.
    if claims.get("aud") not in (expected.client_id, [expected.client_id]):
        raise _wrong("it is meant for another client, or not for this one alone (aud)")
    if claims.get("azp", expected.client_id) != expected.client_id:
        raise _wrong("it was issued to another client (azp)")


def _check_login(claims: Mapping[str, object], expected: Expected) -> None:
    """It answers this login (section 3.1.3.7), or goes on with it (section 12.2)."""
    nonces: list[object] = [expected.nonce]
    if expected.before is not None:
        if claims["sub"] != expected.before["sub"]:
            raise _wrong("it is of somebody else than before (sub)")
        # After a refresh, there should be none.
        nonces = [None, expected.before.get("nonce")]
    if claims.get("nonce") not in nonces:
        raise _wrong("its nonce is not that of this login: it may be replayed")


def _check_times(claims: Mapping[str, object]) -> None:
    now = time.time()
    if _seconds(claims, "exp") <= now - LEEWAY:
        raise _wrong("it is out of date: log in again, and check this machine's clock")
    if _seconds(claims, "iat") > now + LEEWAY:
        raise _wrong("it was issued in the future: check this machine's clock")
    if "nbf" in claims and _seconds(claims, "nbf") > now + LEEWAY:
        raise _wrong("it is not valid yet: check this machine's clock")


def _seconds(claims: Mapping[str, object], name: str) -> float:
    value = claims.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _wrong(f"its {name} is no number of seconds")
    # NaN is in no range.
    if not 0 <= value < _END_OF_TIME:
        raise _wrong(f"its {name} is no moment in unix time")
    return value


def _check_hash(
    claims: Mapping[str, object], name: str, secret: str | None, algorithm: str
) -> None:
    """Section 3.2.2.9: the left half of the hash binds the token or code to it."""
    if secret is None or name not in claims:
        return
    if claims[name] != _left_half(secret, algorithm):
        raise _wrong(f"its {name} is of something else than came with it")


def _left_half(secret: str, algorithm: str) -> str:
    from hashlib import new

    kind = _HASHES.get(algorithm) or _HASHES.get(algorithm[-3:])
    if kind is None:
        raise _wrong(f"nothing is known of the algorithm {_shown(algorithm)}")
    digest = new(kind, secret.encode()).digest()
    return _base64url(digest[: len(digest) // 2])


def _base64url(data: bytes) -> str:
    from base64 import urlsafe_b64encode

    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _shown(claim: object) -> str:
    return ascii(printable(claim)) if isinstance(claim, str) else "none"


def _wrong(why: str) -> IdTokenError:
    return IdTokenError(
        f"the ID Token, and the access token with it, is refused: {why}"
    )
