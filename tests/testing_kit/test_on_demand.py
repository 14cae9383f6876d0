"""What a test asks to go wrong does, and reaches the program as the right error."""

from __future__ import annotations

from typing import Any

import pytest
import requests

AUTHORIZATION_ERRORS = (
    *("invalid_request", "unauthorized_client", "access_denied"),
    *("unsupported_response_type", "invalid_scope", "server_error"),
    "temporarily_unavailable",
)
"""RFC 6749, sections 4.1.2.1 and 4.2.2.1."""
TOKEN_ERRORS = (
    *("invalid_request", "invalid_client", "invalid_grant"),
    *("unauthorized_client", "unsupported_grant_type", "invalid_scope"),
)
"""RFC 6749, section 5.2."""


@pytest.mark.parametrize("name", ["login", "login_implicit", "identity"])
@pytest.mark.parametrize("error", AUTHORIZATION_ERRORS)
def test_every_error_of_the_authorization_endpoint(
    server: Any, package: Any, error: str, name: str
) -> None:
    server.authorization_endpoint.refuse(
        error, description="Not today.", uri="https://help.example/today"
    )
    with pytest.raises(package.AuthorizationError) as caught:
        getattr(server.client(), name).authorize()
    assert caught.value.code == error
    assert caught.value.error_description == "Not today."
    assert caught.value.error_uri == "https://help.example/today"


@pytest.mark.parametrize("error", TOKEN_ERRORS)
def test_every_error_of_the_token_endpoint(
    server: Any, package: Any, error: str
) -> None:
    server.token_endpoint.refuse(error, description="Not today.")
    client = server.client()
    for get in (client.login.authorize, client.login_password.fetch_token):
        with pytest.raises(package.AuthorizationError) as caught:
            get()
        assert (caught.value.code, caught.value.error_description) == (
            error,
            "Not today.",
        )


@pytest.mark.parametrize(
    ("name", "changes", "code"),
    [
        ("login_implicit", {"access_token": None}, "missing_token"),
        ("login_implicit", {"token_type": None}, "missing_token_type"),
        ("login_implicit", {"token_type": "mac"}, "unsupported_token_type"),
        ("login_implicit", {"access_token": "two words"}, "invalid_token"),
        ("login_implicit", {"expires_in": "soon"}, "invalid_expires_in"),
        ("login_implicit", {"scope": 'a"b'}, "invalid_scope_value"),
        ("login", {"code": None}, "missing_code"),
        ("login", {"code": "of-another"}, "invalid_grant"),
    ],
)
def test_redirect_that_is_altered(
    server: Any, package: Any, name: str, changes: dict[str, object], code: str
) -> None:
    server.authorization_endpoint.alter(**changes)
    with pytest.raises(package.AuthError) as caught:
        getattr(server.client(), name).authorize()
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "of-another-login"}, "state_mismatch"),
        ({"state": ""}, "state_mismatch"),
        ({"state": None}, "state_mismatch"),
        ({"iss": "https://other.example"}, "issuer_mismatch"),
        ({"iss": None}, "issuer_mismatch"),
    ],
)
def test_answer_to_another_request_ends_no_login(
    server: Any, package: Any, changes: dict[str, object], code: str
) -> None:
    client = server.client()
    server.authorization_endpoint.alter(**changes)
    with pytest.raises(package.AuthorizationTimeoutError):
        client.login_implicit.authorize(timeout=0.2)
    known = server.credentials(package.LoginImplicitCredentials)
    web = package.EverySchemeClient(
        login_implicit_credentials=known.clone_with(
            o_auth_redirect_uri="http://127.0.0.1/back"
        )
    ).login_implicit
    with pytest.raises(package.AuthorizationResponseError) as caught:
        web.fetch_token(server.log_in(web.get_authorization_url()))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"access_token": None}, "missing_token"),
        ({"token_type": None}, "missing_token_type"),
        ({"expires_in": "soon"}, "invalid_expires_in"),
        ({"refresh_token": ["no", "text"]}, "invalid_response"),
    ],
)
def test_token_response_that_is_altered(
    server: Any, package: Any, changes: dict[str, object], code: str
) -> None:
    server.token_endpoint.alter(**changes)
    with pytest.raises(package.AuthError) as caught:
        server.client().login_password.fetch_token()
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("status", "code"), [(503, "transport_error"), (404, "invalid_response")]
)
def test_token_endpoint_that_fails(
    server: Any, package: Any, status: int, code: str
) -> None:
    server.token_endpoint.fail(status)
    with pytest.raises(package.AuthError) as caught:
        server.client().login_client_credentials.fetch_token()
    assert caught.value.code == code


