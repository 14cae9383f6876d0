"""The example applications over HTTP: used as they are meant to be, and attacked."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Callable

import pytest

from tests.examples.applications import ROOT, Api, Application, Visitor, granted

TOKEN = "token-that-is-nobody-elses-business"


@pytest.fixture(autouse=True)
def accepting(api: Api) -> None:
    """The API takes this one token alone."""
    api.accepts = lambda authorization: authorization == f"Bearer {TOKEN}"


def test_person_logs_in_sees_pets_and_logs_out(visitor: Visitor) -> None:
    assert not visitor.is_logged_in()
    answer = visitor.logs_in(TOKEN)
    assert (answer.status_code, answer.text) == (200, "accepted")
    assert visitor.is_logged_in()
    assert "Rex" in visitor.get("/pets").text
    assert visitor.submits("/logout").headers["Location"] == "/"
    assert not visitor.is_logged_in()
    assert visitor.get("/pets").status_code == 401


def test_words_of_the_api_are_text(visitor: Visitor) -> None:
    visitor.logs_in(TOKEN)
    assert "&lt;b&gt;Minka&lt;/b&gt;" in visitor.get("/pets").text


def test_refusal_is_told_to_the_page(visitor: Visitor) -> None:
    state = visitor.begins()
    answer = visitor.brings(f"?error=access_denied&state={state}")
    assert (answer.status_code, answer.text) == (200, "refused")
    assert not visitor.is_logged_in()


@pytest.mark.parametrize("token", ["token-that-was-revoked", f"{TOKEN}&expires_in=0"])
def test_token_that_is_of_no_use_ends_the_session(visitor: Visitor, token: str) -> None:
    visitor.logs_in(token)
    assert visitor.is_logged_in()
    assert visitor.get("/pets").status_code == 401
    assert not visitor.is_logged_in()


@pytest.mark.parametrize("path", ["/login", "/logout", "/oauth/token"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_other_sites_cannot_post(visitor: Visitor, path: str, origin: str) -> None:
    visitor.logs_in(TOKEN)
    state = visitor.begins()
    forged = visitor.post(path, granted("token-of-mallory", state), Origin=origin)
    assert forged.status_code == 403
    # Nothing has changed: neither who is logged in, nor the login that goes on.
    assert "Rex" in visitor.get("/pets").text
    assert visitor.brings(granted(TOKEN, state)).text == "accepted"


def test_links_change_nothing(visitor: Visitor) -> None:
    visitor.logs_in(TOKEN)
    for path in ("/login", "/logout", "/oauth/token"):
        assert visitor.get(path).status_code == 405
    assert visitor.is_logged_in()


def test_response_without_a_state_is_not_taken(visitor: Visitor) -> None:
    state = visitor.begins()
    for response in (
        f"access_token={TOKEN}&token_type=bearer",
        granted(TOKEN, ""),
        granted(TOKEN, state.swapcase()),
    ):
        assert visitor.brings(response).text == "unknown"
    assert not visitor.is_logged_in()
    assert visitor.brings(granted(TOKEN, state)).text == "accepted"


def test_session_that_asked_for_nothing_takes_nothing(visitor: Visitor) -> None:
    answer = visitor.brings(granted(TOKEN, "a-state-that-was-made-up"))
    assert (answer.status_code, answer.text) == (400, "unknown")
    assert not visitor.is_logged_in()


def test_response_serves_once(visitor: Visitor) -> None:
    state = visitor.begins()
    assert visitor.brings(granted(TOKEN, state)).text == "accepted"
    visitor.submits("/logout")
    assert visitor.brings(granted(TOKEN, state)).text == "unknown"
    assert not visitor.is_logged_in()


@pytest.mark.parametrize("application", ["flask_app", "fastapi_app"], indirect=True)
def test_state_leaves_a_session_that_is_in_the_browser(visitor: Visitor) -> None:
    """Another process, which has not seen the response, would not take it either."""
    state = visitor.begins()
    assert state in contents(visitor.cookie())
    visitor.brings(granted(TOKEN, state))
    assert state not in contents(visitor.cookie())


ANOTHER_PROCESS = """
import django
from django.test import Client

django.setup()
from examples.django_view import views

