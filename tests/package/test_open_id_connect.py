"""ID Tokens from the token endpoint (OpenID Connect Core 1.0, sections 3.1 and 12).

What an ID Token must say is held by `test_id_token.py`, and that a provider's own ones
are taken by `tests/openid`. Here is what no honest provider does.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import threading
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from .conftest import NOW, Clock
from .oauth import OAuthToken, errors, manager
from .token_server import TokenServer, token_server

ISSUER = "https://as.example"
KEY = ec.generate_private_key(ec.SECP256R1())
SECRET = "a-secret-of-more-than-32-characters"


def half_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def verify(id_token: str) -> Mapping[str, Any]:
    """The signature alone, by the key of the issuer."""
    return _decoded(id_token, KEY.public_key(), "ES256")


def verify_by_secret(id_token: str) -> Mapping[str, Any]:
    return _decoded(id_token, SECRET, "HS256")


def _decoded(id_token: str, key: Any, algorithm: str) -> Mapping[str, Any]:
    options: Any = {
        f"verify_{claim}": False for claim in ("exp", "iat", "nbf", "aud", "sub")
    }
    claims: Mapping[str, Any] = jwt.decode(
        id_token, key, algorithms=[algorithm], options=options
    )
    return claims


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Iterator[TokenServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        yield server


def shop_of(server: TokenServer, **changes: Any) -> Any:
    fields: dict[str, Any] = {
        "o_auth_scopes": ["openid", "read"],
        "o_auth_issuer": ISSUER,
        "o_auth_id_token_verifier": verify,
        **changes,
    }
    return manager("authorization_code", server.url, **fields)


class Login:
    """A code that has come for a request, and what the issuer would say of it."""

    def __init__(self, shop: Any) -> None:
        self.shop = shop
        url: str = shop.get_authorization_url()
        self.sent = dict(parse_qsl(urlsplit(url).query))
        self.answer = f"?code=the-code&state={self.sent['state']}"

    def id_token(self, key: Any = KEY, algorithm: str = "ES256", **changes: Any) -> str:
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "sub": "person-7",
            "aud": "shop-cli",
            "exp": NOW + 300,
            "iat": NOW,
            "nonce": self.sent["nonce"],
            **changes,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, key, algorithm)

    def finish(self, server: TokenServer, id_token: str | None, **more: Any) -> Any:
        server.reply(
            {
                "access_token": "access-1",
                "token_type": "bearer",
                **({} if id_token is None else {"id_token": id_token}),
                **more,
            }
        )
        return self.shop.fetch_token(self.answer)


@pytest.mark.parametrize(
    "changes",
    [{}, {"at_hash": half_hash("access-1")}, {"c_hash": half_hash("the-code")}],
    ids=str,
)
def test_person_is_known(server: TokenServer, changes: dict[str, str]) -> None:
    login = Login(shop_of(server))
    assert login.sent["response_type"] == "code"
    assert len(login.sent["nonce"]) == 43

    token = login.finish(server, login.id_token(**changes))

    assert login.shop.o_auth_token == token
    assert login.shop.id_token_claims["sub"] == "person-7"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"nonce": "of-another-login"}, "nonce"),
        ({"iss": "https://evil.example"}, "evil"),
        ({"aud": "another-client"}, "aud"),
        ({"at_hash": half_hash("another-token")}, "at_hash"),
        ({"c_hash": half_hash("another-code")}, "c_hash"),
    ],
    ids=str,
)
def test_nobody_is_known_by_what_is_wrong(
    server: TokenServer, changes: dict[str, str], reason: str
) -> None:
    login = Login(shop_of(server))

    with pytest.raises(errors.IdTokenError, match=reason):
        login.finish(server, login.id_token(**changes))

    assert login.shop.o_auth_token is None


@pytest.mark.parametrize(
    ("id_token", "code"), [(None, "missing_id_token"), (7, "invalid_response")]
)
def test_id_token_has_to_come(server: TokenServer, id_token: Any, code: str) -> None:
    login = Login(shop_of(server))

    with pytest.raises(errors.AuthError) as caught:
        login.finish(server, id_token)

    assert caught.value.code == code
    assert login.shop.o_auth_token is None


def test_secret_of_the_client_signs_for_a_client_that_has_one(
    server: TokenServer,
) -> None:
    shops = [
        shop_of(
            server,
            o_auth_client_secret=secret,
            o_auth_id_token_verifier=verify_by_secret,
        )
        for secret in (SECRET, None)
    ]
    confidential, public = map(Login, shops)

    confidential.finish(server, confidential.id_token(SECRET, "HS256"))
    assert confidential.shop.id_token_claims["sub"] == "person-7"

    with pytest.raises(errors.IdTokenError, match="has none"):
        public.finish(server, public.id_token(SECRET, "HS256"))


def test_verifier_may_block_and_the_event_loop_does_not(server: TokenServer) -> None:
    threads: list[threading.Thread] = []

    def slow(id_token: str) -> Mapping[str, Any]:
        threads.append(threading.current_thread())
        return verify(id_token)

    login = Login(shop_of(server, o_auth_id_token_verifier=slow))
    server.reply(
        {
            "access_token": "access-1",
            "token_type": "bearer",
            "id_token": login.id_token(),
        }
    )

    asyncio.run(login.shop.fetch_token_async(login.answer))

    assert login.shop.id_token_claims["sub"] == "person-7"
    assert threads != [threading.current_thread()]


def refresh(server: TokenServer, login: Login, **more: Any) -> OAuthToken:
    server.reply({"access_token": "access-2", "token_type": "bearer", **more})
    token: OAuthToken = login.shop.refresh()
    return token


def test_refresh_brings_new_claims_or_keeps_the_old_ones(server: TokenServer) -> None:
    login = Login(shop_of(server))
    login.finish(server, login.id_token(email="old"), refresh_token="refresh-1")

    refresh(server, login)
    assert login.shop.id_token_claims["email"] == "old"

    # Section 12.2: it should have no nonce.
    claims: Any = {"email": "new", "nonce": None, "at_hash": half_hash("access-2")}
    refresh(server, login, id_token=login.id_token(**claims))
    assert login.shop.id_token_claims["email"] == "new"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sub": "person-8"}, "somebody else"),
        ({"nonce": "of-another-login"}, "nonce"),
        ({"at_hash": half_hash("access-1")}, "at_hash"),
        ({"aud": "another-client"}, "aud"),
        ({"iss": "https://evil.example"}, "evil"),
    ],
    ids=str,
)
def test_refresh_for_somebody_else_is_refused(
    server: TokenServer, changes: dict[str, str], reason: str
) -> None:
    login = Login(shop_of(server))
    first = login.finish(server, login.id_token(), refresh_token="refresh-1")

    with pytest.raises(errors.IdTokenError, match=reason):
        refresh(server, login, id_token=login.id_token(**changes))

    assert login.shop.o_auth_token == first
    assert login.shop.id_token_claims["sub"] == "person-7"


def test_refresh_of_a_token_from_elsewhere_tells_nobody(server: TokenServer) -> None:
    login = Login(shop_of(server))
    login.shop.o_auth_token = OAuthToken("from-elsewhere", refresh_token="refresh-1")

    refresh(server, login, id_token=login.id_token())

    with pytest.raises(errors.TokenMissingError):
        _ = login.shop.id_token_claims


def test_openid_is_always_among_the_scopes() -> None:
    for scopes in ([], ["email"], ["email", "openid"]):
        people = manager("open_id_connect", o_auth_scopes=scopes)
        assert people.o_auth_scopes == tuple(dict.fromkeys(["openid", *scopes]))
        changed = people._credentials.clone_with(o_auth_client_id="another")
        assert changed.o_auth_scopes == people.o_auth_scopes


@pytest.mark.parametrize("response_type", ["token", "code id_token", "id_token", ""])
def test_other_response_types_are_refused(response_type: str) -> None:
    with pytest.raises(errors.InvalidRequestError, match="o_auth_response_type"):
        manager("open_id_connect", o_auth_response_type=response_type)


def test_token_through_the_browser_needs_a_verifier(server: TokenServer) -> None:
    server.reply({"issuer": server.url, "authorization_endpoint": f"{server.url}/a"})
    people = manager(
        "open_id_connect",
        facts={"discovery_url": f"{server.url}/.well-known/openid-configuration"},
        o_auth_response_type="id_token token",
    )

    with pytest.raises(errors.CredentialsMissingError, match="verifier"):
        people.get_authorization_url()


def test_environment_holds_no_verifier(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {
        "CLIENT_ID": "of-the-environment",
        "CLIENT_SECRET": "secret-of-the-environment",
        "DISCOVERY_URL": "https://as.example/.well-known/openid-configuration",
        "RESPONSE_TYPE": "id_token token",
        "SCOPES": "email phone",
        "ID_TOKEN_VERIFIER": "os.system",
    }
    for name, value in names.items():
        monkeypatch.setenv(f"SHOP_O_AUTH_{name}", value)

    people = manager("open_id_connect")
    credentials = people._credentials.from_environment()

    assert credentials.o_auth_client_id == "of-the-environment"
    assert credentials.o_auth_client_secret == "secret-of-the-environment"
    assert credentials.o_auth_discovery_url == names["DISCOVERY_URL"]
    assert credentials.o_auth_response_type == "id_token token"
    assert credentials.o_auth_scopes == ("openid", "email", "phone")
    assert credentials.o_auth_id_token_verifier is None
    assert "secret-of-the-environment" not in repr(credentials)
