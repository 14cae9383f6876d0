"""Who logged in, proved by an ID Token (OpenID Connect Core 1.0, section 3.2.2).

The signatures are real, and PyJWT checks them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from .conftest import NOW, Clock

ISSUER = "https://login.petstore.example"
REDIRECT_URI = "http://127.0.0.1:8765/callback"
# With its hash, from OpenID Connect Core 1.0, appendix A.
ACCESS_TOKEN = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"
AT_HASH = "77QmUPtjPfzWtF2AnpK9RQ"

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
# Nothing but the signature: all else has to be noticed by the package.
SIGNATURE_ALONE: Any = {
    f"verify_{claim}": False for claim in ("exp", "iat", "nbf", "aud", "iss", "sub")
}


def verifier_with(key: Any, algorithm: str) -> Callable[[str], Mapping[str, Any]]:
    def verify(id_token: str) -> Mapping[str, Any]:
        claims: Mapping[str, Any] = jwt.decode(
            id_token, key.public_key(), algorithms=[algorithm], options=SIGNATURE_ALONE
        )
        return claims

    return verify


def taking(claims: Any) -> Callable[[str], Any]:
    """A careless verifier, which takes anything."""

    def verify(id_token: str) -> Any:
        return claims

    return verify


class Login:
    """One that has begun: what was sent, and what the issuer would say."""

    def __init__(self, manager: Any, state: str | None = None) -> None:
        self.manager = manager
        url: str = manager.get_authorization_url(state=state)
        self.sent = dict(parse_qsl(urlsplit(url).query))
        self.claims: dict[str, Any] = {
            "iss": ISSUER,
            "sub": "person-7",
            "aud": "petstore-cli",
            "exp": NOW + 300,
            "iat": NOW,
            "nonce": self.sent.get("nonce"),
            "at_hash": AT_HASH,
        }

    def signed(self, **changes: Any) -> str:
        """Their ID Token; a claim that is None is left out."""
        claims = {**self.claims, **changes}
        claims = {name: value for name, value in claims.items() if value is not None}
        # What JSON has no word for is what Python writes all the same.
        return jwt.api_jws.encode(json.dumps(claims).encode(), KEY, "RS256")

    def answer(self, id_token: str | None, **parameters: str) -> str:
        response = {
            "access_token": ACCESS_TOKEN,
            "token_type": "Bearer",
            "state": self.sent["state"],
            **({} if id_token is None else {"id_token": id_token}),
            **parameters,
        }
        return f"{REDIRECT_URI}#{urlencode(response)}"

    def finish(self, id_token: str | None, **parameters: str) -> Any:
        return self.manager.fetch_token(self.answer(id_token, **parameters))


@pytest.fixture
def new_login(new_client: Callable[..., Any]) -> Callable[..., Login]:
    """Begins a login of a client that asks who it is."""

    def login(state: str | None = None, **changes: Any) -> Login:
        client = new_client(
            **{
                "o_auth_scopes": ["openid", "read:pets"],
                "o_auth_issuer": ISSUER,
                "o_auth_id_token_verifier": verifier_with(KEY, "RS256"),
                **changes,
            }
        )
        return Login(client.petstore_auth, state)

    return login


@pytest.fixture(autouse=True)
def stopped(clock: Clock) -> Clock:
    """Time stands still in all of these tests."""
    return clock


def refused(
    petstore: Any, login: Login, id_token: str | None, **parameters: str
) -> Any:
    """The error; neither token is kept, and neither stands in it."""
    with pytest.raises(petstore.IdTokenError) as caught:
        login.finish(id_token, **parameters)
    error = caught.value
    assert login.manager.o_auth_token is None
    with pytest.raises(petstore.TokenMissingError):
        _ = login.manager.id_token_claims
    assert error.__cause__ is None
    assert error.__context__ is None
    for secret in (ACCESS_TOKEN, login.sent["nonce"], *filter(None, [id_token])):
        assert secret not in f"{error!r} {vars(error)}"
    return error


def test_request_asks_for_an_id_token_and_sends_a_nonce(
    new_login: Callable[..., Login],
) -> None:
    one, other = new_login(), new_login()

    assert one.sent["response_type"] == "id_token token"
    assert one.sent["scope"] == "openid read:pets"
    values = {login.sent[name] for login in (one, other) for name in ("state", "nonce")}
    assert len(values) == 4
    assert all(len(value) == 43 for value in values)


def test_login_tells_who_it_is(new_login: Callable[..., Login]) -> None:
    login = new_login()

    token = login.finish(login.signed(email="p7@petstore.example"))

    assert token.access_token == ACCESS_TOKEN
    assert login.manager.o_auth_token is token
    claims = login.manager.id_token_claims
    assert claims["sub"] == "person-7"
    assert claims["email"] == "p7@petstore.example"
    with pytest.raises(TypeError):
        claims["sub"] = "person-8"


@pytest.mark.parametrize(
    ("algorithm", "key", "bits"),
    [
        ("RS384", KEY, "384"),
        ("PS512", KEY, "512"),
        ("ES256", ec.generate_private_key(ec.SECP256R1()), "256"),
        ("ES384", ec.generate_private_key(ec.SECP384R1()), "384"),
        ("ES512", ec.generate_private_key(ec.SECP521R1()), "512"),
        ("EdDSA", ed25519.Ed25519PrivateKey.generate(), "512"),
    ],
)
def test_hash_is_the_one_of_the_algorithm(
    new_login: Callable[..., Login],
    petstore: Any,
    algorithm: str,
    key: Any,
    bits: str,
) -> None:
    digest = hashlib.new(f"sha{bits}", ACCESS_TOKEN.encode()).digest()
    at_hash = base64.urlsafe_b64encode(digest[: len(digest) // 2]).decode().rstrip("=")
    verifier = verifier_with(key, algorithm)
    login = new_login(o_auth_id_token_verifier=verifier)
    claims = {**login.claims, "at_hash": at_hash}

    login.finish(jwt.encode(claims, key, algorithm))
    assert login.manager.id_token_claims == claims

    swapped = new_login(o_auth_id_token_verifier=verifier)
    claims["nonce"] = swapped.sent["nonce"]
    id_token = jwt.encode(claims, key, algorithm)
    error = refused(petstore, swapped, id_token, access_token="stolen-from-another")
    assert "at_hash" in str(error)


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": ["petstore-cli"]},
        {"azp": "petstore-cli"},
        {"exp": NOW - 59},
        {"iat": NOW + 60},
        {"nbf": NOW + 60},
        {"exp": NOW + 0.5},
        {"c_hash": "of-no-code"},
    ],
    ids=str,
)
def test_id_token_is_taken(
    new_login: Callable[..., Login], changes: dict[str, Any]
) -> None:
    login = new_login()

    login.finish(login.signed(**changes))

    assert login.manager.id_token_claims["sub"] == "person-7"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"iss": "https://evil.example"}, "'https://evil.example'"),
        ({"iss": ISSUER + "/"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"sub": 7}, "sub"),
        ({"aud": "another-client"}, "aud"),
        ({"aud": []}, "aud"),
        ({"aud": ["another-client", "a-third"]}, "aud"),
        ({"aud": ["petstore-cli", "another-client"]}, "aud"),
        ({"aud": None}, "aud"),
        ({"azp": "another-client"}, "azp"),
        ({"exp": NOW - 60}, "out of date"),
        ({"exp": None}, "exp"),
        ({"exp": str(NOW + 300)}, "exp"),
        ({"exp": True}, "exp"),
        ({"exp": float("nan")}, "exp"),
        ({"exp": float("inf")}, "exp"),
        ({"exp": 10**400}, "exp"),
        ({"iat": NOW + 61}, "future"),
        ({"iat": None}, "iat"),
        ({"nbf": NOW + 61}, "not valid yet"),
        ({"nbf": "soon"}, "nbf"),
        ({"nonce": None}, "nonce"),
        ({"nonce": "of-an-earlier-login"}, "nonce"),
        ({"at_hash": None}, "at_hash"),
        ({"at_hash": AT_HASH[:-1]}, "at_hash"),
        ({"at_hash": 7}, "at_hash"),
    ],
    ids=str,
)
def test_id_token_that_says_something_else_is_refused(
    petstore: Any,
    new_login: Callable[..., Login],
    changes: dict[str, Any],
    reason: str,
) -> None:
    login = new_login()

    error = refused(petstore, login, login.signed(**changes))

    assert error.code == "invalid_id_token"
    assert reason in str(error)


def test_id_token_of_another_login_is_refused(
    petstore: Any, new_login: Callable[..., Login]
) -> None:
    login, other = new_login(), new_login()

    assert "nonce" in str(refused(petstore, login, other.signed()))


def test_signature_of_another_key_is_refused(
    petstore: Any, new_login: Callable[..., Login]
) -> None:
    login = new_login()
    forged = jwt.encode(login.claims, OTHER_KEY, "RS256")

    assert "InvalidSignatureError" in str(refused(petstore, login, forged))


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _handmade(header: str, claims: dict[str, Any], secret: bytes | None) -> str:
    text = f"{_encoded(header)}.{_encoded(json.dumps(claims))}"
    if secret is None:
        return f"{text}."
    mac = hmac.digest(secret, text.encode(), "sha256")
    return f"{text}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


@pytest.mark.parametrize(
    ("header", "secret", "reason"),
    [
        ('{"alg":"none"}', None, "not signed"),
        ('{"alg":"NoNe"}', None, "not signed"),
        ('{"typ":"JWT"}', None, "not signed"),
        ('{"alg":null}', None, "not signed"),
        ('{"alg":"HS256"}', b"", "has none"),
        ('{"alg":"HS256"}', b"any-secret", "has none"),
        ('{"alg":"RS000"}', b"any-secret", "'RS000'"),
        ('["RS256"]', None, "three parts"),
        ("[" * 100_000, None, "three parts"),
        ("nothing of JSON", None, "three parts"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_careless_verifier_is_not_asked_where_nothing_is_proved(
    petstore: Any,
    new_login: Callable[..., Login],
    header: str,
    secret: bytes | None,
    reason: str,
) -> None:
    claims: dict[str, Any] = {}
    login = new_login(o_auth_id_token_verifier=taking(claims))
    claims.update(login.claims)

    error = refused(petstore, login, _handmade(header, login.claims, secret))

    assert reason in str(error)


@pytest.mark.parametrize("id_token", ["nothing", "a.b.c.d.e", "é.b.c", "..", "e30.e30"])
def test_what_is_no_id_token_is_refused(
    petstore: Any, new_login: Callable[..., Login], id_token: str
) -> None:
    claims: dict[str, Any] = {}
    login = new_login(o_auth_id_token_verifier=taking(claims))
    claims.update(login.claims)

    with pytest.raises(petstore.IdTokenError, match="three parts"):
        login.finish(id_token)


def test_verifier_that_returns_no_claims_proves_nothing(
    petstore: Any, new_login: Callable[..., Login]
) -> None:
    login = new_login(o_auth_id_token_verifier=taking(None))

    assert "TypeError" in str(refused(petstore, login, login.signed()))


def test_error_of_ours_passes_through_the_verifier(
    petstore: Any, new_login: Callable[..., Login]
) -> None:
    def verify(id_token: str) -> Mapping[str, Any]:
        raise petstore.TransportError("the keys cannot be fetched")

    login = new_login(o_auth_id_token_verifier=verify)

    with pytest.raises(petstore.TransportError, match="the keys cannot be fetched"):
        login.finish(login.signed())
    assert login.manager.o_auth_token is None


def test_response_without_the_id_token_is_refused(
    petstore: Any, new_login: Callable[..., Login]
) -> None:
    error = refused(petstore, new_login(), None)

    assert error.code == "missing_id_token"


def test_token_is_looked_at_before_the_id_token(
    petstore: Any, new_login: Callable[..., Login]
) -> None:
    login = new_login()

    with pytest.raises(petstore.InvalidTokenError) as caught:
        login.finish(None, token_type="mac")

    assert caught.value.code == "unsupported_token_type"


def test_issuer_need_not_be_named_twice_and_never_wrongly(
    petstore: Any, new_login: Callable[..., Login]
) -> None:
    login, mixed_up = new_login(), new_login()

    login.finish(login.signed(), iss=ISSUER)

    with pytest.raises(petstore.AuthorizationResponseError) as caught:
        mixed_up.finish(mixed_up.signed(), iss="https://evil.example")
    assert caught.value.code == "issuer_mismatch"


def test_nobody_is_known_without_a_verifier(
    petstore: Any, new_login: Callable[..., Login]
) -> None:
    login = new_login(o_auth_id_token_verifier=None, o_auth_issuer=None)
    assert login.sent["response_type"] == "token"
    assert "nonce" not in login.sent

    token = login.finish(login.signed(nonce="whatever"))

    assert token.access_token == ACCESS_TOKEN
    with pytest.raises(petstore.CredentialsMissingError, match="id_token_verifier"):
        _ = login.manager.id_token_claims


@pytest.mark.parametrize(
    "changes",
    [
        {"o_auth_scopes": ["read:pets"]},
        {"o_auth_issuer": None},
        {"o_auth_client_id": None},
    ],
    ids=str,
)
def test_verifier_needs_to_know_what_to_expect(
    petstore: Any, new_login: Callable[..., Login], changes: dict[str, Any]
) -> None:
    with pytest.raises(petstore.CredentialsMissingError):
        new_login(**changes)


def test_other_process_needs_the_state_alone(
    new_login: Callable[..., Login], new_client: Callable[..., Any]
) -> None:
    login = new_login("state-of-the-session")
    other = new_login("some-other-state").manager

    other.fetch_token(login.answer(login.signed()), "state-of-the-session")

    assert other.id_token_claims["sub"] == "person-7"


def test_claims_go_with_the_token_that_they_came_with(
    petstore: Any, new_login: Callable[..., Login]
) -> None:
    login = new_login()
    login.finish(login.signed())

    login.manager.o_auth_token = petstore.OAuthToken("from-elsewhere")

    with pytest.raises(petstore.TokenMissingError):
        _ = login.manager.id_token_claims


def test_web_application_is_told_who_it_is(new_login: Callable[..., Login]) -> None:
    login = new_login("state-of-the-session")
    body = login.answer(login.signed()).partition("#")[2].encode()
    headers = {
        "Origin": "http://127.0.0.1:8765",
        "Content-Type": "application/x-www-form-urlencoded",
    }

    answer = login.manager.callback_answer(headers, body, "state-of-the-session")

    assert answer.error is None
    assert answer.id_token_claims["sub"] == "person-7"
    assert login.manager.o_auth_token is None
