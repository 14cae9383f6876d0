"""Requests that no browser sends, or none of ours: a bare status, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

import pytest

from tests.package.login.browser import FORM, Answer, Browser, received
from tests.package.login.conftest import LogIn

SECURITY = {
    "cache-control": "no-store",
    "pragma": "no-cache",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "connection": "close",
    "server": "authgen",
}
TEXT = {"content-type": "text/plain; charset=utf-8"}
BARE = {**SECURITY, **TEXT, "content-length": "0"}

GET = "GET {path} HTTP/1.1\nHost: {host}\n"
POST = (
    "POST {path} HTTP/1.1\nHost: {host}\nOrigin: http://{host}\n"
    f"Content-Type: {FORM}\n"
)
HOSTILE = {
    "no Host": ("GET {path} HTTP/1.1\n\n", 400),
    "no Host, HTTP/1.0": ("GET {path} HTTP/1.0\n\n", 400),
    "two Hosts": (GET + "Host: {host}\n\n", 400),
    "foreign Host": ("GET {path} HTTP/1.1\nHost: evil.example\n\n", 400),
    "foreign Host for the icon": (
        "GET /favicon.ico HTTP/1.1\nHost: evil.example\n\n",
        400,
    ),
    "foreign Host for a post": (
        POST.replace("Host: {host}", "Host: evil.example") + "Content-Length: 0\n\n",
        400,
    ),
    "Host with another port": ("GET {path} HTTP/1.1\nHost: 127.0.0.1:1\n\n", 400),
    "Host without a port": ("GET {path} HTTP/1.1\nHost: 127.0.0.1\n\n", 400),
    "Host with a dot": ("GET {path} HTTP/1.1\nHost: 127.0.0.1.:{port}\n\n", 400),
    "Host by name": ("GET {path} HTTP/1.1\nHost: localhost:{port}\n\n", 400),
    "target with two slashes": ("GET /{path} HTTP/1.1\nHost: {host}\n\n", 400),
    "absolute target": ("GET http://{host}{path} HTTP/1.1\nHost: {host}\n\n", 400),
    "asterisk": ("OPTIONS * HTTP/1.1\nHost: {host}\n\n", 400),
    "authority": ("CONNECT evil.example:443 HTTP/1.1\nHost: {host}\n\n", 400),
    "no version": ("FOO<script> /\n\n", 400),
    "HTTP/0.9": ("GET {path}\n\n", 400),
    "HTTP/2": ("GET {path} HTTP/2.0\nHost: {host}\n\n", 400),
    "four words": ("GET {path} evil HTTP/1.1\nHost: {host}\n\n", 400),
    "folded line": (GET + " folded\n\n", 400),
    "blank before the colon": (GET + "X : evil\n\n", 400),
    "name without a colon": (GET + "evil\n\n", 400),
    "empty name": (GET + ": evil\n\n", 400),
    "null byte": (GET + "X: \0\n\n", 400),
    "line within a line": (GET + "X: a{lf}Origin: http://{host}\n\n", 400),
    "other path": ("GET /elsewhere HTTP/1.1\nHost: {host}\n\n", 404),
    "longer path": ("GET {path}/ HTTP/1.1\nHost: {host}\n\n", 404),
    "post to the icon": ("POST /favicon.ico HTTP/1.1\nHost: {host}\n\n", 404),
    "method script": ("FOO<script> /x HTTP/1.1\nHost: {host}\n\n", 404),
    "long path": ("GET /" + "a" * 9_000 + " HTTP/1.1\nHost: {host}\n\n", 431),
    "long header": (GET + "X: " + "a" * 20_000 + "\n\n", 431),
    "head without an end": (GET + "X: " + "a" * 200_000, 431),
    "no length": (POST + "\n", 411),
    "chunks": (POST + "Transfer-Encoding: chunked\n\n0\n\n", 411),
    "chunks and a length": (
        POST + "Transfer-Encoding: chunked\nContent-Length: 1\n\na",
        411,
    ),
    "negative length": (POST + "Content-Length: -1\n\n", 400),
    "length with a plus": (POST + "Content-Length: +1\n\na", 400),
    "length with an underscore": (POST + "Content-Length: 1_0\n\n", 400),
    "length as a power": (POST + "Content-Length: \xb2\n\n", 400),
    "empty length": (POST + "Content-Length: \n\n", 400),
    "two lengths": (POST + "Content-Length: 1\nContent-Length: 1\n\na", 400),
    "two lengths in one": (POST + "Content-Length: 1, 1\n\na", 400),
    "huge length": (POST + "Content-Length: 1048577\n\n", 413),
    "length of 5000 digits": (POST + "Content-Length: " + "1" * 5_000 + "\n\n", 413),
    "no origin": (POST.replace("Origin: http://{host}\n", "") + "\n", 403),
    "two origins": (POST + "Origin: http://{host}\nContent-Length: 0\n\n", 400),
    "two types": (POST + f"Content-Type: {FORM}\nContent-Length: 0\n\n", 400),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bare_status(log_in: LogIn, name: str) -> None:
    request, status = HOSTILE[name]
    with log_in() as login:
        answer = login.browser.send(request, lf="\n", port=str(login.browser.port))
        assert answer == Answer(status=status, headers=BARE, text="")
        login.browser.grant()
        assert login.token() == "token-1"


@pytest.mark.parametrize("method", ["PUT", "HEAD", "OPTIONS", "DELETE", "TRACE", "get"])
def test_other_methods(log_in: LogIn, method: str) -> None:
    with log_in() as login:
        answer = login.browser.send(
            f"{method} {{path}} HTTP/1.1\nHost: {{host}}\n"
            "Origin: https://evil.example\nAccess-Control-Request-Method: POST\n"
            "Access-Control-Request-Private-Network: true\n\n"
        )
        # RFC 9110, section 15.5.6; and nothing that would let another site in.
        headers = {**BARE, "allow": "GET, POST"}
        assert answer == Answer(status=405, headers=headers, text="")


def test_icon_is_answered_without_a_body(log_in: LogIn) -> None:
    with log_in() as login:
        answer = login.browser.get("/favicon.ico")
        assert answer == Answer(status=204, headers=SECURITY, text="")


def test_page_and_words_have_the_same_headers(log_in: LogIn) -> None:
    with log_in() as login:
        browser = login.browser
        page = browser.get()
        policy = page.headers["content-security-policy"]
        assert page.headers == {
            **SECURITY,
            "content-type": "text/html; charset=utf-8",
            "content-length": str(len(page.text.encode())),
            "content-security-policy": policy,
        }
        for body, status, text in (
            ("state=another", 400, "unknown"),
            (browser.granted(), 200, "accepted"),
        ):
            length = {"content-length": str(len(text))}
            headers = {**SECURITY, **TEXT, **length}
            answer = browser.post(body)
            assert answer == Answer(status=status, headers=headers, text=text)


def test_second_answer_changes_nothing(
    log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It arrives while the first is read."""
    now = time.time()
    reads, go_on = Event(), Event()

    def time_of_the_token() -> float:
        reads.set()
        go_on.wait(5)
        return now

    with log_in() as login:
        browser = login.browser
        with browser.connect() as first, browser.connect() as second:
            body = browser.granted("token-2")
            second.sendall(browser.text(browser.post_head(body)))
            assert browser.get().status == 200  # by now, the second is connected
            monkeypatch.setattr(time, "time", time_of_the_token)
            body = browser.granted("token-1")
            first.sendall(browser.text(browser.post_head(body) + body))
            assert reads.wait(5)
            second.sendall(browser.granted("token-2").encode())
            go_on.set()
            assert received(first).text == "accepted"
            answer = received(second)
        length = {"content-length": str(len("expired"))}
        headers = {**SECURITY, **TEXT, **length}
        assert answer == Answer(status=410, headers=headers, text="expired")
        assert login.token() == "token-1"
        assert login.manager.o_auth_token.access_token == "token-1"


