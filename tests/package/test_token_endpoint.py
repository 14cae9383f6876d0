"""What the token endpoint is asked, and which of its answers give a token."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest

from .oauth import errors, manager
from .token_server import Reply, TokenServer, token_server

SECRET = "SENTINEL-p%+é"
GRANTED: dict[str, Any] = {"access_token": "access-1", "token_type": "bearer"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        yield server


def client(server: TokenServer, **changes: Any) -> Any:
    fields: dict[str, Any] = {
        "o_auth_client_id": "a:b c",
        "o_auth_client_secret": SECRET,
        **changes,
    }
    return manager("client_credentials", server.url, **fields)


@pytest.mark.parametrize("method", [None, "basic"])
def test_client_names_itself_in_a_header(
    server: TokenServer, method: str | None
) -> None:
    server.reply(GRANTED)
    client(server, o_auth_client_authentication=method).fetch_token()

    (asked,) = server.asked
    scheme, _, encoded = asked.headers["authorization"].partition(" ")
    assert scheme == "Basic"
    assert b64decode(encoded) == b"a%3Ab%20c:SENTINEL-p%25%2B%C3%A9"
    assert asked.form == {"grant_type": "client_credentials"}
    assert asked.headers["accept"] == "application/json"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"


def test_client_names_itself_in_the_form(server: TokenServer) -> None:
    server.reply(GRANTED)
    client(server, o_auth_client_authentication="body").fetch_token()

    (asked,) = server.asked
    assert "authorization" not in asked.headers
    assert asked.form == {
        "client_id": "a:b c",
        "client_secret": SECRET,
        "grant_type": "client_credentials",
    }


def test_client_without_a_secret_tells_its_name(server: TokenServer) -> None:
    server.reply(GRANTED)
    manager(
        "password", server.url, o_auth_username="rex", o_auth_password=SECRET
    ).fetch_token()

    (asked,) = server.asked
    assert "authorization" not in asked.headers
    assert asked.form == {
        "client_id": "shop-cli",
        "grant_type": "password",
        "username": "rex",
        "password": SECRET,
    }


@pytest.mark.parametrize("method", ["header", "Basic", "none", ""])
def test_method_has_to_be_known(server: TokenServer, method: str) -> None:
    with pytest.raises(
        errors.InvalidRequestError, match="o_auth_client_authentication"
    ):
        client(server, o_auth_client_authentication=method)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (None, None, None)),
        ({"token_type": "BEARER", "extra": [1, {"a": 2}]}, (None, None, None)),
        ({"expires_in": 3600}, (3600, None, None)),
        ({"expires_in": "3600"}, (3600, None, None)),
        ({"expires_in": None, "scope": None}, (None, None, None)),
        ({"scope": "b a", "refresh_token": "r"}, (None, "b a", "r")),
        ({"scope": "", "refresh_token": ""}, (None, None, None)),
    ],
)
def test_answer_gives_a_token(
    server: TokenServer, changes: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    server.reply({**GRANTED, **changes})
    token = client(server).fetch_token()

    assert token.access_token == "access-1"
    assert (token.expires_in, token.scope, token.refresh_token) == expected


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "APPLICATION/JSON; charset=utf-8", "application/jwt+json"],
)
def test_json_by_any_name(server: TokenServer, content_type: str) -> None:
    server.reply(GRANTED, Content_Type=content_type)
    assert client(server).fetch_token().access_token == "access-1"


BAD: dict[str, tuple[Any, str]] = {
    "no JSON": ("access_token=SENTINEL&token_type=bearer", "invalid_response"),
    "no object": (["SENTINEL"], "invalid_response"),
    "cut off": ('{"access_token": "SENTINEL"', "invalid_response"),
    "nested": ('{"a": ' + "[" * 100_000, "invalid_response"),
    "twice": (
        '{"access_token": "SENTINEL", "access_token": "B", "token_type": "bearer"}',
        "invalid_response",
    ),
    "digits": ('{"a": ' + "1" * 5000 + "}", "invalid_response"),
    "no token": ({"token_type": "bearer"}, "missing_token"),
    "no type": ({"access_token": "SENTINEL"}, "missing_token_type"),
    "type": ({**GRANTED, "token_type": "DPoP"}, "unsupported_token_type"),
    "token of a number": ({**GRANTED, "access_token": 1}, "invalid_response"),
    "token with a blank": ({**GRANTED, "access_token": "SENTINEL x"}, "invalid_token"),
    "refresh token": ({**GRANTED, "refresh_token": "SENTINEL\n"}, "invalid_token"),
    "scope of a list": ({**GRANTED, "scope": ["a"]}, "invalid_response"),
    "scope": ({**GRANTED, "scope": 'a"b'}, "invalid_scope_value"),
    "lifetime": ({**GRANTED, "expires_in": "soon"}, "invalid_expires_in"),
    "lifetime of a fraction": ({**GRANTED, "expires_in": 1.5}, "invalid_expires_in"),
    "lifetime below zero": ({**GRANTED, "expires_in": -1}, "invalid_expires_in"),
    "lifetime of truth": ({**GRANTED, "expires_in": True}, "invalid_expires_in"),
    "lifetime too long": (
        '{"access_token": "a", "token_type": "bearer", "expires_in": 1e400}',
        "invalid_expires_in",
    ),
    "error with a token": ({**GRANTED, "error": "server_error"}, "server_error"),
    "error code": ({"error": 'a"b'}, "invalid_response"),
}


@pytest.mark.parametrize(("body", "code"), BAD.values(), ids=BAD)
def test_answer_is_refused(server: TokenServer, body: Any, code: str) -> None:
    shop = client(server)
    server.reply(body)

    with pytest.raises(errors.AuthError) as caught:
        shop.fetch_token()

    assert caught.value.code == code
    assert "SENTINEL" not in f"{caught.value}{caught.value.__context__}"
    assert shop.o_auth_token is None


@pytest.mark.parametrize("content_type", ["text/html", "", "application/xml"])
def test_what_is_not_json_is_not_read(server: TokenServer, content_type: str) -> None:
    server.reply(GRANTED, Content_Type=content_type)
    with pytest.raises(errors.AuthorizationResponseError) as caught:
        client(server).fetch_token()
    assert caught.value.code == "invalid_response"


@pytest.mark.parametrize("status", [400, 401, 403, 500, 503])
def test_server_says_why_it_refuses(server: TokenServer, status: int) -> None:
    server.reply(
        {
            "error": "invalid_client",
            "error_description": "no\nsuch",
            "error_uri": "https://as.example/e",
        },
        status,
    )
    with pytest.raises(errors.AuthorizationError, match="o_auth_client_auth") as caught:
        client(server).fetch_token()

    error = caught.value
    assert (error.code, error.error_description, error.error_uri) == (
        "invalid_client",
        "no\\nsuch",
        "https://as.example/e",
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (201, errors.AuthorizationResponseError),
        (400, errors.AuthorizationResponseError),
        (404, errors.AuthorizationResponseError),
        (429, errors.TransportError),
        (500, errors.TransportError),
        (503, errors.TransportError),
    ],
)
def test_status_alone_says_less(
    server: TokenServer, status: int, expected: type[Exception]
) -> None:
    server.reply("<p>no", status, Content_Type="text/html")
    with pytest.raises(expected, match=str(status)):
        client(server).fetch_token()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_secrets_follow_no_redirect(server: TokenServer, status: int) -> None:
    server.reply("", status, Location=f"{server.url}/elsewhere")
    with pytest.raises(errors.AuthorizationResponseError, match="redirect"):
        client(server).fetch_token()

    assert [asked.path for asked in server.asked] == ["/token"]


def test_answer_has_an_end(server: TokenServer) -> None:
    server.reply({**GRANTED, "x": "y" * 1024 * 1024})
    with pytest.raises(errors.TransportError, match="longer"):
        client(server).fetch_token()


def test_server_that_is_not_there() -> None:
    with token_server() as server:
        gone = server.url
    shop = manager("client_credentials", gone, o_auth_client_secret=SECRET)

    with pytest.raises(errors.TransportError, match="could not be asked"):
        shop.fetch_token()


def test_plain_http_is_for_this_machine() -> None:
    shop = manager(
        "client_credentials", "http://as.example/", o_auth_client_secret=SECRET
    )
    with pytest.raises(errors.InsecureTransportError):
        shop.fetch_token()


def test_transport_can_be_the_applications(server: TokenServer) -> None:
    from templates._auth.steps import HttpResponse

    sent: list[Any] = []

    class Transport:
        def send(self, request: Any) -> HttpResponse:
            sent.append(request)
            return HttpResponse(
                200,
                {"Content-Type": "application/json"},
                Reply({**GRANTED, "access_token": "of-the-transport"}).content,
            )

    shop = manager(
        "client_credentials",
        settings={"transport": Transport()},
        o_auth_client_secret=SECRET,
    )

    assert shop.headers() == {"Authorization": "Bearer of-the-transport"}
    assert [(one.method, one.url) for one in sent] == [
        ("POST", "https://as.example/token")
    ]
    assert "SENTINEL" not in repr(sent)
