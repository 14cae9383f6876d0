"""callback_answer(): what a web application does with what the page posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

STATE = "state-of-this-session"
GRANTED = "access_token=token-1&token_type=bearer&expires_in=60&scope=read%3Apets"
HEADERS = {
    "Host": "app.example",
    "Origin": "https://app.example",
    "Sec-Fetch-Site": "same-origin",
    "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
}

Answer: TypeAlias = Callable[..., Any]


@pytest.fixture
def manager(new_client: Callable[..., Any]) -> Any:
    """One for all visitors, with the request of the session under way."""
    manager = new_client(
        o_auth_redirect_uri="https://app.example/oauth/callback"
    ).petstore_auth
    manager.get_authorization_url(state=STATE)
    return manager


@pytest.fixture
def answer(manager: Any) -> Answer:
    def answer(
        body: str, state: str | None = STATE, headers: dict[str, str] = HEADERS
    ) -> Any:
        return manager.callback_answer(headers, body.encode(), state)

    return answer


def test_token_is_in_the_answer_and_nowhere_else(manager: Any, answer: Answer) -> None:
    taken = answer(f"{GRANTED}&state={STATE}")

    assert (taken, taken.status, taken.is_over) == ("accepted", 200, True)
    assert (taken.token.access_token, taken.token.scope) == ("token-1", "read:pets")
    assert taken.error is None
    # The next visitor of the same process has nothing of it.
    assert manager.o_auth_token is None
    assert "token-1" not in repr(taken)


def test_answer_is_kept_and_read_by_nobody_else(answer: Answer) -> None:
    headers = answer(f"{GRANTED}&state={STATE}").headers

    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("response", "word", "code"),
    [
        ("error=access_denied", "refused", "access_denied"),
        ("?error=access_denied", "refused", "access_denied"),
        ("error=login_required", "interaction", "login_required"),
        ("error=server_error", "unavailable", "server_error"),
        ("error=temporarily_unavailable", "unavailable", "temporarily_unavailable"),
        ("?error=invalid_scope", "scope", "invalid_scope"),
        ("error=unauthorized_client", "rejected", "unauthorized_client"),
        ("error=unsupported_response_type", "rejected", "unsupported_response_type"),
        ("error=acme_custom", "failed", "acme_custom"),
        ("token_type=bearer", "unreadable", "missing_token"),
        ("?code=abc", "unreadable", "missing_token"),
        ("access_token=a%20b&token_type=bearer", "unreadable", "invalid_token"),
    ],
)
def test_person_reads_what_happened(
    answer: Answer, response: str, word: str, code: str
) -> None:
    taken = answer(f"{response}&state={STATE}")

    assert (taken, taken.status, taken.is_over) == (word, 200, True)
    assert (taken.token, taken.error.code) == (None, code)


@pytest.mark.parametrize(
    "changed",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://app.example"},
        {"Origin": "https://app.example:8443"},
        {"Origin": "https://app.example.evil.example"},
        {"Origin": "https://app.example", "ORIGIN": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "multipart/form-data; boundary=x"},
    ],
)
def test_only_the_page_may_post(answer: Answer, changed: dict[str, str]) -> None:
    good = f"{GRANTED}&state={STATE}"
    forged = answer(good, headers={**HEADERS, **changed})

    assert (forged, forged.status, forged.is_over) == ("untrusted", 403, False)
    assert (forged.token, forged.error.code) == (None, "redirect_uri_mismatch")
    assert answer(good) == "accepted"


@pytest.mark.parametrize("name", ["Origin", "Content-Type"])
def test_header_that_every_browser_sends_must_be_there(
    answer: Answer, name: str
) -> None:
    headers = {key: value for key, value in HEADERS.items() if key != name}
    assert answer(f"{GRANTED}&state={STATE}", headers=headers).status == 403


def test_headers_are_found_as_every_framework_writes_them(answer: Answer) -> None:
    headers = {key.lower(): value for key, value in HEADERS.items()}
    # A browser without Fetch Metadata is old, and not an attacker.
    del headers["sec-fetch-site"]
    assert answer(f"{GRANTED}&state={STATE}", headers=headers) == "accepted"


@pytest.mark.parametrize("state", [None, "", "state-of-another-session"])
def test_response_of_another_session_is_not_taken(
    answer: Answer, state: str | None
) -> None:
    taken = answer(f"{GRANTED}&state={STATE}", state)

    assert (taken, taken.status, taken.is_over) == ("unknown", 400, False)
    assert (taken.token, taken.error.code) == (None, "state_mismatch")
    # Neither is it used up: a link to the redirect URI ends nobody's login.
    assert answer(f"{GRANTED}&state={STATE}") == "accepted"


@pytest.mark.parametrize("response", [GRANTED, f"{GRANTED}&state="])
def test_response_without_a_state_is_not_taken(answer: Answer, response: str) -> None:
    for state in (STATE, None, ""):
        assert answer(response, state) == "unknown"


def test_response_serves_once(answer: Answer) -> None:
    assert answer(f"{GRANTED}&state={STATE}").token is not None
    again = answer(f"{GRANTED}&state={STATE}")

    assert (again.token, again.error.code) == (None, "state_mismatch")


def test_page_has_a_place(petstore: Any, new_client: Callable[..., Any]) -> None:
    manager = new_client(o_auth_redirect_uri=None).petstore_auth
    with pytest.raises(petstore.CredentialsMissingError):
        manager.callback_answer(HEADERS, b"", STATE)