person = Client(headers={"Origin": views.settings.ORIGIN, "Host": "127.0.0.1"})

def bring(response):
    form = "application/x-www-form-urlencoded"
    return person.post("/oauth/token", response, content_type=form).content

person.post("/login")
response = "access_token=AAA&token_type=bearer&state=" + person.session["state"]
first = bring(response)
# It has the same sessions, and has not seen the response.
views.client = type(views.client)(petstore_auth_credentials=views.credentials)
print(first, bring(response))
"""


def test_state_leaves_a_session_that_processes_share() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS],
        check=True,
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "examples.django_view.settings",
            "PETSTORE_AUTH_O_AUTH_CLIENT_ID": "petshop",
        },
        capture_output=True,
        text=True,
    )
    assert done.stdout == "b'accepted' b'unknown'\n"


@pytest.mark.parametrize("application", ["django_view"], indirect=True)
def test_forms_of_django_want_its_token_too(visitor: Visitor) -> None:
    before = visitor.hidden()
    visitor.logs_in(TOKEN)
    for path in ("/login", "/logout"):
        for form in ("", "csrfmiddlewaretoken=" + "a" * 64, before):
            assert visitor.post(path, form).status_code == 403
    assert visitor.is_logged_in()


def test_response_to_another_person_is_not_taken(
    new_visitor: Callable[[], Visitor],
) -> None:
    """Mallory lures somebody to the redirect URI, with a response of her own."""
    mallory, person = new_visitor(), new_visitor()
    response = granted(TOKEN, mallory.begins())
    person.begins()
    assert person.brings(response).text == "unknown"
    assert not person.is_logged_in()
    assert mallory.brings(response).text == "accepted"


def test_each_person_has_a_token_of_their_own(
    new_visitor: Callable[[], Visitor], api: Api
) -> None:
    sent: list[str] = []

    def accepts(authorization: str) -> bool:
        sent.append(authorization)
        return True

    api.accepts = accepts
    first, second, nobody = new_visitor(), new_visitor(), new_visitor()
    first.logs_in("token-1")
    second.logs_in("token-2")
    for visitor in (first, second, nobody):
        visitor.get("/pets")
    assert sent == ["Bearer token-1", "Bearer token-2"]


@pytest.mark.parametrize("leave", ["/login", "/logout"])
def test_old_cookie_is_worth_nothing(
    new_visitor: Callable[[], Visitor], leave: str
) -> None:
    person, thief = new_visitor(), new_visitor()
    person.logs_in(TOKEN)
    thief.takes(person.cookie())
    assert thief.is_logged_in()
    person.submits("/logout") if leave == "/logout" else person.logs_in(TOKEN)
    assert not thief.is_logged_in()


def test_token_stays_on_the_server(application: Application, visitor: Visitor) -> None:
    state = visitor.begins()
    visitor.brings(granted(TOKEN, state))
    cookie = visitor.cookie()
    visitor.get("/pets")
    visitor.get("/")
    everything = [*visitor.seen, cookie, contents(cookie), *application.log]
    assert not [text for text in everything if TOKEN in text]
    assert not [line for line in application.log if state in line]


def contents(cookie: str) -> str:
    """What anybody can read who holds a signed cookie."""
    payload = cookie.lstrip(".").partition(".")[0]
    data = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return (zlib.decompress(data) if cookie.startswith(".") else data).decode(
        errors="replace"
    )


def test_no_script_and_no_other_site_has_the_cookie(visitor: Visitor) -> None:
    attributes = visitor.submits("/login").headers["Set-Cookie"].lower().split("; ")
    assert {"httponly", "samesite=lax", "path=/"} <= set(attributes)


def test_pages_load_nothing_and_are_kept_by_nobody(visitor: Visitor) -> None:
    for path in ("/", "/pets", "/callback"):
        headers = visitor.get(path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer"), path
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
        assert "unsafe" not in headers["Content-Security-Policy"], path


def test_redirect_uri_leads_nowhere_else(visitor: Visitor) -> None:
    plain = visitor.get("/callback")
    led = visitor.get("/callback?next=https://evil.example/&continue_to=/evil")
    assert (led.status_code, led.text) == (200, plain.text)
    assert "evil" not in str(led.headers)
