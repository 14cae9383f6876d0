"""OpenID Connect at `oidc-provider`, whose pages somebody answers by HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from tests.openid.conftest import REDIRECT_URI
from tests.servers.oidc_server import ACCOUNT, OidcServer, Visitor

# What is done at the provider is done in one worker, which starts it once.
pytestmark = pytest.mark.xdist_group("oidc_provider")

IMPLICIT = {
    "o_auth_client_id": "implicit-app",
    "o_auth_response_type": "id_token token",
}


def logged_in(manager: Any, **parameters: str) -> Any:
    url = manager.get_authorization_url(additional_params=parameters)
    return manager.fetch_token(Visitor().agrees(url))


def user_info(provider: OidcServer, manager: Any) -> Any:
    """What a resource of the provider tells, for the token of a manager."""
    response = requests.get(f"{provider.issuer}/me", auth=manager, timeout=60)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize("changes", [{}, IMPLICIT], ids=["code", "id_token token"])
def test_person_is_known_and_the_token_serves(
    provider: OidcServer, new_people: Callable[..., Any], changes: dict[str, str]
) -> None:
    manager = new_people(**changes)

    logged_in(manager)

    claims = manager.id_token_claims
    assert claims["sub"] == ACCOUNT
    assert claims["iss"] == provider.issuer
    assert claims["aud"] == manager.o_auth_client_id
    assert manager.granted_scopes == ("openid", "email")
    assert user_info(provider, manager) == {
        "sub": ACCOUNT,
        "email": f"{ACCOUNT}@people.example",
    }


@pytest.mark.parametrize("changes", [{}, IMPLICIT], ids=["code", "id_token token"])
def test_another_library_can_check_the_signature(
    new_people: Callable[..., Any], verify_with_joserfc: Any, changes: dict[str, str]
) -> None:
    manager = new_people(**changes, o_auth_id_token_verifier=verify_with_joserfc)

    logged_in(manager)

    assert manager.id_token_claims["sub"] == ACCOUNT


def test_scopes_are_those_that_operations_ask_for(
    album: Any, new_people: Callable[..., Any]
) -> None:
    assert list(album.OAuthScopePeopleEnum) == ["openid", "email"]
    assert new_people().scopes_for("whoAmI") == ("openid", "email")


def test_client_with_a_secret_and_another_algorithm(
    provider: OidcServer, new_people: Callable[..., Any]
) -> None:
    manager = new_people(
        "web-app",
        o_auth_client_secret="secret % of : web-app",
        o_auth_redirect_uri="https://app.example/callback",
    )

    logged_in(manager)

    assert manager.id_token_claims["sub"] == ACCOUNT
    assert user_info(provider, manager)["sub"] == ACCOUNT


def test_scheme_with_the_implicit_flow_asks_who_it_is(
    provider: OidcServer, album: Any, verify: Any
) -> None:
    credentials = album.OldPeopleCredentials(
        o_auth_client_id="implicit-app",
        o_auth_redirect_uri=REDIRECT_URI,
        o_auth_scopes=list(album.OAuthScopeOldPeopleEnum),
        o_auth_issuer=provider.issuer,
        o_auth_id_token_verifier=verify,
    )
    manager = album.AlbumClient(old_people_credentials=credentials).old_people

    logged_in(manager)

    assert manager.id_token_claims["sub"] == ACCOUNT
    assert user_info(provider, manager)["sub"] == ACCOUNT


def test_refresh_rotates_and_the_person_stays_known(
    provider: OidcServer, new_people: Callable[..., Any]
) -> None:
    manager = new_people(o_auth_scopes=["offline_access", "email"])
    first = logged_in(manager, prompt="consent")
    before = manager.id_token_claims

    second = manager.refresh()

    assert second.access_token != first.access_token
    assert second.refresh_token not in (None, first.refresh_token)
    assert manager.o_auth_token is second
    after = manager.id_token_claims
    assert after is not before
    assert after["sub"] == before["sub"] == ACCOUNT
    assert user_info(provider, manager)["sub"] == ACCOUNT


def test_refresh_after_a_restart_discovers_first(
    album: Any, new_people: Callable[..., Any]
) -> None:
    token = logged_in(
        new_people(o_auth_scopes=["offline_access", "email"]), prompt="consent"
    )
    again = new_people(
        o_auth_scopes=["offline_access", "email"],
        o_auth_token=album.OAuthToken.from_dictionary(token.to_dictionary()),
    )

    assert again.refresh().access_token != token.access_token
    with pytest.raises(album.TokenMissingError):
        _ = again.id_token_claims


def test_discovery_tells_the_endpoints(
    provider: OidcServer, new_people: Callable[..., Any]
) -> None:
    manager = new_people()

    metadata = manager.discover()

    assert metadata.issuer == provider.issuer
    assert metadata.authorization_endpoint == f"{provider.issuer}/auth"
    assert metadata.token_endpoint == f"{provider.issuer}/token"
    assert metadata.userinfo_endpoint == f"{provider.issuer}/me"
    assert metadata.jwks_uri == f"{provider.issuer}/jwks"
    assert metadata.authorization_response_iss_parameter_supported is True
    assert manager.discover() is metadata


@pytest.mark.parametrize("issuer", ["", "iss=https%3A%2F%2Fevil.example"])
def test_provider_that_names_itself_always_has_to(
    album: Any, new_people: Callable[..., Any], issuer: str
) -> None:
    manager = new_people()
    address = Visitor().agrees(manager.get_authorization_url())
    (named,) = [part for part in address.split("&") if part.startswith("iss=")]

    with pytest.raises(album.AuthorizationResponseError) as caught:
        manager.fetch_token(address.replace(named, issuer))

    assert caught.value.code == "issuer_mismatch"


def test_oauth_scheme_can_discover_who_has_to_answer(
    provider: OidcServer, album: Any
) -> None:
    credentials = album.MembersCredentials(
        o_auth_client_id="code-app",
        o_auth_redirect_uri=REDIRECT_URI,
        o_auth_scopes=["openid", "email"],
    )
    manager = album.AlbumClient(members_credentials=credentials).members

    assert manager.discover().issuer == provider.issuer
    address = Visitor().agrees(manager.get_authorization_url())
    before, _, named = address.partition("iss=")

    with pytest.raises(album.AuthorizationResponseError) as caught:
        manager.fetch_token(f"{before}iss=https://evil.example")
    assert caught.value.code == "issuer_mismatch"
    manager.fetch_token(f"{before}iss={named}")
    assert user_info(provider, manager)["sub"] == ACCOUNT


def test_access_token_of_another_login_is_refused(
    album: Any, new_people: Callable[..., Any]
) -> None:
    manager, other = new_people(**IMPLICIT), new_people(**IMPLICIT)
    address = Visitor().agrees(manager.get_authorization_url())
    stolen = Visitor().agrees(other.get_authorization_url())
    own, others = (dict(parse_qsl(urlsplit(one).fragment)) for one in (address, stolen))

    with pytest.raises(album.IdTokenError, match="at_hash"):
        manager.fetch_token(
            address.replace(own["access_token"], others["access_token"])
        )
    with pytest.raises(album.IdTokenError, match="nonce"):
        other.fetch_token(stolen.replace(others["id_token"], own["id_token"]))
    assert manager.o_auth_token is other.o_auth_token is None


def test_code_serves_with_its_own_verifier_alone(
    album: Any, new_people: Callable[..., Any]
) -> None:
    manager = new_people()
    verifier, other = "v" * 43, "w" * 43
    url = manager.get_authorization_url("state-of-the-session", None, verifier)
    address = Visitor().agrees(url)

    with pytest.raises(album.AuthorizationError) as caught:
        new_people().fetch_token(address, "state-of-the-session", other)

    assert caught.value.code == "invalid_grant"


def test_other_process_goes_on_with_what_the_session_holds(
    new_people: Callable[..., Any],
) -> None:
    url = new_people().get_authorization_url("state-of-the-session", None, "v" * 43)
    other = new_people()

    other.fetch_token(Visitor().agrees(url), "state-of-the-session", "v" * 43)

    assert other.id_token_claims["sub"] == ACCOUNT


def test_other_process_needs_the_verifier_of_a_code(
    album: Any, new_people: Callable[..., Any]
) -> None:
    url = new_people().get_authorization_url("state-of-the-session", None, "v" * 43)

    with pytest.raises(album.InvalidRequestError, match="code_verifier"):
        new_people().fetch_token(Visitor().agrees(url), "state-of-the-session")


def test_other_process_needs_no_verifier_without_a_code(
    new_people: Callable[..., Any],
) -> None:
    url = new_people(**IMPLICIT).get_authorization_url("state-of-the-session")
    other = new_people(**IMPLICIT)

    other.fetch_token(Visitor().agrees(url), "state-of-the-session")

    assert other.id_token_claims["sub"] == ACCOUNT


def test_person_refuses(album: Any, new_people: Callable[..., Any]) -> None:
    manager = new_people()

    with pytest.raises(album.AuthorizationError) as caught:
        manager.fetch_token(Visitor().refuses(manager.get_authorization_url()))

    assert caught.value.code == "access_denied"