def test_metadata_of_another_server(server: Any, package: Any) -> None:
    server.metadata_endpoint.alter(issuer="https://other.example")
    with pytest.raises(package.AuthorizationResponseError) as caught:
        server.client().identity.authorize()
    assert caught.value.code == "issuer_mismatch"
    server.metadata_endpoint.refuse("server_error")
    with pytest.raises(package.TransportError):
        server.client().identity.authorize()
    server.metadata_endpoint.recover()
    server.client().identity.authorize()


def test_it_goes_wrong_as_often_as_it_should(server: Any, package: Any) -> None:
    grant = server.client().login_password
    server.token_endpoint.refuse("invalid_grant", times=2)
    for _ in range(2):
        with pytest.raises(package.AuthorizationError):
            grant.fetch_token()
    grant.fetch_token()
    server.token_endpoint.fail(503)
    for _ in range(3):
        with pytest.raises(package.TransportError):
            grant.fetch_token()
    server.token_endpoint.recover()
    grant.fetch_token()
    assert [form["grant_type"] for form in server.token_endpoint.received] == (
        ["password"] * 7
    )


def test_of_several_wishes_the_last_one_counts(server: Any, package: Any) -> None:
    server.token_endpoint.refuse("invalid_grant", times=5)
    server.token_endpoint.refuse("invalid_scope", times=1)
    with pytest.raises(package.AuthorizationError) as caught:
        server.client().login_password.fetch_token()
    assert caught.value.code == "invalid_scope"
    server.client().login_password.fetch_token()


# ---------------------------------------------------------------- nobody answers


@pytest.mark.parametrize("endpoint", ["authorization_endpoint", "token_endpoint"])
def test_nobody_answers(server: Any, package: Any, endpoint: str) -> None:
    client = server.client()
    getattr(server, endpoint).stall(times=1)
    with pytest.raises(package.AuthorizationTimeoutError) as caught:
        client.login.authorize(timeout=0.2)
    assert caught.value.code == "timeout"
    client.login.authorize()


def test_api_does_not_answer(server: Any) -> None:
    server.api.stall()
    auth = server.client().api_key
    with pytest.raises(requests.Timeout):
        requests.get(server.api.url, auth=auth, timeout=0.2)
    server.api.recover()
    assert requests.get(server.api.url, auth=auth, timeout=30).ok


# --------------------------------------------------------------- tokens and scopes


def test_fewer_scopes_are_granted(server: Any, package: Any) -> None:
    known = server.credentials(package.LoginCredentials)
    both = ["read:items", "write:items"]
    client = package.EverySchemeClient(
        login_credentials=known.clone_with(o_auth_scopes=both)
    )
    server.tokens.scopes = ("read:items",)
    client.login.authorize()
    assert client.login.granted_scopes == ("read:items",)
    assert client.login.missing_scopes == ("write:items",)
    server.api.serve("/items", [], scopes=["write:items"])
    with pytest.raises(package.InsufficientScopeError) as caught:
        requests.get(f"{server.api.url}/items", auth=client.login, timeout=30)
    assert caught.value.missing_scopes == ("write:items",)
    server.tokens.scopes = None
    client.login.authorize()
    assert client.login.granted_scopes == tuple(both)


