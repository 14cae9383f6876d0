"""What a server publishes of itself (RFC 8414, OpenID Connect Discovery 1.0)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .oauth import OAuthToken, errors, manager
from .token_server import TokenServer, token_server

OPENID, OAUTH = (
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        yield server


def metadata(server: TokenServer, **changes: Any) -> dict[str, Any]:
    return {
        "issuer": server.url,
        "authorization_endpoint": f"{server.url}/of-metadata/authorize",
        "token_endpoint": f"{server.url}/of-metadata/token",
        "userinfo_endpoint": f"{server.url}/of-metadata/person",
        "device_authorization_endpoint": f"{server.url}/of-metadata/device",
        "jwks_uri": f"{server.url}/of-metadata/keys",
        **changes,
    }


def people_of(server: TokenServer, path: str = OPENID, **changes: Any) -> Any:
    facts = {"discovery_url": server.url + path}
    return manager("open_id_connect", server.url, facts=facts, **changes)


def shop_of(server: TokenServer, facts: dict[str, Any], **changes: Any) -> Any:
    url = f"{server.url}{OAUTH}"
    return manager(
        "authorization_code",
        server.url,
        facts={"metadata_url": url, **facts},
        **changes,
    )


def test_metadata_is_asked_for_once_and_not_before_it_is_needed(
    server: TokenServer,
) -> None:
    server.reply(metadata(server))
    people = people_of(server)
    assert people.lacks() is not None
    assert server.asked == []

    first, second = people.get_authorization_url(), people.get_authorization_url()

    for url in (first, second):
        assert url.startswith(f"{server.url}/of-metadata/authorize?response_type=code&")
        assert "code_challenge_method=S256" in url
        assert "scope=openid&" in url
    (asked,) = server.asked
    assert asked.path == OPENID
    assert asked.headers["accept"] == "application/json"
    assert asked.body == ""


def test_everything_that_is_published_is_told(server: TokenServer) -> None:
    server.reply(
        metadata(server, authorization_response_iss_parameter_supported=True, more=[1])
    )

    found = people_of(server).discover()

    assert vars(found) == metadata(
        server, authorization_response_iss_parameter_supported=True
    )


def test_tasks_discover_without_blocking(server: TokenServer) -> None:
    server.reply(metadata(server))
    people = people_of(server)

    async def ask() -> tuple[Any, str]:
        return await people.discover_async(), await people.get_authorization_url_async()

    found, url = asyncio.run(ask())

    assert found.issuer == server.url
    assert url.startswith(found.authorization_endpoint)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("path", "issuer"),
    [
        (OPENID, ""),
        (OPENID, "/"),
        (f"/tenant{OPENID}", "/tenant"),
        (f"/tenant{OPENID}", "/tenant/"),
        (f"/tenant{OPENID}?version=2", "/tenant"),
        (OAUTH, ""),
        (f"{OAUTH}/tenant/a", "/tenant/a"),
        (f"/tenant{OAUTH}", "/tenant"),
        (f"{OPENID}/tenant", "/tenant"),
    ],
)
def test_issuer_follows_from_the_url(
    server: TokenServer, path: str, issuer: str
) -> None:
    server.reply(metadata(server, issuer=server.url + issuer))

    assert people_of(server, path).discover().issuer == server.url + issuer
    assert server.asked[0].path == path


@pytest.mark.parametrize(
    "issuer",
    ["https://evil.example", "{url}/tenant", "{url}//", "{upper}", None, 7, ["{url}"]],
    ids=str,
)
def test_metadata_of_another_issuer_is_not_used(
    server: TokenServer, issuer: Any
) -> None:
    if isinstance(issuer, str):
        issuer = issuer.format(url=server.url, upper=server.url.upper())
    server.reply(metadata(server, issuer=issuer))
    server.reply(metadata(server))
    people = people_of(server)

    with pytest.raises(errors.AuthorizationResponseError) as caught:
        people.get_authorization_url()

    assert caught.value.code == "issuer_mismatch"
    # Nothing of it was kept.
    assert people.discover().issuer == server.url


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 200),
        ("[]", 200),
        ('"text"', 200),
        ('{"issuer": "{url}", "issuer": "{url}"}', 200),
        ("[" * 100_000, 200),
        ('{"issuer": "{url}"}', 404),
        ('{"issuer": "{url}"}', 500),
        ('{"issuer": "{url}"}', 302),
        ('{"issuer": "{url}", "token_endpoint": 7}', 200),
        (" " * 1024 * 1024 + '{"issuer": "{url}"}', 200),
    ],
    ids=lambda value: str(value)[:30],
)
def test_answer_that_is_no_metadata_is_an_error(
    server: TokenServer, body: str, status: int
) -> None:
    server.reply(body.replace("{url}", server.url), status, Location=server.url)

    with pytest.raises(errors.TransportError):
        people_of(server).discover()

    assert len(server.asked) == 1


def test_answer_that_does_not_claim_to_be_json_is_an_error(
    server: TokenServer,
) -> None:
    server.reply(metadata(server), Content_Type="text/html")

    with pytest.raises(errors.TransportError):
        people_of(server).discover()


def test_endpoint_in_clear_is_refused(server: TokenServer) -> None:
    server.reply(metadata(server, jwks_uri="http://keys.example/jwks"))

    with pytest.raises(errors.InsecureTransportError, match="jwks_uri"):
        people_of(server).discover()


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://as.example" + OPENID, errors.InsecureTransportError),
        ("https://as.example/metadata.json", errors.InvalidRequestError),
        (f"https://as.example/a{OAUTH}/b", errors.InvalidRequestError),
        (f"https://as.example{OPENID}.json", errors.InvalidRequestError),
        (None, errors.CredentialsMissingError),
    ],
)
def test_nobody_is_asked_at_a_url_that_cannot_be_right(
    url: str | None, error: type[Exception]
) -> None:
    people = manager("open_id_connect", facts={"discovery_url": url})

    with pytest.raises(error):
        people.discover()


def test_relative_url_starts_at_the_server_and_another_takes_its_place(
    server: TokenServer,
) -> None:
    server.reply(metadata(server, issuer=f"{server.url}/a"))
    server.reply(metadata(server, issuer=f"{server.url}/b"))
    relative: Any = {"discovery_url": f"/a{OPENID}"}
    other = f"{server.url}/b{OPENID}"

    one = manager("open_id_connect", server.url, facts=relative)
    two = manager(
        "open_id_connect", server.url, facts=relative, o_auth_discovery_url=other
    )

    assert one.discover().issuer == f"{server.url}/a"
    assert two.discover().issuer == f"{server.url}/b"


def test_endpoint_that_is_not_published_cannot_be_used(server: TokenServer) -> None:
    server.reply({"issuer": server.url})

    with pytest.raises(errors.CredentialsMissingError, match="server tells of no"):
        people_of(server).get_authorization_url()


def test_oauth_scheme_is_not_asked_by_itself(server: TokenServer) -> None:
    shop = shop_of(server, {"authorization_url": None})

    with pytest.raises(errors.CredentialsMissingError):
        shop.get_authorization_url()

    assert server.asked == []


def test_metadata_fills_what_the_document_lacks(server: TokenServer) -> None:
    server.reply(metadata(server))
    server.reply({"access_token": "new", "token_type": "bearer"})
    shop = shop_of(
        server,
        {"token_url": None},
        o_auth_token=OAuthToken("old", refresh_token="r"),
    )

    shop.discover()

    assert shop.get_authorization_url().startswith(f"{server.url}/authorize?")
    assert shop.refresh().access_token == "new"
    assert server.asked[1].path == "/of-metadata/token"


def test_document_without_metadata_cannot_be_asked() -> None:
    with pytest.raises(errors.CredentialsMissingError, match="oauth2MetadataUrl"):
        manager("authorization_code").discover()


def test_configured_issuer_has_to_be_the_one_that_is_found(server: TokenServer) -> None:
    server.reply(metadata(server))

    with pytest.raises(errors.AuthorizationResponseError) as caught:
        shop_of(server, {}, o_auth_issuer="https://as.example").discover()

    assert caught.value.code == "issuer_mismatch"


@pytest.mark.parametrize(
    ("supported", "iss", "code"),
    [
        (True, "", "issuer_mismatch"),
        (True, "&iss=https://evil.example", "issuer_mismatch"),
        (True, "&iss={url}", "access_denied"),
        (False, "", "access_denied"),
        (False, "&iss=https://evil.example", "issuer_mismatch"),
        (False, "&iss={url}", "access_denied"),
        # A server says so by a boolean, and by nothing else.
        ("true", "", "access_denied"),
        (None, "", "access_denied"),
    ],
)
def test_response_names_the_issuer_where_the_server_says_so(
    server: TokenServer, supported: object, iss: str, code: str
) -> None:
    word = "authorization_response_iss_parameter_supported"
    server.reply(metadata(server, **{word: supported}))
    people = people_of(server)
    state = people.get_authorization_url().rpartition("state=")[2].partition("&")[0]
    answer = f"?error=access_denied&state={state}{iss.format(url=server.url)}"

    with pytest.raises(errors.AuthError) as caught:
        people.fetch_token(answer)

    assert caught.value.code == code


TWO = """\
openapi: 3.0.4
info: {title: Shop, version: "1"}
paths: {}
components:
  securitySchemes:
    tills: &scheme
      type: oauth2
      flows: {implicit: {authorizationUrl: https://as.example/tills, scopes: {}}}
    shelves: *scheme
"""


def test_one_issuer_is_one_server(package_of: Callable[[str], Any]) -> None:
    shop = package_of(TWO)
    fields = {"o_auth_client_id": "shop-cli", "o_auth_issuer": "https://as.example"}
    other = "https://evil.example/authorize"
    tills = shop.TillsCredentials(**fields)
    same, mixed_up = (
        shop.ShopClient(tills_credentials=tills, shelves_credentials=shelves)
        for shelves in (
            shop.ShelvesCredentials(**fields),
            shop.ShelvesCredentials(**fields, o_auth_authorization_url=other),
        )
    )
    for scheme in (same.tills, same.shelves, mixed_up.tills):
        assert scheme.get_authorization_url().startswith("https://as.example/tills")

    with pytest.raises(shop.InvalidRequestError, match="authorization_url"):
        mixed_up.shelves.get_authorization_url()

    # Of whom nobody says that they are one, they may be two.
    del fields["o_auth_issuer"]
    two = shop.ShopClient(
        tills_credentials=shop.TillsCredentials(**fields),
        shelves_credentials=shop.ShelvesCredentials(
            **fields, o_auth_authorization_url=other
        ),
    )
    two.tills.get_authorization_url()
    assert two.shelves.get_authorization_url().startswith(other)
