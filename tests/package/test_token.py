"""The token: immutable, silent, and out of date in time."""

from __future__ import annotations

import copy
import json
import logging
import math
import pickle
import pprint
import string
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

ACCESS = "SENTINEL-access"
REFRESH = "SENTINEL-refresh"


@pytest.fixture
def token(petstore: Any) -> Any:
    return petstore.OAuthToken(
        ACCESS,
        "bearer",
        expires_in=3_600,
        expiry=4_102_444_800,
        scope="read:pets admin",
        refresh_token=REFRESH,
    )


def test_token_holds_what_it_was_given(token: Any) -> None:
    assert {
        "access_token": token.access_token,
        "token_type": token.token_type,
        "expires_in": token.expires_in,
        "expiry": token.expiry,
        "scope": token.scope,
        "refresh_token": token.refresh_token,
    } == {
        "access_token": ACCESS,
        "token_type": "Bearer",
        "expires_in": 3_600,
        "expiry": 4_102_444_800,
        "scope": "read:pets admin",
        "refresh_token": REFRESH,
    }


WAYS_TO_SHOW: list[Callable[[Any], str]] = [
    repr,
    str,
    ascii,
    format,
    lambda token: f"{token}{token!r}",
    lambda token: f"{token!s:>200}",
    lambda token: "%s %r" % (token, token),  # noqa: UP031
    "{0} {0!r}".format,
    lambda token: string.Template("$t").substitute(t=token),
    pprint.pformat,
    lambda token: repr([{"t": token}, (token,)]),
    lambda token: str(ValueError(token)),
]


@pytest.mark.parametrize("show", WAYS_TO_SHOW)
def test_no_way_to_print_it_shows_a_secret(
    token: Any, show: Callable[[Any], str]
) -> None:
    shown = show(token)

    assert "OAuthToken" in shown
    assert "SENTINEL" not in shown


