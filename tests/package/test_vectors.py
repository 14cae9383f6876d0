"""What arrives at the redirect URI, and what must be made of it: shared vectors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

_FILE = Path(__file__).parents[1] / "vectors" / "implicit_redirects.json"
_VECTORS: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
_ALL: list[dict[str, Any]] = _VECTORS["vectors"]
_TOKENS = [vector for vector in _ALL if vector["expect"]["outcome"] == "token"]
_ERRORS = [vector for vector in _ALL if vector["expect"]["outcome"] == "error"]


def _id(vector: dict[str, Any]) -> str:
    return str(vector["id"])


def _manager(petstore: Any, request: dict[str, Any], token: Any = None) -> Any:
    """A manager that waits for the response to a vector's request."""
    credentials = petstore.PetstoreAuthCredentials(
        o_auth_client_id=request["client_id"],
        o_auth_redirect_uri=request["redirect_uri"],
        o_auth_scopes=request["scope"],
        o_auth_issuer=request["issuer"],
        o_auth_token=token,
    )
    client = petstore.PetstoreClient(petstore_auth_credentials=credentials)
    client.petstore_auth.get_authorization_url(state=request["state"])
    return client.petstore_auth


def _request(vector: dict[str, Any]) -> dict[str, Any]:
    return {**_VECTORS["defaults"]["request"], **vector["request"]}


def test_every_vector_is_run() -> None:
    assert len(_TOKENS) + len(_ERRORS) == len(_ALL) == 78


@pytest.mark.parametrize("vector", _TOKENS, ids=_id)
def test_response_gives_a_token(petstore: Any, clock: Any, vector: Any) -> None:
    clock.time = _VECTORS["defaults"]["now"]
    manager = _manager(petstore, _request(vector))

    token = manager.fetch_token(vector["redirect_url"])

    assert manager.o_auth_token is token
    assert {
        "outcome": "token",
        "access_token": token.access_token,
        "token_type": token.token_type,
        "expires_in": token.expires_in,
        "expires_at": token.expiry,
        "scope_granted": sorted(manager.granted_scopes),
        "scope_missing": sorted(manager.missing_scopes),
        "scope_extra": sorted(manager.extra_scopes),
    } == vector["expect"]


@pytest.mark.parametrize("vector", _ERRORS, ids=_id)
def test_response_is_refused(petstore: Any, clock: Any, vector: Any) -> None:
    expected = vector["expect"]
    kept = petstore.OAuthToken("kept-from-before", scope="read:pets")
    manager = _manager(petstore, _request(vector), kept)

    with pytest.raises(petstore.AuthError) as caught:
        manager.fetch_token(vector["redirect_url"])

    error = caught.value
    if expected["kind"] == "authorization_error":
        assert isinstance(error, petstore.AuthorizationError)
        assert {
            "code": error.code,
            "description": error.error_description,
            "uri": error.error_uri,
        } == {
            "code": expected["oauth_error"],
            "description": expected.get("oauth_error_description"),
            "uri": expected.get("oauth_error_uri"),
        }
    else:
        assert error.code == expected["kind"]
    shown = f"{error} {error!r} {error.args} {vars(error)}"
    assert "2YotnFZFEjr1zCsicMWpAA" not in shown
    assert _request(vector)["state"] not in shown
    assert manager.o_auth_token is kept
    assert manager.granted_scopes == ("read:pets",)
