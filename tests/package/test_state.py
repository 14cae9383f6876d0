"""A response is accepted once, for a request that was made (RFC 6749, 10.12)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest


def start(manager: Any, state: str | None = None) -> str:
    """Starts a flow; returns the state that it sent."""
    url: str = manager.get_authorization_url(state=state)
    return url.rpartition("&state=")[2]


def response(state: str, token: str = "token-of-the-response") -> str:
    return (
        "http://127.0.0.1:8765/callback"
        f"#access_token={token}&token_type=bearer&state={state}"
    )


def refused(petstore: Any, manager: Any, answer: str, state: str | None = None) -> None:
    kept = manager.o_auth_token
    with pytest.raises(petstore.AuthorizationResponseError) as caught:
        manager.fetch_token(answer, state)
    assert caught.value.code == "state_mismatch"
    assert manager.o_auth_token is kept


def test_two_flows_of_one_manager_are_answered_in_any_order(
    new_client: Callable[..., Any],
) -> None:
    manager = new_client().petstore_auth
    first, second = start(manager), start(manager)

    assert manager.fetch_token(response(second, "of-2")).access_token == "of-2"
    assert manager.fetch_token(response(first, "of-1")).access_token == "of-1"


def test_response_to_another_manager_is_refused_and_both_go_on_waiting(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    one, other = new_client().petstore_auth, new_client().petstore_auth
    state_of_one, state_of_other = start(one), start(other)

    refused(petstore, one, response(state_of_other))

    assert one.fetch_token(response(state_of_one, "of-1")).access_token == "of-1"
    assert other.fetch_token(response(state_of_other, "of-2")).access_token == "of-2"


def test_response_serves_once(petstore: Any, new_client: Callable[..., Any]) -> None:
    manager = new_client().petstore_auth
    state = start(manager)
    manager.fetch_token(response(state, "first"))

    refused(petstore, manager, response(state, "second"))
    refused(petstore, manager, response(state, "third"), state)


def test_refusal_of_the_server_serves_once(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = new_client().petstore_auth
    state = start(manager)
    with pytest.raises(petstore.AuthorizationError):
        manager.fetch_token(f"#error=access_denied&state={state}")

    refused(petstore, manager, response(state))


def test_of_threads_with_the_same_response_one_gets_the_token(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = new_client().petstore_auth
    answer = response(start(manager))
    together = Barrier(8)

    def fetch(_: int) -> str:
        together.wait(timeout=5)
        try:
            return str(manager.fetch_token(answer).access_token)
        except petstore.AuthorizationResponseError as error:
            return str(error.code)

    with ThreadPoolExecutor(8) as threads:
        outcomes = sorted(threads.map(fetch, range(8)))

    assert outcomes == ["state_mismatch"] * 7 + ["token-of-the-response"]


WRONG_STATES = [
    "",
    "sTATE-OF-A-SESSION",
    "State-of-a-sessio",
    "State-of-a-sessionx",
    "%20State-of-a-session",
    "éState-of-a-session",
    "State-of-a-sessi%C3%B6n",
    "\udcff",
]


@pytest.mark.parametrize("wrong", WRONG_STATES)
@pytest.mark.parametrize("given", [True, False])
def test_wrong_state_is_refused_and_does_not_use_the_flow_up(
    petstore: Any,
    new_client: Callable[..., Any],
    wrong: str,
    given: bool,
) -> None:
    manager = new_client().petstore_auth
    state = start(manager, "State-of-a-session")

    refused(petstore, manager, response(wrong), state if given else None)

    assert manager.fetch_token(response(state)) == manager.o_auth_token


def test_error_without_our_state_is_not_taken_for_the_servers(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = new_client().petstore_auth
    start(manager)

    refused(petstore, manager, "http://127.0.0.1:8765/callback?error=access_denied")
    refused(petstore, manager, "#error=access_denied&state=not-that-state")


def test_another_process_needs_the_state_of_the_session(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    """The manager that gets the response never heard of the request."""
    state = "kept-in-the-session"
    start(new_client().petstore_auth, state)
    manager = new_client(o_auth_scopes=["read:pets", "admin"]).petstore_auth

    refused(petstore, manager, response(state))
    refused(petstore, manager, response(state), "state-of-other-session")
    token = manager.fetch_token(response(state) + "&scope=admin", state=state)

    assert token.scope == "admin"
    assert manager.missing_scopes == ("read:pets",)
    refused(petstore, manager, response(state), state)


def test_state_of_the_session_has_to_be_one_that_could_be_sent(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = new_client().petstore_auth

    refused(petstore, manager, "#access_token=a&token_type=bearer&state=", "")
    with pytest.raises(petstore.InvalidRequestError):
        manager.fetch_token("#access_token=a&token_type=bearer&state=short", "short")


def test_state_can_be_used_again_by_a_new_request(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = new_client().petstore_auth
    state = start(manager, "same-state-again")
    manager.fetch_token(response(state, "first"))

    start(manager, state)

    assert manager.fetch_token(response(state, "second")).access_token == "second"
    refused(petstore, manager, response(state))


def test_flow_waits_for_an_hour(
    petstore: Any, new_client: Callable[..., Any], clock: Any
) -> None:
    manager = new_client().petstore_auth
    early, late = start(manager), start(manager)

    clock.advance(3_599)
    manager.fetch_token(response(early, "in-time"))
    clock.advance(2)

    refused(petstore, manager, response(late))
    assert manager.o_auth_token.access_token == "in-time"


def test_setting_the_clock_back_does_not_lengthen_the_wait(
    petstore: Any, new_client: Callable[..., Any], clock: Any
) -> None:
    manager = new_client().petstore_auth
    state = start(manager)

    clock.advance(3_601)
    clock.time -= 86_400

    refused(petstore, manager, response(state))


def test_of_too_many_flows_the_oldest_are_forgotten(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = new_client().petstore_auth
    states = [start(manager) for _ in range(10_001)]

    refused(petstore, manager, response(states[0]))
    for state in (states[1], states[-1]):
        assert manager.fetch_token(response(state)) is manager.o_auth_token


def test_state_holds_nothing_of_the_application(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    """Two requests of one application have nothing in common."""
    manager = new_client().petstore_auth
    one, other = start(manager), start(manager)

    assert sum(a == b for a, b in zip(one, other, strict=True)) < 12