def test_no_record_of_logging_shows_a_secret(
    token: Any, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("app").error("got %s and %r", token, {"token": token})

    assert caplog.text.count("OAuthToken") == 2
    assert "SENTINEL" not in caplog.text


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_token_is_not_pickled(token: Any, protocol: int) -> None:
    with pytest.raises(TypeError, match="to_dictionary") as caught:
        pickle.dumps({"session": token}, protocol)

    assert "SENTINEL" not in str(caught.value)


WAYS_TO_DUMP: list[Callable[[Any], object]] = [
    json.dumps,
    vars,
    lambda token: token.__dict__,
]


@pytest.mark.parametrize("dump", WAYS_TO_DUMP)
def test_secrets_come_out_by_no_general_means(
    token: Any, dump: Callable[[Any], object]
) -> None:
    with pytest.raises((TypeError, AttributeError)) as caught:
        dump(token)

    assert "SENTINEL" not in str(caught.value)


def test_copies_are_the_token_itself(token: Any) -> None:
    assert copy.copy(token) is token
    assert copy.deepcopy({"t": token})["t"] is token


@pytest.mark.parametrize(
    "name",
    "access_token token_type expires_in expiry scope refresh_token anything".split(),
)
def test_token_cannot_be_changed(token: Any, name: str) -> None:
    before = token.to_dictionary()

    with pytest.raises(AttributeError, match=name):
        setattr(token, name, "changed")
    with pytest.raises(AttributeError, match=name):
        delattr(token, name)

    assert token.to_dictionary() == before


def test_equal_tokens_have_equal_values_and_hashes(petstore: Any, token: Any) -> None:
    same = petstore.OAuthToken.from_dictionary(token.to_dictionary())
    changes: dict[str, object] = {
        "access_token": "other",
        "expires_in": 3_601,
        "expiry": 4_102_444_801,
        "scope": "read:pets",
        "refresh_token": None,
    }

    assert same == token
    assert hash(same) == hash(token)
    for name, value in changes.items():
        changed = {**token.to_dictionary(), name: value}
        assert petstore.OAuthToken.from_dictionary(changed) != token, name
    assert token != ACCESS


@pytest.mark.parametrize(
    ("lifetime", "valid_after", "expired_after"),
    [(3_600, 3_539, 3_541), (10, 8, 9), (600, 539, 541), (100, 89, 91)],
)
def test_token_expires_a_little_early(
    petstore: Any, clock: Any, lifetime: int, valid_after: int, expired_after: int
) -> None:
    token = petstore.OAuthToken("a", expires_in=lifetime)

    clock.advance(valid_after)
    assert not token.is_expired()
    clock.advance(expired_after - valid_after)
    assert token.is_expired()
    assert not token.is_expired(leeway=0)
    clock.advance(lifetime - expired_after)
    assert token.is_expired(leeway=0)


def test_leeway_can_be_given(petstore: Any, clock: Any) -> None:
    token = petstore.OAuthToken("a", expires_in=3_600)

    clock.advance(3_000)

    assert not token.is_expired(leeway=599)
    assert token.is_expired(leeway=600)


def test_leeway_follows_the_time_that_is_left_where_no_lifetime_is_known(
    petstore: Any, clock: Any
) -> None:
    token = petstore.OAuthToken("a", expiry=int(clock.time) + 100)

    clock.advance(89)
    assert not token.is_expired()
    clock.advance(2)
    assert token.is_expired()


@pytest.mark.parametrize("expiry", [0, 1, 1_699_999_999, 1_700_000_000])
def test_token_of_the_past_is_expired(petstore: Any, clock: Any, expiry: int) -> None:
    assert petstore.OAuthToken("a", expiry=expiry).is_expired()
    assert petstore.OAuthToken("a", expiry=expiry).is_expired(leeway=0)


def test_lifetime_of_zero_is_over_at_once(petstore: Any, clock: Any) -> None:
    assert petstore.OAuthToken("a", expires_in=0).is_expired()


def test_unknown_expiry_is_not_known_to_be_over(
    petstore: Any, new_client: Callable[..., Any], clock: Any
) -> None:
    token = petstore.OAuthToken("a")
    client = new_client(o_auth_token=token)

    clock.advance(10**9)

    assert token.expiry is token.expires_in is None
    assert not token.is_expired()
    assert client.petstore_auth.is_valid()


def test_setting_the_clock_back_lengthens_no_life(petstore: Any, clock: Any) -> None:
    token = petstore.OAuthToken("a", expires_in=3_600)

    clock.advance(3_601)
    clock.time -= 86_400

    assert token.is_expired()
    assert token.is_expired(leeway=0)


def test_token_once_expired_stays_expired(petstore: Any, clock: Any) -> None:
    token = petstore.OAuthToken("a", expires_in=3_600)

    clock.time += 3_600
    assert token.is_expired()
    clock.time -= 86_400

    assert token.is_expired()


@pytest.fixture
def no_time_zone_after() -> Iterator[None]:
    yield
    time.tzset()


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/New_York"])
@pytest.mark.usefixtures("no_time_zone_after")
def test_expiry_does_not_depend_on_the_time_zone(
    petstore: Any, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        before = int(time.time())
        token = petstore.OAuthToken("a", expires_in=3_600)
        after = int(time.time())

    assert before + 3_600 <= token.expiry <= after + 3_600
    assert not token.is_expired()


@pytest.mark.parametrize(
    "lifetime", [9_223_372_036_854_775_807, 9_999_999_999_999_999_999]
)
def test_lifetimes_that_mean_never_are_fine(
    petstore: Any, new_client: Callable[..., Any], clock: Any, lifetime: int
) -> None:
    manager = new_client().petstore_auth
    manager.get_authorization_url("st-8f3kQ2_Zx7")

    token = manager.fetch_token(
        f"#access_token=a&token_type=bearer&state=st-8f3kQ2_Zx7&expires_in={lifetime}"
    )
    clock.advance(10**9)

    assert token.expires_in == lifetime
    assert token.expiry == 1_700_000_000 + lifetime
    assert not token.is_expired()
    assert petstore.OAuthToken.from_dictionary(token.to_dictionary()) == token


def test_lifetime_of_five_thousand_digits_is_refused(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = new_client().petstore_auth
    manager.get_authorization_url("st-8f3kQ2_Zx7")

    with pytest.raises(petstore.InvalidTokenError) as caught:
        manager.fetch_token(
            "#access_token=a&token_type=bearer&state=st-8f3kQ2_Zx7"
            f"&expires_in={'9' * 5_000}"
        )

    assert caught.value.code == "invalid_expires_in"
    assert len(str(caught.value)) < 200


def test_token_survives_storage(petstore: Any, clock: Any) -> None:
    token = petstore.OAuthToken(
        ACCESS, expires_in=3_600, scope="read:pets", refresh_token=REFRESH
    )
    stored = json.dumps(token.to_dictionary())

    clock.advance(3_000)
    restored = petstore.OAuthToken.from_dictionary(json.loads(stored))

    assert restored == token
    assert not restored.is_expired()
    clock.advance(541)
    assert restored.is_expired()


def test_stored_form_has_a_version_and_nothing_unexpected(token: Any) -> None:
    assert token.to_dictionary() == {
        "version": 1,
        "access_token": ACCESS,
        "token_type": "Bearer",
        "expires_in": 3_600,
        "expiry": 4_102_444_800,
        "scope": "read:pets admin",
        "refresh_token": REFRESH,
    }


def test_unknown_fields_of_a_stored_token_are_ignored(
    petstore: Any, token: Any
) -> None:
    stored = {**token.to_dictionary(), "__class__": "x", "is_expired": True}

    assert petstore.OAuthToken.from_dictionary(stored) == token


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"access_token": "a\nb"}, "invalid_token"),
        ({"access_token": "a\r\nX: y"}, "invalid_token"),
        ({"access_token": "a\r\n b"}, "invalid_token"),
        ({"access_token": "a\0"}, "invalid_token"),
        ({"access_token": "a b"}, "invalid_token"),
        ({"access_token": "a\x7f"}, "invalid_token"),
        ({"access_token": "é"}, "invalid_token"),
        ({"access_token": "\ud800"}, "invalid_token"),
        ({"access_token": ""}, "invalid_token"),
        ({"access_token": None}, "invalid_token"),
        ({"access_token": 5}, "invalid_token"),
        ({"refresh_token": "a\nb"}, "invalid_token"),
        ({"refresh_token": ""}, "invalid_token"),
        ({"token_type": "mac"}, "unsupported_token_type"),
        ({"token_type": ["Bearer"]}, "invalid_token"),
        ({"expires_in": -1}, "invalid_expires_in"),
        ({"expires_in": "3600"}, "invalid_expires_in"),
        ({"expires_in": True}, "invalid_expires_in"),
        ({"expires_in": math.nan}, "invalid_expires_in"),
        ({"expiry": -1}, "invalid_expires_in"),
        ({"expiry": math.inf}, "invalid_expires_in"),
        ({"expiry": 10**400}, "invalid_expires_in"),
        ({"scope": 'read:pets "x"'}, "invalid_scope_value"),
        ({"scope": "é"}, "invalid_scope_value"),
        ({"scope": ["read:pets"]}, "invalid_token"),
    ],
)
def test_stored_token_is_checked_again(
    petstore: Any, token: Any, change: dict[str, object], code: str
) -> None:
    with pytest.raises(petstore.InvalidTokenError) as caught:
        petstore.OAuthToken.from_dictionary({**token.to_dictionary(), **change})

    assert caught.value.code == code
    assert "SENTINEL" not in str(caught.value)


