"""A provider of npm, the package for an API that trusts it, and a real verifier."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jwt
import pytest

from generator import generate, load
from tests.packages import forget, import_folder, write
from tests.servers.oidc_server import OidcServer

DOCUMENT = """\
openapi: 3.1.0
info: {{title: Album, version: "1"}}
paths:
  /me: {{get: {{operationId: whoAmI, security: [{{people: [openid, email]}}]}}}}
components:
  securitySchemes:
    people: {{type: openIdConnect, openIdConnectUrl: {discovery_url}}}
    old_people:
      type: oauth2
      flows:
        implicit:
          authorizationUrl: {issuer}/auth
          scopes: {{openid: who it is, email: and where}}
"""
REDIRECT_URI = "http://127.0.0.1:8765/callback"


@pytest.fixture(scope="session", autouse=True)
def no_proxy() -> Iterator[None]:
    """Everything is on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "*")
        yield


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OidcServer]:
    """oidc-provider."""
    server = OidcServer(tmp_path_factory.mktemp("provider"))
    yield server
    server.close()


@pytest.fixture(scope="session")
def album(
    provider: OidcServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The package of an API that trusts the provider."""
    folder = tmp_path_factory.mktemp("album")
    document = folder / "album.yaml"
    document.write_text(DOCUMENT.format(**vars(provider)))
    write(generate(load(str(document))), folder / "album")
    yield import_folder(folder / "album", "album_under_test")
    forget("album_under_test")


@pytest.fixture(scope="session")
def verify(provider: OidcServer) -> Callable[[str], Mapping[str, Any]]:
    """What the pages tell people to write."""
    keys = jwt.PyJWKClient(f"{provider.issuer}/jwks")

    def verify(id_token: str) -> Mapping[str, Any]:
        key = keys.get_signing_key_from_jwt(id_token)
        claims: Mapping[str, Any] = jwt.decode(
            id_token, key, algorithms=["RS256", "ES256"], options={"verify_aud": False}
        )
        return claims

    return verify


@pytest.fixture
def new_people(album: Any, verify: Any) -> Callable[..., Any]:
    """Makes a manager of the scheme `people`."""

    def people(
        o_auth_client_id: str = "code-app", *, settings: Any = None, **changes: Any
    ) -> Any:
        credentials = album.PeopleCredentials(
            **{
                "o_auth_client_id": o_auth_client_id,
                "o_auth_redirect_uri": REDIRECT_URI,
                "o_auth_scopes": ["email"],
                "o_auth_id_token_verifier": verify,
                **changes,
            }
        )
        client = album.AlbumClient(people_credentials=credentials, **settings or {})
        return client.people

    return people