def test_one_connection_serves_one_request(log_in: LogIn) -> None:
    with log_in() as login:
        browser = login.browser
        twice = f"{GET}Connection: keep-alive\n\n" * 2
        assert browser.send(twice).status == 200
        body = browser.granted()
        smuggled = f"{GET}Content-Length: {len(body)}\n\n{browser.post_head(body)}"
        assert browser.send(f"{smuggled}{{body}}", body=body).status == 200
        with browser.connect() as sock:
            sock.sendall(browser.text(f"{GET}\n"))
            assert received(sock).status == 200
            sock.sendall(browser.text(browser.post_head(body) + body))
            assert browser.get().status == 200
        browser.grant("token-2")
        assert login.token() == "token-2"


def refused_post(browser: Browser) -> Answer:
    """Two megabytes are on their way when the answer comes."""
    return browser.send(f"{POST}Content-Length: 2000000\n\n{'a' * 2_000_000}")


def refused_head(browser: Browser) -> Answer:
    return browser.send(f"{GET}X: {'a' * 2_000_000}\n\n")


@pytest.mark.parametrize(
    ("attack", "status"), [(refused_post, 413), (refused_head, 431)]
)
def test_refusal_is_heard_by_who_still_talks(
    log_in: LogIn, attack: Callable[[Browser], Answer], status: int
) -> None:
    """A connection that is reset loses the answer (RFC 9112, section 9.6)."""
    with log_in() as login:
        assert attack(login.browser).status == status
