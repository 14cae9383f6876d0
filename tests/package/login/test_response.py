"""What the page hands over, and how the login ends with it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.package.login.browser import Browser
from tests.package.login.conftest import LogIn


def test_token_comes_through_the_page(log_in: LogIn) -> None:
    with log_in() as login:
        browser = login.browser
        page = browser.get()
        assert (page.status, page.text[:15]) == (200, "<!doctype html>")
        assert browser.get("/favicon.ico").status == 204
        browser.grant("token-1")
        assert login.token() == "token-1"
        assert login.manager.headers() == {"Authorization": "Bearer token-1"}
        assert browser.is_refused()


@pytest.mark.parametrize("mark", ["?", ""], ids=["query", "fragment"])
def test_refusal_ends_the_login(petstore: Any, log_in: LogIn, mark: str) -> None:
    with log_in() as login:
        answer = login.browser.post(
            f"{mark}error=access_denied&error_description=no&state="
            + login.browser.state
        )
        assert (answer.status, answer.text) == (200, "refused")
        with pytest.raises(petstore.AuthorizationError) as caught:
            login.token()
        assert caught.value.code == "access_denied"
        assert caught.value.error_description == "no"
        assert login.browser.is_refused()


def test_code_in_the_query_is_read_too(petstore: Any, log_in: LogIn) -> None:
    """The server does another grant than it was asked for, and is told so."""
    with log_in() as login:
        answer = login.browser.post(f"?code=code-1&state={login.browser.state}")
        assert answer.status == 200
        with pytest.raises(petstore.AuthError, match="authorization code") as caught:
            login.token()
        assert caught.value.code == "missing_token"


def test_query_of_the_redirect_uri_itself_is_borne(
    petstore: Any, log_in: LogIn
) -> None:
    with log_in(o_auth_redirect_uri="http://127.0.0.1/cb?tenant=a") as login:
        assert login.browser.redirect_uri.endswith("/cb?tenant=a")
        assert login.browser.get("/cb?tenant=a").status == 200
        login.browser.post(f"?tenant=a&error=server_error&state={login.browser.state}")
        with pytest.raises(petstore.AuthorizationError) as caught:
            login.token()
        assert caught.value.code == "server_error"


def test_token_in_the_query_is_not_taken(log_in: LogIn) -> None:
    """It is leaked already (RFC 9700, section 4.3.2); the page hides it at least."""
    with log_in() as login:
        browser = login.browser
        page = browser.get(f"{browser.path}?{browser.granted('SENTINEL')}")
        assert (page.status, page.text[:15]) == (400, "<!doctype html>")
        assert "SENTINEL" not in page.text
        assert browser.post(f"?{browser.granted('SENTINEL')}").status == 400
        browser.grant("token-1")
        assert login.token() == "token-1"


def test_the_page_alone_ends_nothing(log_in: LogIn) -> None:
    """A refusal in the address counts when the page has posted it, with its state."""
    with log_in() as login:
        browser = login.browser
        refusal = f"?error=access_denied&state={browser.state}"
        pages = {
            (answer.status, answer.text)
            for answer in (
                browser.get(),
                browser.get(browser.path + refusal),
                browser.get(f"{browser.path}?next=https://evil.example/&code=1"),
            )
        }
        assert len(pages) == 1
        browser.grant()
        assert login.token() == "token-1"


def test_60_kilobytes_of_token(log_in: LogIn) -> None:
    with log_in() as login:
        login.browser.grant("a" * 60_000)
        assert len(login.token()) == 60_000


def test_nobody_answers(petstore: Any, log_in: LogIn) -> None:
    browsers: list[Browser] = []
    with log_in(timeout=0.05, o_auth_client_id="client-7") as login:
        browsers.append(login.browser)
        with pytest.raises(petstore.AuthorizationTimeoutError) as caught:
            login.token()
        assert caught.value.code == "timeout"
        # RFC 6749, section 4.2.2.1: for these two, the server never redirects.
        assert login.browser.redirect_uri in str(caught.value)
        assert "client-7" in str(caught.value)
        assert login.browser.is_refused()


def test_state_ends_with_its_login(petstore: Any, log_in: LogIn) -> None:
    with log_in(timeout=0.05) as login:
        with pytest.raises(petstore.AuthorizationTimeoutError):
            login.token()
        with pytest.raises(petstore.AuthorizationResponseError) as caught:
            login.manager.fetch_token(f"#{login.browser.granted()}")
        assert caught.value.code == "state_mismatch"