def test_token_is_out_of_date(server: Any, package: Any) -> None:
    server.tokens.lifetime = 0
    client = server.client()
    for name in ("login_implicit", "login"):
        getattr(client, name).authorize()
        assert not getattr(client, name).is_valid()
    with pytest.raises(package.TokenExpiredError):
        client.login_implicit.headers()
    server.tokens.lifetime = 60
    assert client.login.headers()
    assert client.login.is_valid()


def test_server_does_not_take_an_old_token_either(server: Any) -> None:
    server.tokens.lifetime = 0
    token = server.client().login.authorize()
    bearer = {"Authorization": f"Bearer {token.access_token}"}
    refused = requests.get(server.api.url, headers=bearer, timeout=30)
    assert refused.status_code == 401
    assert 'error="invalid_token"' in refused.headers["WWW-Authenticate"]


def test_token_is_taken_back(server: Any, package: Any) -> None:
    client = server.client()
    client.login_implicit.authorize()
    server.tokens.revoke()
    with pytest.raises(package.TokenRejectedError):
        requests.get(server.api.url, auth=client.login_implicit, timeout=30)
    client.login_implicit.authorize()
    assert requests.get(server.api.url, auth=client.login_implicit, timeout=30).ok


def test_refresh_token_is_taken_back(server: Any, package: Any) -> None:
    client = server.client()
    client.login.authorize()
    server.tokens.revoke_refresh_tokens()
    with pytest.raises(package.TokenExpiredError):
        client.login.refresh()


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        ("invalid_token", 401, "TokenRejectedError"),
        ("insufficient_scope", 403, "InsufficientScopeError"),
    ],
)
def test_api_refuses_the_token(
    server: Any, package: Any, error: str, status: int, kind: str
) -> None:
    client = server.client()
    client.login.authorize()
    server.api.refuse(error, description='said "no"', scope="write:items")
    with pytest.raises(getattr(package, kind)) as caught:
        requests.get(server.api.url, auth=client.login, timeout=30)
    assert caught.value.code == error
    assert requests.get(server.api.url, timeout=30).status_code == status


@pytest.mark.parametrize("status", [401, 403, 500])
def test_api_answers_with_a_bare_status(server: Any, status: int) -> None:
    client = server.client()
    client.login.authorize()
    server.api.fail(status, times=1)
    url = server.api.url
    assert requests.get(url, auth=client.login, timeout=30).status_code == status
    assert requests.get(url, auth=client.login, timeout=30).ok


# ------------------------------------------------------------------------- devices


@pytest.fixture
def pauses(package: Any, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long a device would have waited: the clock is left out."""
    import time

    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


def ignore(_: object) -> None:
    """Show the codes to nobody."""


def test_person_takes_a_while(server: Any, pauses: list[float]) -> None:
    server.token_endpoint.refuse("authorization_pending", times=2)
    server.client().login_device_authorization.authorize(show=ignore)
    assert pauses == [1, 1]


def test_device_has_to_slow_down(server: Any, pauses: list[float]) -> None:
    server.token_endpoint.refuse("slow_down", times=1)
    server.client().login_device_authorization.authorize(show=ignore)
    assert pauses == [6]


@pytest.mark.parametrize("error", ["access_denied", "expired_token"])
def test_device_is_not_let_in(server: Any, package: Any, error: str) -> None:
    server.token_endpoint.refuse(error)
    with pytest.raises(package.AuthorizationError) as caught:
        server.client().login_device_authorization.authorize(show=ignore)
    assert caught.value.code == error


def test_device_gets_no_codes(server: Any, package: Any) -> None:
    grant = server.client().login_device_authorization
    server.device_authorization_endpoint.refuse("invalid_scope", times=1)
    with pytest.raises(package.AuthorizationError) as refused:
        grant.start()
    assert refused.value.code == "invalid_scope"
    server.device_authorization_endpoint.alter(user_code=None, times=1)
    with pytest.raises(package.AuthorizationResponseError) as caught:
        grant.start()
    assert caught.value.code == "invalid_response"
    assert grant.start().user_code == "TEST-0002"
