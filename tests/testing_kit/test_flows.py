"""Every scheme of a document is served, and nobody is let in who should not be."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import requests

NewServer = Callable[..., AbstractContextManager[Any]]

LOGINS = ("login", "login_implicit", "identity")
AUTOMATIC = ("login_client_credentials", "login_password")
GRANTS = (*LOGINS, *AUTOMATIC, "login_device_authorization")
GIVEN = (
    *("api_key", "key_in_query", "key_in_cookie"),
    *("basic", "bearer", "digest", "negotiate"),
)


def obtain(client: Any, name: str) -> Any:
    """A token by the grant of a scheme, as a program gets it."""
    manager = getattr(client, name)
    return manager.fetch_token() if name in AUTOMATIC else manager.authorize(30)


def arrived(server: Any, manager: Any, path: str = "/items") -> Any:
    """What the API says of a request with a manager's credential."""
    answer = requests.get(server.api.url + path, auth=manager, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("name", GRANTS)
def test_token_of_every_grant_is_taken(server: Any, name: str) -> None:
    client = server.client()
    assert obtain(client, name).expires_in == 3600
    seen = arrived(server, getattr(client, name))
    assert seen["schemes"] == [name]


@pytest.mark.parametrize("name", GIVEN)
def test_credential_that_is_given_is_taken(server: Any, name: str) -> None:
    seen = arrived(server, getattr(server.client(), name))
    assert seen == {"schemes": [name], "scopes": []}


@pytest.mark.parametrize("name", GIVEN)
def test_another_credential_is_not_taken(
    new_server: NewServer, package: Any, name: str
) -> None:
    kind = f"{name.title().replace('_', '')}Credentials"
    with new_server() as server:
        known = server.credentials(getattr(package, kind))
        field = known.field_names()[0]
        wrong = known.clone_with(**{field: getattr(known, field) + "-of-another"})
        client = package.EverySchemeClient(**{f"{name}_credentials": wrong})
        auth = getattr(client, name)
        refused = requests.get(server.api.url, auth=auth, timeout=30)
        assert (refused.status_code, server.api.calls[-1].schemes) == (401, ())


def test_answer_to_a_digest_challenge_fits_one_request(server: Any) -> None:
    auth = server.client().digest
    url = server.api.url
    sent = requests.get(f"{url}/one", auth=auth, timeout=30).request.headers
    answer = {"Authorization": sent["Authorization"]}
    assert requests.get(f"{url}/one", headers=answer, timeout=30).ok
    for name in ("/two", "/one?page=2"):
        refused = requests.get(url + name, headers=answer, timeout=30)
        assert refused.status_code == 401
    stale = {"Authorization": sent["Authorization"].replace("nonce-of", "nonce-off")}
    assert requests.get(f"{url}/one", headers=stale, timeout=30).status_code == 401


def test_certificate_is_never_seen(new_server: NewServer, package: Any) -> None:
    own = package.CertificateCredentials(certificate_file="client.pem")
    with new_server(own) as server:
        assert arrived(server, server.client().bearer)["schemes"] == ["bearer"]


def test_several_credentials_are_told_apart(server: Any) -> None:
    client = server.client()
    client.login.authorize()
    seen = arrived(server, client.for_operation("addItem"))
    assert seen["schemes"] == ["login", "key_in_query"]


def test_nobody_without_a_credential_is_let_in(server: Any) -> None:
    refused = requests.get(server.api.url, timeout=30)
    assert refused.status_code == 401
    assert refused.json() == {}
    challenges = refused.headers["WWW-Authenticate"]
    assert challenges.startswith('Bearer realm="tests", Basic realm="tests"')
    assert "Digest" in challenges


def test_api_answers_as_it_is_told(server: Any) -> None:
    client = server.client()
    server.api.serve("/items", [{"id": 7}], status=201, scopes=["read:items"])
    server.api.serve("/health", "well", public=True)
    url = f"{server.api.url}/health"
    assert requests.get(url, timeout=30).json() == "well"
    server.tokens.scopes = ("read:items", "write:items")
    client.login.authorize()
    url = f"{server.api.url}/items?page=2"
    answer = requests.put(url, auth=client.login, timeout=30)
    assert (answer.status_code, answer.json()) == (201, [{"id": 7}])
    call = server.api.calls[-1]
    assert (call.method, call.path) == ("PUT", "/items")
    assert call.schemes == ("login",)
    assert call.scopes == ("read:items", "write:items")
    assert server.api.received[-1] == {"page": "2"}


def test_body_may_come_in_pieces(server: Any) -> None:
    pieces = iter([b"grant_type=magic&", b"scope=all"])
    requests.post(server.token_endpoint.url, data=pieces, timeout=30)
    (form,) = server.token_endpoint.received
    assert form == {"grant_type": "magic", "scope": "all"}


def test_refresh_token_serves_once(server: Any, package: Any) -> None:
    client = server.client()
    first = client.login.authorize()
    second = client.login.refresh()
    assert second.access_token != first.access_token
    assert second.refresh_token not in (None, first.refresh_token)
    assert arrived(server, client.login)["schemes"] == ["login"]
    client.login.o_auth_token = first
    with pytest.raises(package.TokenExpiredError):
        client.login.refresh()


def test_refresh_token_serves_its_client(server: Any, package: Any) -> None:
    client = server.client()
    client.login_device_authorization.o_auth_token = client.login.authorize()
    with pytest.raises(package.TokenExpiredError):
        client.login_device_authorization.refresh()


def test_without_refresh_tokens(server: Any) -> None:
    assert server.client().login_client_credentials.fetch_token().refresh_token is None
    server.tokens.refreshable = False
    assert server.client().login.authorize().refresh_token is None


@pytest.mark.parametrize("response_type", ["code", "id_token token"])
def test_who_logs_in_is_told(
    new_server: NewServer, package: Any, response_type: str
) -> None:
    own = package.IdentityCredentials(
        o_auth_response_type=response_type, o_auth_client_id="mine"
    )
    with new_server(own) as server:
        server.tokens.claims = {"sub": "ada", "email": "ada@example.com"}
        client = server.client()
        client.identity.authorize()
        claims = client.identity.id_token_claims
        assert (claims["sub"], claims["email"]) == ("ada", "ada@example.com")
        assert (claims["iss"], claims["aud"]) == (server.url, "mine")


def test_id_token_that_was_tampered_with_is_refused(server: Any, package: Any) -> None:
    client = server.client()
    client.identity.authorize()
    payload = base64.urlsafe_b64encode(b'{"sub": "eve"}').decode().rstrip("=")
    header = base64.urlsafe_b64encode(b'{"alg": "TEST256"}').decode().rstrip("=")
    server.token_endpoint.alter(id_token=f"{header}.{payload}.forged")
    with pytest.raises(package.IdTokenError):
        client.identity.authorize()


def test_web_application_gets_the_address(new_server: NewServer, package: Any) -> None:
    uri = "https://app.example/callback?tenant=a"
    own = package.LoginCredentials(o_auth_redirect_uri=uri)
    with new_server(own) as server:
        client = server.client()
        address = server.log_in(client.login.get_authorization_url())
        assert address.startswith(f"{uri}&code=")
        client.login.fetch_token(address)
        assert client.login.is_valid()


def test_program_opens_its_browser_itself(server: Any) -> None:
    client = server.client()
    client.login_implicit.authorize(open_browser=server.open_browser)
    assert client.login_implicit.is_valid()


def test_registered_redirect_uri_may_have_any_port(
    new_server: NewServer, package: Any
) -> None:
    own = package.LoginCredentials(o_auth_redirect_uri="http://127.0.0.1/back")
    with new_server(own) as server:
        server.client().login.authorize()
        asked = server.authorization_endpoint.received[-1]
        assert asked["redirect_uri"].endswith("/back")


@pytest.mark.parametrize("uri", ["http://localhost:7/back", "com.example.app:/back"])
def test_redirect_uri_of_a_program_need_not_be_registered(
    server: Any, package: Any, uri: str
) -> None:
    login = login_with(server, package, uri)
    address = server.log_in(login.get_authorization_url())
    assert address.startswith(f"{uri}?code=")


def test_redirect_uri_of_a_web_site_has_to_be(
    server: Any, package: Any, testing: Any
) -> None:
    login = login_with(server, package, "https://app.example/back")
    with pytest.raises(testing.ErrorPageError):
        server.log_in(login.get_authorization_url())


def login_with(server: Any, package: Any, redirect_uri: str) -> Any:
    """A manager with a redirect URI that the server was not told of."""
    known = server.credentials(package.LoginCredentials)
    own = known.clone_with(o_auth_redirect_uri=redirect_uri)
    return package.EverySchemeClient(login_credentials=own).login


def test_client_secret_is_checked(new_server: NewServer, package: Any) -> None:
    for method in ("basic", "body"):
        own = package.LoginClientCredentialsCredentials(
            o_auth_client_id="mine: a",
            o_auth_client_secret="not real: ü",
            o_auth_client_authentication=method,
        )
        with new_server(own) as server:
            server.client().login_client_credentials.fetch_token()
            known = server.credentials(type(own))
            for change in ({"o_auth_client_secret": "b"}, {"o_auth_client_id": "b"}):
                client = package.EverySchemeClient(
                    login_client_credentials_credentials=known.clone_with(**change)
                )
                with pytest.raises(package.AuthorizationError) as caught:
                    client.login_client_credentials.fetch_token()
                assert caught.value.code == "invalid_client"


def test_password_is_checked(server: Any, package: Any) -> None:
    known = server.credentials(package.LoginPasswordCredentials)
    client = package.EverySchemeClient(
        login_password_credentials=known.clone_with(o_auth_password="guessed")
    )
    with pytest.raises(package.AuthorizationError) as caught:
        client.login_password.fetch_token()
    assert caught.value.code == "invalid_grant"


def test_environment_has_what_a_program_needs(
    server: Any, package: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    client = package.EverySchemeClient.from_environment()
    for name in (*GRANTS, *GIVEN):
        if name in GRANTS:
            obtain(client, name)
        assert arrived(server, getattr(client, name))["schemes"] == [name]


# ----------------------------------------------- what an authorization server refuses


def exchange(server: Any, **changes: str) -> Any:
    """Log in, and exchange the code with a form of our own."""
    login = server.client().login
    verifier = "v" * 43
    url = login.get_authorization_url(
        code_verifier=verifier, additional_params={"prompt": "none"}
    )
    uri = "http://127.0.0.1/back"
    address = server.log_in(url)
    assert server.authorization_endpoint.received[-1]["prompt"] == "none"
    form = {
        "grant_type": "authorization_code",
        "client_id": "mine",
        "code": address.partition("code=")[2].partition("&")[0],
        "redirect_uri": uri,
        "code_verifier": verifier,
        **changes,
    }
    return [
        requests.post(server.token_endpoint.url, data=form, timeout=30)
        for _ in range(2)
    ]


@pytest.fixture
def strict(new_server: NewServer, package: Any) -> AbstractContextManager[Any]:
    """A server that knows a client by an id and a redirect URI."""
    return new_server(
        package.LoginCredentials(
            o_auth_client_id="mine", o_auth_redirect_uri="http://127.0.0.1/back"
        )
    )


def test_code_serves_once(strict: AbstractContextManager[Any]) -> None:
    with strict as server:
        first, second = exchange(server)
    assert first.status_code == 200
    assert (second.status_code, second.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"redirect_uri": "http://127.0.0.1/other"}, "invalid_grant"),
        ({"code": "code-99"}, "invalid_grant"),
        ({"client_id": "another"}, "invalid_client"),
        ({"client_id": "identity-client"}, "invalid_grant"),
        ({"client_id": "login_password-client"}, "unauthorized_client"),
        ({"grant_type": "guessing"}, "unsupported_grant_type"),
    ],
)
def test_code_is_for_who_has_asked(
    strict: AbstractContextManager[Any], changes: dict[str, str], error: str
) -> None:
    with strict as server:
        first, _ = exchange(server, **changes)
    assert (first.status_code, first.json()["error"]) == (400, error)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "magic"}, "unsupported_response_type"),
        ({"response_type": "token"}, "unauthorized_client"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_request_that_is_wrong_is_refused(
    strict: AbstractContextManager[Any], changes: dict[str, str], error: str
) -> None:
    with strict as server:
        url = server.client().login.get_authorization_url()
        for name, value in changes.items():
            before, _, rest = url.partition(f"{name}=")
            url = f"{before}{name}={value}&{rest.partition('&')[2]}"
        assert f"error={error}&" in server.log_in(url)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("o_auth_client_id", "another", "No client of the server has this client_id"),
        ("o_auth_redirect_uri", "https://evil.example/", "redirect_uri is not the one"),
    ],
)
def test_nobody_is_sent_to_strangers(
    strict: AbstractContextManager[Any],
    testing: Any,
    package: Any,
    field: str,
    value: str,
    message: str,
) -> None:
    with strict as server:
        known = server.credentials(package.LoginCredentials)
        client = package.EverySchemeClient(
            login_credentials=known.clone_with(**{field: value})
        )
        with pytest.raises(testing.ErrorPageError, match=message):
            server.log_in(client.login.get_authorization_url())


def test_credentials_of_no_scheme_are_an_error(testing: Any, package: Any) -> None:
    with pytest.raises(TypeError, match="PetsCredentials"):
        testing.AuthorizationServer(type("PetsCredentials", (), {})())
    with (
        testing.AuthorizationServer() as server,
        pytest.raises(TypeError, match="OAuthToken"),
    ):
        server.credentials(package.OAuthToken)
