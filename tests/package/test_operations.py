"""What operations ask for: alternatives, each applied whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

SHOP = """
openapi: 3.0.4
info: {title: Shop, version: "1"}
security:
  - login: [root]
paths:
  /things:
    get:
      operationId: both
      responses: &ok {"200": {description: done}}
      security: [{key: [], extra: []}, {login: [x]}]
    put:
      operationId: optional
      responses: *ok
      security: [{}, {key: []}]
    post:
      operationId: public
      responses: *ok
      security: []
    delete:
      operationId: inherited
      responses: *ok
    patch:
      responses: *ok
      security: [{extra: []}]
    head:
      operationId: either
      responses: *ok
      security: [{login: [x, y]}, {login: [z]}, {key: []}]
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    extra: {type: apiKey, in: header, name: X-Extra}
    login:
      type: oauth2
      flows:
        implicit:
          authorizationUrl: https://as.example/authorize
          scopes: {root: "", x: "", y: "", z: ""}
"""


@pytest.fixture(scope="module")
def shop(package_of: Callable[[str], Any]) -> Any:
    return package_of(SHOP)


def shop_client(
    shop: Any,
    key: str | None = None,
    extra: str | None = None,
    login: str | None = None,
) -> Any:
    """A client with these keys, and with a token for the scopes `login`."""
    token = login and shop.OAuthToken("token-of-login", scope=login)
    return shop.ShopClient(
        key_credentials=shop.KeyCredentials(api_key=key),
        extra_credentials=shop.ExtraCredentials(api_key=extra),
        login_credentials=shop.LoginCredentials(o_auth_token=token),
    )


BEARER = {"Authorization": "Bearer token-of-login"}


@pytest.mark.parametrize(
    ("operation", "credentials", "headers"),
    [
        ("both", {"key": "1", "extra": "2"}, {"X-Key": "1", "X-Extra": "2"}),
        (
            "both",
            {"key": "1", "extra": "2", "login": "x"},
            {"X-Key": "1", "X-Extra": "2"},
        ),
        ("both", {"key": "1", "login": "x"}, BEARER),
        ("both", {"login": "y x"}, BEARER),
        ("optional", {}, {}),
        ("optional", {"key": "1", "extra": "2"}, {"X-Key": "1"}),
        ("public", {"key": "1", "extra": "2", "login": "root"}, {}),
        ("inherited", {"key": "1", "login": "root"}, BEARER),
        ("PATCH /things", {"key": "1", "extra": "2"}, {"X-Extra": "2"}),
        ("either", {"login": "y x", "key": "1"}, BEARER),
        ("either", {"login": "z", "key": "1"}, BEARER),
        ("either", {"login": "x", "key": "1"}, {"X-Key": "1"}),
        ("either", {"login": "root"}, None),
        ("both", {"key": "1"}, None),
        ("both", {"extra": "2", "login": "root"}, None),
        ("inherited", {"key": "1", "extra": "2"}, None),
        ("PATCH /things", {"key": "1"}, None),
    ],
)
def test_first_alternative_that_can_be_satisfied_is_applied_whole(
    shop: Any,
    operation: str,
    credentials: dict[str, str],
    headers: dict[str, str] | None,
) -> None:
    auth = shop_client(shop, **credentials).for_operation(operation)

    if headers is None:
        with pytest.raises(shop.CredentialsMissingError):
            auth.headers()
    else:
        assert auth.headers() == headers


def test_error_lists_every_alternative_with_what_it_lacks(shop: Any) -> None:
    auth = shop_client(shop, key="1", login="y").for_operation("both")

    with pytest.raises(shop.CredentialsMissingError) as caught:
        auth.headers()

    error = caught.value
    assert error.code == "credentials_missing"
    assert [[lack.code for lack in lacks] for lacks in error.lacking] == [
        ["credentials_missing"],
        ["insufficient_scope"],
    ]
    assert error.lacking[1][0].missing_scopes == ("x",)
    first, second = str(error).splitlines()[1:]
    assert first.startswith("- key and extra: ")
    assert "EXTRA_API_KEY" in first
    assert " KEY_API_KEY" not in first
    assert second.startswith("- login: ")
    assert "lacks x" in second


def test_error_of_the_petstore_names_both_ways_in(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    client = petstore.PetstoreClient()

    with pytest.raises(petstore.CredentialsMissingError) as caught:
        client.for_operation("getPetById").headers()

    assert [[lack.code for lack in lacks] for lacks in caught.value.lacking] == [
        ["credentials_missing"],
        ["token_missing"],
    ]
    assert "getPetById" in str(caught.value)


def test_expired_token_does_not_satisfy(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    token = petstore.OAuthToken("old", expiry=1, scope="read:pets write:pets")
    client = new_client(o_auth_token=token)

    with pytest.raises(petstore.CredentialsMissingError) as caught:
        client.for_operation("addPet").headers()

    assert [[lack.code for lack in lacks] for lacks in caught.value.lacking] == [
        ["token_expired"]
    ]


def test_alternative_is_chosen_anew_for_every_request(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    client = new_client()
    auth = client.for_operation("addPet")
    with pytest.raises(petstore.CredentialsMissingError):
        auth.headers()

    client.petstore_auth.o_auth_token = petstore.OAuthToken("set-later")

    assert auth.headers() == {"Authorization": "Bearer set-later"}


def test_token_without_known_scopes_is_tried(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    """Where the server said nothing of scopes, it decides."""
    client = new_client(o_auth_token=petstore.OAuthToken("no-scope"))

    assert client.for_operation("addPet").headers() == (
        {"Authorization": "Bearer no-scope"}
    )


@pytest.mark.parametrize(
    ("operations", "scopes"),
    [
        ([], ()),
        (["public", "optional", "PATCH /things"], ()),
        (["both"], ("x",)),
        (["inherited", "both"], ("root", "x")),
        (["either"], ("z",)),
        (["either", "both"], ("x", "y")),
        (["either", "inherited"], ("root", "z")),
    ],
)
def test_scopes_for_operations_are_the_fewest(
    shop: Any, operations: list[str], scopes: tuple[str, ...]
) -> None:
    assert shop_client(shop).login.scopes_for(*operations) == scopes


def test_scopes_for_operations_can_be_asked_for(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    scopes = new_client().petstore_auth.scopes_for("addPet", "getPetById")

    assert scopes == tuple(petstore.OAuthScopePetstoreAuthEnum)
    assert all(type(s) is petstore.OAuthScopePetstoreAuthEnum for s in scopes)
    url = new_client(o_auth_scopes=scopes).petstore_auth.get_authorization_url()
    assert "scope=read%3Apets%20write%3Apets" in url


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("addPets", "addPet"), ("getPetByID", "getPetById"), ("patch /things", None)],
)
def test_unknown_operation_gets_a_suggestion(
    petstore: Any, new_client: Callable[..., Any], typed: str, meant: str | None
) -> None:
    client = new_client()
    for ask in (client.for_operation, client.petstore_auth.scopes_for):
        with pytest.raises(petstore.InvalidRequestError, match=typed) as caught:
            ask(typed)
        assert (f"did you mean '{meant}'?" in str(caught.value)) is (meant is not None)