def test_nothing_stored_is_no_token(petstore: Any) -> None:
    with pytest.raises(petstore.InvalidTokenError):
        petstore.OAuthToken.from_dictionary({})


@pytest.mark.parametrize("good", ["abc==", "a.b-c_d~e+f/g=", "1|abc", "!", "~"])
def test_tokens_that_servers_issue_are_accepted(petstore: Any, good: str) -> None:
    assert petstore.OAuthToken(good).access_token == good


def test_threads_never_see_half_a_token(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    """Each token's scope is its own; a header is one of theirs."""
    manager = new_client(o_auth_scopes=None).petstore_auth
    tokens = [petstore.OAuthToken(f"t{n}", scope=f"s{n}") for n in range(100)]
    manager.o_auth_token = tokens[0]

    def swap(token: Any) -> tuple[str, str, str]:
        manager.o_auth_token = token
        seen = manager.o_auth_token
        return seen.access_token, seen.scope, manager.headers()["Authorization"]

    with ThreadPoolExecutor(16) as threads:
        seen = list(threads.map(swap, tokens * 20))

    assert all(access[1:] == scope[1:] for access, scope, _ in seen)
    assert {header for *_, header in seen} <= {f"Bearer t{n}" for n in range(100)}


def test_token_from_elsewhere_can_be_set_and_taken_away(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = new_client().petstore_auth
    assert not manager.is_valid()
    assert manager.granted_scopes == manager.missing_scopes == ()

    manager.o_auth_token = petstore.OAuthToken(
        "from-elsewhere", scope="read:pets admin"
    )
    assert manager.is_valid()
    assert manager.headers() == {"Authorization": "Bearer from-elsewhere"}
    assert manager.granted_scopes == ("read:pets", "admin")
    assert manager.missing_scopes == ("write:pets",)
    assert manager.extra_scopes == ("admin",)

    manager.o_auth_token = None
    assert not manager.is_valid()
    with pytest.raises(petstore.TokenMissingError):
        manager.headers()


def test_granted_scopes_are_members_where_the_document_has_them(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    token = petstore.OAuthToken("a", scope="write:pets admin")
    granted = new_client(o_auth_token=token).petstore_auth.granted_scopes

    assert granted[0] is petstore.OAuthScopePetstoreAuthEnum.WRITEPETS
    assert type(granted[1]) is str


@pytest.mark.parametrize("version", [2, 0])
def test_stored_token_of_another_format_is_refused(
    petstore: Any, token: Any, version: int
) -> None:
    stored = {**token.to_dictionary(), "version": version}
    with pytest.raises(petstore.InvalidTokenError):
        petstore.OAuthToken.from_dictionary(stored)


def test_stored_token_with_an_empty_type_is_refused(petstore: Any, token: Any) -> None:
    stored = {**token.to_dictionary(), "token_type": ""}
    with pytest.raises(petstore.AuthError) as caught:
        petstore.OAuthToken.from_dictionary(stored)
    assert caught.value.code == "missing_token_type"


def test_bare_string_is_no_token(petstore: Any, new_client: Callable[..., Any]) -> None:
    bare = "SENTINEL-bare-string"
    client = new_client()
    with pytest.raises(petstore.InvalidTokenError) as given:
        new_client(o_auth_token=bare)
    with pytest.raises(petstore.InvalidTokenError) as set_later:
        client.petstore_auth.o_auth_token = bare
    assert bare not in f"{given.value!r}{set_later.value!r}"
    assert client.petstore_auth.o_auth_token is None
