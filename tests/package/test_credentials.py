"""Credentials and scopes: what an application is configured with."""

from __future__ import annotations

import copy
import enum
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

FIELDS: dict[str, object] = {
    "o_auth_client_id": "my-app",
    "o_auth_redirect_uri": "https://app.example/cb",
    "o_auth_scopes": ("read:pets", "admin"),
    "o_auth_issuer": "https://as.example",
    "o_auth_authorization_url": "https://as.example/authorize",
}


@pytest.fixture
def token(petstore: Any) -> Any:
    return petstore.OAuthToken("SENTINEL-token", refresh_token="SENTINEL-refresh")


@pytest.fixture
def credentials(petstore: Any, token: Any) -> Any:
    return petstore.PetstoreAuthCredentials(**FIELDS, o_auth_token=token)


@pytest.fixture
def key(petstore: Any) -> Any:
    return petstore.ApiKeyCredentials(api_key="SENTINEL-key")


def test_credentials_hold_what_they_were_given(credentials: Any, token: Any) -> None:
    assert {name: getattr(credentials, name) for name in FIELDS} == FIELDS
    assert credentials.o_auth_token is token


def test_everything_is_optional(petstore: Any) -> None:
    empty = petstore.PetstoreAuthCredentials()

    assert empty.o_auth_scopes == ()
    assert [getattr(empty, name) for name in FIELDS if name != "o_auth_scopes"] == (
        [None] * 4
    )
    assert empty.o_auth_token is petstore.ApiKeyCredentials().api_key is None
    assert repr(petstore.ApiKeyCredentials()) == "ApiKeyCredentials(api_key=None)"


def test_credentials_are_given_by_keyword_only(petstore: Any) -> None:
    with pytest.raises(TypeError):
        petstore.PetstoreAuthCredentials("my-app")
    with pytest.raises(TypeError):
        petstore.ApiKeyCredentials("SENTINEL-key")


@pytest.mark.parametrize("name", [*FIELDS, "o_auth_token", "anything"])
def test_credentials_cannot_be_changed(credentials: Any, name: str) -> None:
    with pytest.raises(AttributeError, match="clone_with"):
        setattr(credentials, name, "changed")
    with pytest.raises(AttributeError, match="clone_with"):
        delattr(credentials, name)

    assert {field: getattr(credentials, field) for field in FIELDS} == FIELDS


def test_scopes_do_not_follow_the_list_they_came_from(petstore: Any) -> None:
    scopes = ["read:pets"]
    credentials = petstore.PetstoreAuthCredentials(o_auth_scopes=scopes)

    scopes.append("admin")

    assert credentials.o_auth_scopes == ("read:pets",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("o_auth_client_id", "other"),
        ("o_auth_redirect_uri", "https://other.example/cb"),
        ("o_auth_token", None),
        ("o_auth_scopes", ("write:pets",)),
        ("o_auth_issuer", None),
        ("o_auth_authorization_url", "https://other.example/authorize"),
    ],
)
def test_clone_changes_one_field_and_keeps_the_others(
    credentials: Any, token: Any, name: str, value: object
) -> None:
    clone = credentials.clone_with(**{name: value})
    fields = {**FIELDS, "o_auth_token": token}

    assert type(clone) is type(credentials)
    assert {field: getattr(clone, field) for field in fields} == {**fields, name: value}
    assert getattr(credentials, name) == fields[name]
    assert clone != credentials
    assert clone.clone_with(**{name: fields[name]}) == credentials


def test_clone_without_changes_is_equal(credentials: Any, key: Any) -> None:
    assert credentials.clone_with() == credentials
    assert hash(credentials.clone_with()) == hash(credentials)
    assert key.clone_with(api_key="SENTINEL-key") == key
    assert key.clone_with(api_key="another") != key
    assert credentials != key


def test_clone_knows_its_fields_and_checks_them(
    petstore: Any, credentials: Any
) -> None:
    with pytest.raises(TypeError, match="client_id"):
        credentials.clone_with(client_id="my-app")
    with pytest.raises(petstore.InvalidRequestError):
        credentials.clone_with(o_auth_redirect_uri="/cb")


def test_repr_shows_what_is_public_and_no_secret(credentials: Any, key: Any) -> None:
    shown = f"{credentials!r} {credentials} {[credentials]} {key!r} {key} {[key]}"

    assert "o_auth_client_id='my-app'" in shown
    assert "api_key=<secret>" in shown
    assert "SENTINEL" not in shown


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_credentials_are_not_pickled(credentials: Any, key: Any, protocol: int) -> None:
    for secret in (credentials, key):
        with pytest.raises(TypeError, match="secrets") as caught:
            pickle.dumps(secret, protocol)
        assert "SENTINEL" not in str(caught.value)


def test_copies_are_the_credentials_themselves(credentials: Any) -> None:
    assert copy.copy(credentials) is credentials
    assert copy.deepcopy([credentials])[0] is credentials


