"""Only our own page can hand a response over: no other site, no form, no program."""

from __future__ import annotations

import pytest

from tests.package.login.browser import FORM, Answer, received
from tests.package.login.conftest import LogIn

FOREIGN: dict[str, dict[str, str | None]] = {
    "other site": {"Origin": "https://evil.example"},
    "other port": {"Origin": "http://127.0.0.1:1"},
    "other name": {"Origin": "http://localhost:{port}"},
    "https": {"Origin": "https://{host}"},
    "longer": {"Origin": "http://{host}.evil.example"},
    "sandbox": {"Origin": "null"},
    "empty origin": {"Origin": ""},
    "no origin": {"Origin": None},
    "no origin, but a referrer": {"Origin": None, "Referer": "http://{host}/"},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "same site": {"Sec-Fetch-Site": "same-site"},
    "address bar": {"Sec-Fetch-Site": "none"},
    "text": {"Content-Type": "text/plain"},
    "JSON": {"Content-Type": "application/json"},
    "several parts": {"Content-Type": "multipart/form-data; boundary=x"},
    "no type": {"Content-Type": None},
    "longer type": {"Content-Type": f"{FORM}-evil"},
}


@pytest.mark.parametrize("name", FOREIGN)
def test_foreign_post(log_in: LogIn, name: str) -> None:
    with log_in() as login:
        browser = login.browser
        body = browser.granted("evil")
        head = browser.post_head(body, FOREIGN[name])
        answer = browser.send(head + "{body}", body=body, port=str(browser.port))
        assert (answer.status, answer.text) == (403, "")
        assert not {name for name in answer.headers if name.startswith("access-")}
        browser.grant("token-1")
        assert login.token() == "token-1"


def test_it_is_refused_before_its_body_comes(log_in: LogIn) -> None:
    """Else every site could make this program hold a megabyte per connection."""
    with log_in() as login:
        browser = login.browser
        length = {"Content-Length": "1048576"}
        for headers in FOREIGN.values():
            head = browser.post_head("", {**headers, **length})
            with browser.connect() as sock:
                sock.sendall(browser.text(head, port=str(browser.port)))
                assert received(sock).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": f"{FORM.title()} ; charset=UTF-8"},
        {"Sec-Fetch-Site": None},  # a browser that does not know it
        {"host": "{host}", "Host": None},
    ],
)
def test_our_page_in_every_browser(
    log_in: LogIn, headers: dict[str, str | None]
) -> None:
    with log_in() as login:
        answer = login.browser.post(login.browser.granted(), headers)
        assert isinstance(answer, Answer)
        assert answer.text == "accepted"
        assert login.token() == "token-1"
