"""Whatever happens during a login, no secret is printed, logged, shown or raised."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from tests.package.login.browser import Browser
from tests.package.telling import told_by

SECRET = "SENTINEL"
TOKEN = f"access_token={SECRET}&token_type=bearer"


def answer(text: str) -> Callable[[Browser], None]:
    """The browser hands this over; `{state}` is the right one."""
    return lambda browser: send(browser, text.format(state=browser.state))


def send(browser: Browser, body: str) -> None:
    answer = browser.post(body)
    assert SECRET not in f"{answer.headers}{answer.text}"
    assert browser.state not in answer.text


def annoy(browser: Browser) -> None:
    for _ in range(11):
        send(browser, f"{TOKEN}&state={browser.state}x")


def attack(browser: Browser) -> None:
    """Whatever is refused at the door, with a secret in every place."""
    page = browser.get(f"{browser.path}?{TOKEN}&state={browser.state}")
    assert SECRET not in page.text
    assert browser.state not in page.text
    for headers in (
        {"Host": SECRET},
        {"Origin": f"http://{SECRET}"},
        {"Content-Length": SECRET},
        {"Content-Type": SECRET},
        {SECRET: SECRET},
        {f"{SECRET} ": SECRET},
    ):
        refused = browser.post(f"{TOKEN}&state=another", headers)
        assert SECRET not in f"{refused.headers}{refused.text}"
    browser.get(f"/{SECRET}")
    browser.send(f"{SECRET} {{path}} HTTP/1.1\nHost: {{host}}\n\n")
    browser.send(f"{SECRET}\n\n")
    send(browser, f"{TOKEN}&state={browser.state}")


def interrupt(browser: Browser) -> None:
    raise KeyboardInterrupt


ENDS: dict[str, tuple[Callable[[Browser], None], str]] = {
    "token": (answer(f"{TOKEN}&state={{state}}"), ""),
    "attacks": (attack, ""),
    "refusal": (
        answer(f"{TOKEN}&error=access_denied&state={{state}}"),
        "access_denied",
    ),
    "state": (annoy, "state_mismatch"),
    "token type": (
        answer(f"access_token={SECRET}&token_type=mac&state={{state}}"),
        "unsupported_token_type",
    ),
    "malformed token": (
        answer(f"access_token={SECRET}%0a&token_type=bearer&state={{state}}"),
        "invalid_token",
    ),
    "code": (answer(f"?code={SECRET}&state={{state}}"), "missing_token"),
    "lifetime": (answer(f"{TOKEN}&expires_in=x&state={{state}}"), "invalid_expires_in"),
    "nobody": (lambda _: None, "timeout"),
    "Ctrl-C": (interrupt, ""),
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("in_loop", [False, True], ids=["thread", "loop"])
def test_login_is_silent(
    petstore: Any,
    new_client: Callable[..., Any],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    end: str,
    in_loop: bool,
) -> None:
    act, code = ENDS[end]
    caplog.set_level(logging.DEBUG)
    manager = new_client(o_auth_redirect_uri="http://127.0.0.1/cb").petstore_auth
    browsers: list[Browser] = []
    raised: BaseException | None = None

    def show(url: str) -> None:
        browsers.append(Browser.at(url))
        act(browsers[0])

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            timeout = 0.05 if end == "nobody" else 20
            if in_loop:
                work = manager.authorize_async(timeout, open_browser=show)
                asyncio.run(work, debug=True)
            else:
                manager.authorize(timeout, open_browser=show)
        except (petstore.AuthError, KeyboardInterrupt) as error:
            raised = error

    assert getattr(raised, "code", "") == code
    told = "" if raised is None else told_by(raised)
    printed = "".join(capfd.readouterr())
    for secret in (SECRET, browsers[0].state):
        assert secret not in told
        assert secret not in caplog.text
        assert secret not in printed
    assert warned == []
