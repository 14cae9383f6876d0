"""Anybody on this machine can send an answer: one to another request ends nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.package.login.conftest import LogIn

EVIL = "access_token=evil&token_type=bearer"
UNEXPECTED = {
    "state of another": f"{EVIL}&state=another-state",
    "no state": EVIL,
    "empty state": f"{EVIL}&state=",
    "state in other case": f"{EVIL}&state={{STATE}}",
    "state and more": f"{EVIL}&state={{state}}x",
    "beginning of the state": f"{EVIL}&state={{beginning}}",
    "state twice": f"{EVIL}&state=a&state={{state}}",
    "error of another": "error=access_denied&state=another-state",
    "error without a state": "error=access_denied",
    "error in the query": "?error=access_denied&state=another-state",
    "code of another": "?code=evil&state=another-state",
    "nothing": "",
    "noise": "\xff\x00%zz&=&&",
    "101 parameters": "&".join(["state={state}", *["x=1"] * 100]),
    "not form-encoded": '{{"access_token": "evil"}}',
}


@pytest.mark.parametrize("name", UNEXPECTED)
def test_unexpected_answer_ends_nothing(log_in: LogIn, name: str) -> None:
    with log_in() as login:
        browser = login.browser
        state = browser.state
        body = UNEXPECTED[name].format(
            state=state, STATE=state.swapcase(), beginning=state[:-1]
        )
        answer = browser.post(body)
        assert (answer.status, answer.text) == (400, "unknown")
        browser.grant("token-1")
        assert login.token() == "token-1"


def test_ten_are_borne(log_in: LogIn) -> None:
    with log_in() as login:
        for _ in range(10):
            assert login.browser.post("state=another-state").status == 400
        login.browser.grant("token-1")
        assert login.token() == "token-1"


def test_eleven_end_it(petstore: Any, log_in: LogIn) -> None:
    with log_in() as login:
        for _ in range(11):
            assert login.browser.post("state=another-state").status == 400
        with pytest.raises(petstore.AuthorizationResponseError) as caught:
            login.token()
        assert caught.value.code == "state_mismatch"
        assert login.browser.is_refused()


def test_answer_to_another_login_at_the_same_time(log_in: LogIn) -> None:
    with log_in() as one, log_in() as other:
        for mine, foreign in ((one, other), (other, one)):
            assert mine.browser.post(foreign.browser.granted()).text == "unknown"
        one.browser.grant("token-1")
        other.browser.grant("token-2")
        assert (one.token(), other.token()) == ("token-1", "token-2")


def test_answer_to_an_earlier_login_of_the_same_client(log_in: LogIn) -> None:
    with log_in() as login:
        earlier = login.manager.get_authorization_url().rpartition("state=")[2]
        body = login.browser.granted("evil").replace(login.browser.state, earlier)
        assert login.browser.post(body).text == "unknown"
        login.browser.grant("token-1")
        assert login.token() == "token-1"


def test_a_thousand_hits(log_in: LogIn) -> None:
    with log_in() as login:
        browser = login.browser
        for _ in range(200):
            assert browser.get("/favicon.ico").status == 204
            assert browser.get("/elsewhere").status == 404
            assert browser.send("GET {path} HTTP/1.1\n\n").status == 400
            assert browser.post("", {"Origin": "null"}).status == 403
            assert browser.get().status == 200
        browser.grant("token-1")
        assert login.token() == "token-1"
