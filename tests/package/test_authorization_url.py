"""The request that starts the grant (RFC 6749, section 4.2.1)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

STATE = "st-8f3kQ2_Zx7"


def query_of(url: str) -> dict[str, str]:
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs), "a parameter stands twice"
    return dict(pairs)


def test_request_holds_each_parameter_once_and_in_order(
    new_client: Callable[..., Any],
) -> None:
    url = new_client().petstore_auth.get_authorization_url(state=STATE)

    assert url == (
        "https://petstore3.swagger.io/oauth/authorize?response_type=token"
        "&client_id=petstore-cli"
        "&redirect_uri=http%3A%2F%2F127.0.0.1%3A8765%2Fcallback"
        "&scope=read%3Apets%20write%3Apets"
        "&state=st-8f3kQ2_Zx7"
    )


@pytest.mark.parametrize("client_id", [None, ""])
def test_a_client_id_has_to_be_configured_first(
    petstore: Any, new_client: Callable[..., Any], client_id: str | None
) -> None:
    manager = new_client(o_auth_client_id=client_id).petstore_auth

    with pytest.raises(petstore.CredentialsMissingError, match="o_auth_client_id"):
        manager.get_authorization_url()


@pytest.mark.parametrize(
    ("endpoint", "start"),
    [
        ("https://as.example/a", "https://as.example/a?response_type="),
        ("https://as.example/a?", "https://as.example/a?response_type="),
        ("https://as.example/a?k=1&", "https://as.example/a?k=1&response_type="),
        (
            "https://as.example/a?aud=x&y=%2f&k&e=",
            "https://as.example/a?aud=x&y=%2f&k&e=&response_type=",
        ),
        ("http://127.0.0.1:9/a", "http://127.0.0.1:9/a?response_type="),
        ("http://[::1]:9/a", "http://[::1]:9/a?response_type="),
        ("http://localhost:9/a", "http://localhost:9/a?response_type="),
    ],
)
def test_endpoint_is_kept_to_the_letter(
    new_client: Callable[..., Any], endpoint: str, start: str
) -> None:
    manager = new_client(o_auth_authorization_url=endpoint).petstore_auth

    assert manager.get_authorization_url().startswith(start)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://app.example/#/authorize",
        "https://as.example/a#",
        "https://evil.example\\@good.example/",
        "https://user:secret@as.example/",
        "https://as.example/\ta",
        "https://as.example/\r\na",
        " https://as.example/a",
        "https://as.example/a b",
        "https://as.example/\x7f",
        "https://äs.example/",
        "https:///a",
        "https://as.example:port/",
        "https://[::1/",
        "//as.example/a",
        "/authorize",
        "ftp://as.example/a",
        "javascript:alert(1)",
        "--x https://as.example/",
        "%action--x",
        "",
    ],
)
def test_what_is_no_endpoint_is_refused(
    petstore: Any, new_client: Callable[..., Any], endpoint: str
) -> None:
    with pytest.raises(petstore.InvalidRequestError) as caught:
        new_client(o_auth_authorization_url=endpoint)

    assert caught.value.code == "invalid_request"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://as.example/",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
        "http://127.1/",
    ],
)
def test_plain_http_to_another_machine_is_refused(
    petstore: Any, new_client: Callable[..., Any], endpoint: str
) -> None:
    with pytest.raises(petstore.InsecureTransportError) as caught:
        new_client(o_auth_authorization_url=endpoint)

    assert caught.value.code == "insecure_transport"


@pytest.mark.parametrize(
    "name",
    [
        "client_id",
        "nonce",
        "redirect_uri",
        "response_mode",
        "response_type",
        "scope",
        "state",
        "prompt",
    ],
)
def test_no_parameter_can_stand_twice(
    petstore: Any, new_client: Callable[..., Any], name: str
) -> None:
    endpoint = f"https://as.example/a?{name}=x"
    manager = new_client(o_auth_authorization_url=endpoint).petstore_auth

    with pytest.raises(petstore.InvalidRequestError, match=name):
        manager.get_authorization_url(additional_params={"prompt": "login"})


def test_values_are_encoded_so_that_every_decoder_agrees(
    new_client: Callable[..., Any],
) -> None:
    url = new_client().petstore_auth.get_authorization_url(
        additional_params={"login_hint": " %&+£€"}
    )

    assert url.endswith("&login_hint=%20%25%26%2B%C2%A3%E2%82%AC")
    assert query_of(url)["login_hint"] == " %&+£€"


def test_additional_parameters_come_last_and_empty_ones_not_at_all(
    new_client: Callable[..., Any],
) -> None:
    url = new_client().petstore_auth.get_authorization_url(
        STATE, {"prompt": "login", "hint": "", "x-y.z_1": "b"}
    )

    assert url.endswith(f"&state={STATE}&prompt=login&x-y.z_1=b")
    assert "hint" not in url


@pytest.mark.parametrize(
    "name",
    [
        "client_id",
        "client_secret",
        "nonce",
        "redirect_uri",
        "response_mode",
        "response_type",
        "scope",
        "state",
        "a&b",
        "a b",
        "é",
        "",
    ],
)
def test_additional_parameter_cannot_be_reserved_or_malformed(
    petstore: Any, new_client: Callable[..., Any], name: str
) -> None:
    with pytest.raises(petstore.InvalidRequestError) as caught:
        new_client().petstore_auth.get_authorization_url(
            additional_params={name: "value-ZZZ"}
        )

    assert caught.value.code == "invalid_request"
    assert "ZZZ" not in str(caught.value)


def test_there_is_no_place_for_a_client_secret(petstore: Any) -> None:
    with pytest.raises(TypeError):
        petstore.PetstoreAuthCredentials(o_auth_client_secret="ZZZ")


def test_scopes_are_not_repeated_and_keep_their_order(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    scopes = petstore.OAuthScopePetstoreAuthEnum
    chosen = [scopes.WRITEPETS, "admin", "write:pets", scopes.READPETS, "admin"]
    manager = new_client(o_auth_scopes=chosen).petstore_auth

    assert query_of(manager.get_authorization_url())["scope"] == (
        "write:pets admin read:pets"
    )


def test_members_and_plain_strings_give_the_same_url(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    members = list(petstore.OAuthScopePetstoreAuthEnum)
    urls = {
        new_client(o_auth_scopes=scopes).petstore_auth.get_authorization_url(STATE)
        for scopes in (members, ["read:pets", "write:pets"])
    }

    assert len(urls) == 1


@pytest.mark.parametrize(
    ("field", "parameter"),
    [("o_auth_scopes", "scope"), ("o_auth_redirect_uri", "redirect_uri")],
)
def test_what_is_not_set_is_not_sent(
    new_client: Callable[..., Any], field: str, parameter: str
) -> None:
    url = new_client(**{field: None}).petstore_auth.get_authorization_url()

    assert parameter not in url


@pytest.mark.parametrize("scope", ["", "a b", 'a"b', "a\\b", "é", "a\n", "\x7f"])
def test_what_is_no_scope_is_refused(
    petstore: Any, new_client: Callable[..., Any], scope: str
) -> None:
    with pytest.raises(petstore.InvalidRequestError) as caught:
        new_client(o_auth_scopes=["read:pets", scope])

    assert caught.value.code == "invalid_scope"


def test_scopes_in_one_string_are_refused_rather_than_split_into_letters(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    with pytest.raises(petstore.InvalidRequestError, match="list"):
        new_client(o_auth_scopes="read:pets")


@pytest.mark.parametrize(
    "redirect_uri",
    [
        "HTTP://127.0.0.1:8080/CB/",
        "http://[::1]:8080/cb?tenant=a%2fb",
        "http://localhost:8080",
        "https://app.example:443/cb",
        "com.example.app:/cb",
    ],
)
def test_redirect_uri_is_sent_to_the_letter(
    new_client: Callable[..., Any], redirect_uri: str
) -> None:
    manager = new_client(o_auth_redirect_uri=redirect_uri).petstore_auth

    assert query_of(manager.get_authorization_url())["redirect_uri"] == redirect_uri


@pytest.mark.parametrize(
    "redirect_uri",
    [
        "/cb",
        "//h/cb",
        "",
        "http://127.0.0.1/cb#f",
        "https://app.example/cb#",
        "https://user@app.example/cb",
        "https:///cb",
        "https://app.example/c b",
        "https://app.example\\cb",
        "myapp:/cb",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_redirect_uri_is_refused(
    petstore: Any, new_client: Callable[..., Any], redirect_uri: str
) -> None:
    with pytest.raises(petstore.InvalidRequestError) as caught:
        new_client(o_auth_redirect_uri=redirect_uri)

    assert caught.value.code == "invalid_request"


@pytest.mark.parametrize(
    "redirect_uri",
    [
        "http://app.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "http://localhost.evil/",
        "http://127.1/",
        "http://2130706433/",
        "http://0.0.0.0/",
    ],
)
def test_redirect_uri_on_another_machine_needs_https(
    petstore: Any, new_client: Callable[..., Any], redirect_uri: str
) -> None:
    with pytest.raises(petstore.InsecureTransportError):
        new_client(o_auth_redirect_uri=redirect_uri)


@pytest.mark.parametrize("client_id", ["a\nb", "é", "a\x7f", "\ud800"])
def test_client_id_beyond_printable_ascii_is_refused(
    petstore: Any, new_client: Callable[..., Any], client_id: str
) -> None:
    with pytest.raises(petstore.InvalidRequestError):
        new_client(o_auth_client_id=client_id)


def test_client_id_may_hold_blanks_and_delimiters(
    new_client: Callable[..., Any],
) -> None:
    manager = new_client(o_auth_client_id="a b/?&").petstore_auth

    assert "&client_id=a%20b%2F%3F%26&" in manager.get_authorization_url()


def test_state_is_fresh_random_and_owes_nothing_to_random(
    new_client: Callable[..., Any],
) -> None:
    manager = new_client().petstore_auth
    states: set[str] = set()
    for _ in range(10_000):
        random.seed(1)
        states.add(manager.get_authorization_url().rpartition("&state=")[2])

    assert len(states) == 10_000
    assert all(re.fullmatch("[A-Za-z0-9_-]{43}", state) for state in states)


@pytest.mark.parametrize(
    "state", ["", "short", "7-chars", "é-long-enough", "long-enough\n", "nul-\0-state"]
)
def test_state_that_is_short_or_unprintable_is_refused(
    petstore: Any, new_client: Callable[..., Any], state: str
) -> None:
    with pytest.raises(petstore.InvalidRequestError, match="state"):
        new_client().petstore_auth.get_authorization_url(state=state)


@pytest.mark.parametrize("state", ["8--chars", "a b+c/d=~!"])
def test_own_state_is_sent_as_it_is(new_client: Callable[..., Any], state: str) -> None:
    url = new_client().petstore_auth.get_authorization_url(state)

    assert query_of(url)["state"] == state
