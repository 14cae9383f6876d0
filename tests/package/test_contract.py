"""What a user was promised, word for word, and what importing the package costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests

EXAMPLE = """
from petstore import (
    ApiKeyCredentials,
    OAuthScopePetstoreAuthEnum,
    OAuthToken,
    PetstoreAuthCredentials,
    PetstoreClient,
)

client = PetstoreClient(
    petstore_auth_credentials=PetstoreAuthCredentials(
        o_auth_client_id="my-app",
        o_auth_redirect_uri="http://127.0.0.1:8765/callback",
        o_auth_scopes=[OAuthScopePetstoreAuthEnum.READPETS, OAuthScopePetstoreAuthEnum.WRITEPETS],
    ),
    api_key_credentials=ApiKeyCredentials(api_key="special-key"),
)
auth_url = client.petstore_auth.get_authorization_url()          # a fresh state, remembered
"""  # noqa: E501
AFTER_THE_REDIRECT = """
token = client.petstore_auth.fetch_token(redirect_url)
requests.get(url, auth=client.petstore_auth)
headers = client.petstore_auth.headers()
requests.post(url, auth=client.for_operation("addPet"))
scopes = client.petstore_auth.scopes_for("addPet", "getPetById")
page = client.petstore_auth.callback_page(post_to="/oauth/token")
"""

HEAVY = (
    "http.client http.server webbrowser socket ssl requests httpx asyncio logging "
    "dataclasses urllib.parse typing re secrets hashlib"
)
IMPORT = f"""
import os, sys

class Untouchable:
    def __getattribute__(self, name):
        raise AssertionError("the environment was read at import")

environ, os.environ = os.environ, Untouchable()
sys.path.insert(0, sys.argv[1])
import petstore
os.environ = environ

print(*(name for name in {HEAVY.split()!r} if name in sys.modules))

client = petstore.PetstoreClient(
    petstore_auth_credentials=petstore.PetstoreAuthCredentials(
        o_auth_client_id="my-app", o_auth_redirect_uri="https://app.example/cb"
    )
)
state = client.petstore_auth.get_authorization_url().rpartition("=")[2]
response = "https://app.example/cb#access_token=a%2Bb&token_type=bearer&state=" + state
print(client.petstore_auth.fetch_token(response).access_token)
print(client.for_operation("addPet").headers())
"""


@pytest.fixture
def example(petstore: Any, api: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names of the example, after the person came back from the server."""
    monkeypatch.setitem(sys.modules, "petstore", petstore)
    names: dict[str, Any] = {"requests": requests, "httpx": httpx, "url": api.url}
    exec(EXAMPLE, names)
    state = names["auth_url"].rpartition("&state=")[2]
    names["redirect_url"] = (
        "http://127.0.0.1:8765/callback"
        f"#access_token=2YotnFZFEjr1zCsicMWpAA&token_type=bearer&state={state}"
    )
    exec(AFTER_THE_REDIRECT, names)
    return names


def test_example_of_the_contract_works(petstore: Any, example: dict[str, Any]) -> None:
    enum = petstore.OAuthScopePetstoreAuthEnum

    assert example["auth_url"].startswith(
        "https://petstore3.swagger.io/oauth/authorize?"
    )
    assert isinstance(example["token"], petstore.OAuthToken)
    assert example["headers"] == {"Authorization": "Bearer 2YotnFZFEjr1zCsicMWpAA"}
    assert example["scopes"] == (enum.READPETS, enum.WRITEPETS)
    assert example["page"].startswith("<!doctype html>")
    assert example["client"].petstore_auth.granted_scopes == example["scopes"]


def test_every_client_of_the_contract_sends_the_token(
    api: Any, example: dict[str, Any]
) -> None:
    client = example["client"]
    with httpx.Client(auth=client.petstore_auth) as http:
        http.get(api.url)

    assert api.headers("Authorization") == [["Bearer 2YotnFZFEjr1zCsicMWpAA"]] * 3


def test_public_names_are_all_there(petstore: Any) -> None:
    assert set(petstore.__all__) >= {
        "ApiKeyCredentials",
        "AuthError",
        "OAuthScopePetstoreAuthEnum",
        "OAuthToken",
        "PetstoreAuth",
        "PetstoreAuthCredentials",
        "PetstoreClient",
    }
    assert all(hasattr(petstore, name) for name in petstore.__all__)


def test_errors_are_one_tree_with_a_code_each(petstore: Any) -> None:
    errors = [
        getattr(petstore, name) for name in petstore.__all__ if name.endswith("Error")
    ]

    assert len(errors) > 8
    assert all(issubclass(error, petstore.AuthError) for error in errors)
    assert all(isinstance(error("message").code, str) for error in errors)
    assert {
        "TokenMissingError": "token_missing",
        "TokenExpiredError": "token_expired",
        "InsufficientScopeError": "insufficient_scope",
        "InsecureTransportError": "insecure_transport",
        "CredentialsMissingError": "credentials_missing",
    }.items() <= {error.__name__: error.code for error in errors}.items()


def test_package_needs_nothing_but_the_standard_library(
    petstore_folder: Path, tmp_path: Path
) -> None:
    """Without site-packages, light to import, and blind to the environment."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", IMPORT, str(petstore_folder.parent)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert run.stderr == ""
    assert run.stdout.splitlines() == [
        "",
        "a+b",
        "{'Authorization': 'Bearer a+b'}",
    ]


def test_package_says_that_it_is_typed(petstore_folder: Path) -> None:
    assert (petstore_folder / "py.typed").is_file()
