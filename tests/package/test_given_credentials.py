"""Credentials that are given: what they take, and that they tell nobody."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from templates._auth.errors import (
    AuthError,
    CredentialsMissingError,
    InvalidRequestError,
    InvalidTokenError,
    TokenExpiredError,
)
from templates._auth.http_basic import HttpBasicCredentials
from templates._auth.oauth_token import OAuthToken
from tests.package.http_clients import Send, every_http_client
from tests.package.managers import (
    ARRIVES,
    MANAGERS,
    SECRET,
    Basic,
    BasicCredentials,
    Bearer,
    BearerCredentials,
    CookieKey,
    CookieKeyCredentials,
    HeaderKey,
    HeaderKeyCredentials,
    Negotiate,
    NegotiateCredentials,
    QueryKey,
    QueryKeyCredentials,
)
from tests.package.telling import told_by

KINDS: dict[str, tuple[Any, Any, tuple[str, ...]]] = {
    "header_key": (HeaderKey, HeaderKeyCredentials, ("api_key",)),
    "query_key": (QueryKey, QueryKeyCredentials, ("api_key",)),
    "cookie_key": (CookieKey, CookieKeyCredentials, ("api_key",)),
    "basic": (Basic, BasicCredentials, ("username", "password")),
    "bearer": (Bearer, BearerCredentials, ("access_token",)),
    "negotiate": (Negotiate, NegotiateCredentials, ("authorization",)),
}
every_kind = pytest.mark.parametrize("kind", KINDS)
HEADER_BREAKERS = [
    "a\r\nX: y",
    "a\n",
    "a\r\n b",
    "a\x00",
    "a\x7f",
    "\xe9",
    "\u20ac",
    "",
]


@every_kind
@pytest.mark.parametrize("value", HEADER_BREAKERS)
def test_what_would_break_a_request_is_refused(kind: str, value: str) -> None:
    _, credentials, fields = KINDS[kind]
    if kind == "basic" and value.isprintable():
        # Encoded, these can all be sent.
        assert credentials(username=value, password=value)
        return
    for field in fields:
        with pytest.raises(AuthError) as caught:
            credentials(**{field: f"{SECRET}{value}" if value else value})
        assert SECRET not in told_by(caught.value)


@pytest.mark.parametrize("value", ["a b", " a", "a ", "\ta"])
@pytest.mark.parametrize("kind", ["header_key", "query_key", "cookie_key", "bearer"])
def test_blanks_are_refused(kind: str, value: str) -> None:
    _, credentials, (field,) = KINDS[kind]
    with pytest.raises((InvalidRequestError, InvalidTokenError), match="blank"):
        credentials(**{field: value})


@pytest.mark.parametrize("value", [" Negotiate a", "Negotiate a ", "Negotiate\ta"])
def test_value_of_authorization_may_hold_blanks_inside(value: str) -> None:
    with pytest.raises(InvalidRequestError, match="blank"):
        NegotiateCredentials(authorization=value)
    assert NegotiateCredentials(authorization="AWS4 a=b, c=d").authorization


@pytest.mark.parametrize("value", ["a;b", "a,b", 'a"b', "a\\b"])
def test_cookie_takes_no_key_that_would_break_it(value: str) -> None:
    with pytest.raises(InvalidRequestError, match="RFC 6265") as caught:
        CookieKey(CookieKeyCredentials(api_key=f"{SECRET}{value}"))
    assert SECRET not in told_by(caught.value)
    assert HeaderKey(HeaderKeyCredentials(api_key=value)).is_valid()


@pytest.mark.parametrize("value", ["a:b", "a\x1fb", "a\x7f", "a\ud800"])
def test_user_name_is_one_that_can_be_written(value: str) -> None:
    with pytest.raises(InvalidRequestError, match="RFC 7617"):
        HttpBasicCredentials(username=value, password="x")


def test_example_of_basic_authentication() -> None:
    """RFC 7617, section 2, and section 2.1 for what is not ASCII."""
    aladdin = BasicCredentials(username="Aladdin", password="open sesame")
    test = BasicCredentials(username="test", password="123\u00a3")
    empty = BasicCredentials(username="", password="")

    assert [
        Basic(one).headers()["Authorization"] for one in (aladdin, test, empty)
    ] == [
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "Basic dGVzdDoxMjPCow==",
        "Basic Og==",
    ]


def test_bearer_token_can_know_when_it_expires() -> None:
    credentials = BearerCredentials(access_token=OAuthToken("abc", expires_in=3600))
    bearer = Bearer(credentials)
    assert (bearer.headers(), bearer.access_token) == (
        {"Authorization": "Bearer abc"},
        "abc",
    )

    old = Bearer(credentials.clone_with(access_token=OAuthToken("abc", expiry=1)))

    assert not old.is_valid()
    with pytest.raises(TokenExpiredError):
        old.headers()


def test_bearer_token_that_expires_is_not_sent(clock: Any) -> None:
    token = OAuthToken("abc", expires_in=3600)
    bearer = Bearer(BearerCredentials(access_token=token))
    assert bearer.headers()
    clock.advance(3601)

    with pytest.raises(TokenExpiredError):
        bearer.headers()


@every_kind
def test_what_is_missing_is_named_with_its_variable(kind: str) -> None:
    manager, credentials, fields = KINDS[kind]
    auth = manager(credentials())

    assert not auth.is_valid()
    for give in (auth.headers, auth.query, auth.cookies):
        with pytest.raises(CredentialsMissingError) as caught:
            give()
        for field in fields:
            assert f"{kind.upper()}_{field.upper()}" in str(caught.value)
    with pytest.raises(CredentialsMissingError):
        asyncio.run(auth.headers_async())


@every_kind
def test_environment_holds_the_fields(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, credentials, fields = KINDS[kind]
    for field in fields:
        monkeypatch.setenv(f"{kind.upper()}_{field.upper()}", f"{field}-of-{kind}")

    found = credentials.from_environment()

    assert {f: getattr(found, f) for f in fields} == {
        f: f"{f}-of-{kind}" for f in fields
    }
    assert manager(found).is_valid()
    for field in fields:
        monkeypatch.setenv(f"{kind.upper()}_{field.upper()}", "")
    assert not manager(credentials.from_environment()).is_valid()


@pytest.mark.parametrize("scheme", MANAGERS)
@pytest.mark.parametrize("show", [repr, str, format])
def test_nothing_shows_a_secret(scheme: str, show: Callable[[object], str]) -> None:
    auth = MANAGERS[scheme]()
    credentials = auth._given

    assert SECRET not in show(auth) + show(credentials)
    assert "<secret>" in repr(credentials)
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(credentials)
    with pytest.raises(AttributeError, match="immutable"):
        credentials.api_key = "another"
    assert copy.deepcopy(credentials) == credentials.clone_with() == credentials


@every_http_client
@pytest.mark.parametrize("scheme", [one for one in MANAGERS if one != "query_key"])
def test_logs_tell_nothing(
    api: Any,
    elsewhere: Any,
    send: Send,
    scheme: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A key in the query is logged by HTTP clients themselves: its page says so."""
    caplog.set_level(logging.DEBUG)
    send(api.redirect("/moved", 302, "/there"), MANAGERS[scheme]())
    send(api.redirect("/away", 302, f"{elsewhere.url}/trap"), MANAGERS[scheme]())
    send(api.answer("/no", 401), MANAGERS[scheme]())

    assert len(api.received) == 4
    assert SECRET not in caplog.text + "".join(capfd.readouterr())
    [encoded] = ARRIVES[scheme].values()
    assert encoded[0] not in caplog.text


@every_http_client
@pytest.mark.parametrize("scheme", MANAGERS)
def test_errors_of_requests_tell_nothing(send: Send, scheme: str) -> None:
    auth = MANAGERS[scheme]()
    taken = {"X-Key": "a", "Authorization": "b", "Cookie": "sid=c"}
    for url in ("http://pets.example/", "https://pets.example/?key%26name=d"):
        with pytest.raises(AuthError) as caught:
            send(url, auth, **taken)
        assert SECRET not in told_by(caught.value)