@pytest.mark.parametrize(
    "key", ["", "a b", "a\n", "a\r\nX: y", "é", "a\0", "\ud800", "a\x7f"]
)
def test_key_that_cannot_stand_in_a_header_is_refused(petstore: Any, key: str) -> None:
    with pytest.raises(petstore.InvalidRequestError) as caught:
        petstore.ApiKeyCredentials(api_key=key)

    assert caught.value.code == "invalid_request"


def test_environment_gives_a_whole_client(
    petstore: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "PETSTORE_AUTH_O_AUTH_CLIENT_ID": "from-environment",
        "PETSTORE_AUTH_O_AUTH_REDIRECT_URI": "https://env.example/cb",
        "PETSTORE_AUTH_O_AUTH_TOKEN": "token-of-environment",
        "PETSTORE_AUTH_O_AUTH_SCOPES": " read:pets  admin ",
        "PETSTORE_AUTH_O_AUTH_ISSUER": "https://issuer.example",
        "PETSTORE_AUTH_O_AUTH_AUTHORIZATION_URL": "https://as.example/env",
        "API_KEY_API_KEY": "key-of-environment",
    }.items():
        monkeypatch.setenv(name, value)

    client = petstore.PetstoreClient.from_environment()

    manager = client.petstore_auth
    assert manager.o_auth_client_id == "from-environment"
    assert manager.o_auth_redirect_uri == "https://env.example/cb"
    assert manager.headers() == {"Authorization": "Bearer token-of-environment"}
    assert manager.o_auth_scopes == ("read:pets", "admin")
    assert manager.get_authorization_url().startswith("https://as.example/env?")
    assert client.api_key.headers() == {"api_key": "key-of-environment"}
    assert petstore.PetstoreAuthCredentials.from_environment().o_auth_issuer == (
        "https://issuer.example"
    )


@pytest.mark.parametrize("value", [None, ""])
def test_environment_without_a_value_gives_none(
    petstore: Any, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    for name in ("CLIENT_ID", "REDIRECT_URI", "TOKEN", "SCOPES", "ISSUER"):
        variable = f"PETSTORE_AUTH_O_AUTH_{name}"
        monkeypatch.delenv(variable, raising=False)
        if value is not None:
            monkeypatch.setenv(variable, value)

    assert petstore.PetstoreAuthCredentials.from_environment() == (
        petstore.PetstoreAuthCredentials()
    )


def test_environment_is_checked(petstore: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETSTORE_AUTH_O_AUTH_REDIRECT_URI", "http://app.example/cb")
    with pytest.raises(petstore.InsecureTransportError):
        petstore.PetstoreClient.from_environment()

    monkeypatch.setenv("API_KEY_API_KEY", "a b")
    with pytest.raises(petstore.InvalidRequestError):
        petstore.ApiKeyCredentials.from_environment()


def test_scopes_are_a_real_enum_of_strings(petstore: Any) -> None:
    scopes = petstore.OAuthScopePetstoreAuthEnum

    assert {enum.Enum, str} <= set(scopes.__mro__)
    assert [(member.name, member.value) for member in scopes] == [
        ("READPETS", "read:pets"),
        ("WRITEPETS", "write:pets"),
    ]
    assert scopes("read:pets") is scopes["READPETS"] is scopes.READPETS
    with pytest.raises(ValueError, match="delete:pets"):
        scopes("delete:pets")
    with pytest.raises(AttributeError):
        scopes.READPETS = "other"


WAYS_TO_TEXT: list[Callable[[Any], str]] = [
    str,
    format,
    lambda scope: f"{scope}",
    lambda scope: "%s" % scope,  # noqa: UP031
    lambda scope: "".join([*[scope]]),
    lambda scope: json.loads(json.dumps([scope]))[0],
    lambda scope: next(iter(json.loads(json.dumps({scope: 1})))),
    lambda scope: scope + "",
]


@pytest.mark.parametrize("text_of", WAYS_TO_TEXT)
def test_scope_is_its_value_wherever_it_becomes_text(
    petstore: Any, text_of: Callable[[Any], str]
) -> None:
    text = text_of(petstore.OAuthScopePetstoreAuthEnum.READPETS)

    assert text == "read:pets"
    assert type(text) is str or text is petstore.OAuthScopePetstoreAuthEnum.READPETS


def test_scope_is_found_wherever_its_string_is(petstore: Any) -> None:
    member = petstore.OAuthScopePetstoreAuthEnum.READPETS

    assert member == "read:pets"
    assert hash(member) == hash("read:pets")
    assert {"read:pets": 1}[member] == 1
    assert len({"read:pets", member}) == 1
    assert pickle.loads(pickle.dumps(member)) is copy.deepcopy(member) is member
    assert f"{member:>12}" == "   read:pets"


def test_scopes_are_described_in_the_docstring(petstore: Any) -> None:
    described = " ".join(petstore.OAuthScopePetstoreAuthEnum.__doc__.split())

    assert "READPETS read your pets WRITEPETS modify pets in your account" in described
