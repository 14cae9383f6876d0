"""OpenID Connect at django-oauth-toolkit, with a person at Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jwt
import pytest
import requests

from generator import generate, load
from tests.browser.person import Browser
from tests.packages import forget, import_folder, write
from tests.servers.oauth_server import USERNAME, OAuthServer

pytestmark = pytest.mark.xdist_group("openid_django")

DOCUMENT = """\
openapi: 3.1.0
info: {{title: Kennel, version: "1"}}
paths:
  /pets: {{get: {{operationId: listPets, security: [{{keepers: ["read:pets"]}}]}}}}
components:
  securitySchemes:
    keepers: {{type: openIdConnect, openIdConnectUrl: {discovery}}}
"""
ANY_PORT = "http://127.0.0.1/callback"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OAuthServer]:
    """A server of these tests' own."""
    server = OAuthServer("tests.servers.django_server", tmp_path_factory.mktemp("dj"))
    server.register("kennel", [ANY_PORT], grant_type="authorization-code")
    yield server
    server.close()


@pytest.fixture(scope="module")
def kennel(
    server: OAuthServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("kennel")
    document = folder / "kennel.yaml"
    document.write_text(DOCUMENT.format(discovery=server.discovery))
    write(generate(load(str(document))), folder / "kennel")
    yield import_folder(folder / "kennel", "kennel_under_test")
    forget("kennel_under_test")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


def test_person_is_known_before_and_after_a_refresh(
    server: OAuthServer, kennel: Any, browser: Browser
) -> None:
    def verify(id_token: str) -> Any:
        keys = jwt.PyJWKClient(keepers.discover().jwks_uri)
        key = keys.get_signing_key_from_jwt(id_token)
        return jwt.decode(
            id_token, key, algorithms=["RS256"], options={"verify_aud": False}
        )

    def show(url: str) -> None:
        browser.let(lambda p: p.opens(url).logs_in().agrees().reads("Access granted"))

    keepers = kennel.KennelClient(
        keepers_credentials=kennel.KeepersCredentials(
            o_auth_client_id="kennel",
            o_auth_redirect_uri=ANY_PORT,
            o_auth_scopes=["read:pets"],
            o_auth_id_token_verifier=verify,
        )
    ).keepers

    first = keepers.authorize(300, open_browser=show)

    before = keepers.id_token_claims
    assert before["aud"] == "kennel"
    assert before["iss"] == keepers.discover().issuer
    assert keepers.granted_scopes == ("openid", "read:pets")

    second = keepers.refresh()

    assert second.access_token != first.access_token
    assert keepers.id_token_claims["sub"] == before["sub"]
    answer = requests.get(server.resource, auth=keepers, timeout=60)
    assert answer.json() == {"owner": USERNAME}
