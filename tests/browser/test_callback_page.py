"""The page at the redirect URI, in a browser: what it hands over and what it says."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from templates._auth import callback_answer
from templates._auth.callback_page import CallbackPage
from templates._auth.errors import (
    AuthError,
    AuthorizationError,
    AuthorizationResponseError,
)
from tests.browser.callback_site import ANSWER, Look, Site
from tests.browser.person import Browser, Person

REFUSALS = {
    "access_denied": "Access was not granted",
    "login_required": "The server has to ask you first",
    "temporarily_unavailable": "The server has a problem",
    "invalid_scope": "The server does not give this permission",
    "unauthorized_client": "The server does not accept the application",
    "invalid_client": "The server does not accept the application",
    "invalid_grant": "This attempt is over",
    "a_code_of_its_own": "That did not work",
}
PROBLEMS = {
    "missing_token": "The answer could not be read",
    "issuer_mismatch": "The answer came from elsewhere",
    "state_mismatch": "This answer was not expected",
}


# ------------------------------------------------------------------ what is handed over


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (f"#{ANSWER}", ANSWER),
        ("#error=access_denied&state=S", "error=access_denied&state=S"),
        ("?error=access_denied&state=S", "?error=access_denied&state=S"),
        ("?code=c%2Fd&state=S", "?code=c%2Fd&state=S"),
        ("?code=c&state=S#_=_", "?code=c&state=S"),
        ("?error=access_denied#", "?error=access_denied"),
        (f"?tenant=a#{ANSWER}", ANSWER),
        (f"?error=injected#{ANSWER}", ANSWER),
        ("#/access_token=a", "/access_token=a"),
        ("#__proto__=x&constructor=y", "__proto__=x&constructor=y"),
    ],
)
def test_answer_is_handed_over_as_it_came(
    site: Site, look: Look, answer: str, body: str
) -> None:
    address = look(answer, "Access granted", lambda person: person.address)
    assert [post.body for post in site.posts] == [body]
    assert address == site.url


@pytest.mark.parametrize("answer", ["", "#", "?", "?next=https://evil.example/"])
def test_nothing_is_posted_where_there_is_no_answer(
    site: Site, look: Look, answer: str
) -> None:
    look(answer, "There is no answer here")
    assert site.posts == []


def test_receiver_can_tell_that_the_page_posts(site: Site, look: Look) -> None:
    look(f"#{ANSWER}", "Access granted")
    (post,) = site.posts
    assert post.path == "/callback"
    assert callback_answer.is_from_page(post.headers.get, site.url)
    assert post.headers["sec-fetch-site"] == "same-origin"
    assert not {"referer", "cookie"} & set(post.headers)


def test_web_application_gets_its_cookie(site: Site, look: Look) -> None:
    site.page = CallbackPage("/oauth/token")
    look(f"#{ANSWER}", "Access granted")
    (post,) = site.posts
    assert post.path == "/oauth/token"
    assert callback_answer.is_from_page(post.headers.get, site.url)
    assert post.headers["cookie"] == "session=1"
    assert "referer" not in post.headers


def test_token_is_kept_nowhere(look: Look) -> None:
    kept = """() => JSON.stringify([
        document.documentElement.outerHTML, location.href, document.referrer,
        document.cookie, window.name, history.state, {...localStorage},
        {...sessionStorage},
    ])"""

    def act(person: Person) -> str:
        found = str(person.page.evaluate(kept))
        person.page.reload()
        person.reads("There is no answer here")
        return found

    assert "token-that-shows-nowhere" not in look(f"#{ANSWER}", "Access granted", act)


def test_answer_follows_no_redirect(site: Site, look: Look) -> None:
    site.status, site.headers = 307, {"Location": "/elsewhere"}
    look(f"#{ANSWER}", "The application does not answer")
    assert [post.path for post in site.posts] == ["/callback"]


# ------------------------------------------------------------------ what the page says


def refusal(code: str) -> AuthError:
    return AuthorizationError(code=code)


def problem(code: str) -> AuthError:
    return AuthorizationResponseError("", code=code)


@pytest.mark.parametrize("error", [*map(refusal, REFUSALS), *map(problem, PROBLEMS)])
def test_every_error_has_sentences(site: Site, look: Look, error: AuthError) -> None:
    site.word = callback_answer.word_for(error)

    def act(person: Person) -> None:
        happened, todo = (
            person.page.get_by_role("status").get_by_role("paragraph").all()
        )
        for sentences in (happened, todo):
            expect(sentences).to_have_text(re.compile(r"\w.*\."))
        # What is blocked by the page's own policy would stand in the console.
        assert person.problems == []

    look(f"#{ANSWER}", {**REFUSALS, **PROBLEMS}[error.code], act)


@pytest.mark.parametrize(
    "word",
    ["", "__proto__", "constructor", "toString", "<img src=x onerror=alert(1)>", "a b"],
)
def test_word_that_nobody_knows_is_not_shown(site: Site, look: Look, word: str) -> None:
    site.word = word
    elements = "document.querySelectorAll('body *').length"

    def act(person: Person) -> tuple[int, str]:
        return person.page.evaluate(elements), person.page.inner_html("main")

    count, html = look(f"#{ANSWER}", "That did not work", act)
    site.word = "failed"
    assert count == look(f"#{ANSWER}", "That did not work", act)[0]
    assert "onerror" not in html


def test_words_of_the_server_are_not_shown(site: Site, look: Look) -> None:
    site.word = "refused"
    answer = "#error=access_denied&error_description=%3Cb%3Ecall%200900%3C/b%3E&state=S"
    shown = look(answer, "Access was not granted", lambda person: person.page.content())
    assert "0900" not in shown


def test_application_that_is_gone(site: Site, look: Look) -> None:
    site.status = 0
    look(f"#{ANSWER}", "The application does not answer")


def test_application_that_does_not_answer(site: Site, browser: Browser) -> None:
    site.answers.clear()

    def act(person: Person) -> None:
        person.page.clock.install()
        with person.page.expect_request(lambda request: request.method == "POST"):
            person.opens(f"{site.url}#{ANSWER}")
        person.reads("One moment").page.clock.fast_forward(30_000)
        person.reads("The application does not answer")

    browser.let(act).result()


def test_page_says_its_language_and_announces_what_changes(look: Look) -> None:
    def act(person: Person) -> None:
        page = person.page
        assert page.get_attribute("html", "lang") == "en"
        status = page.get_by_role("status")
        expect(status).to_contain_text("Access granted")
        expect(status).to_contain_text("You can close this tab")
        # The picture says nothing that the text does not.
        assert page.get_attribute("svg", "aria-hidden") == "true"
        expect(page.get_by_role("link")).to_have_count(0)

    look(f"#{ANSWER}", "Access granted", act)


def test_person_without_scripts_is_told(site: Site, browser: Browser) -> None:
    # A sandbox turns scripts off for one page.
    site.page.headers["Content-Security-Policy"] += "; sandbox"
    title = "This page needs JavaScript"

    def act(person: Person) -> None:
        page = person.opens(f"{site.url}#{ANSWER}").page
        expect(page.get_by_role("heading")).to_have_text(title)
        expect(page.get_by_text("One moment")).to_be_hidden()

    browser.let(act).result()
    assert site.posts == []


def test_person_goes_on_in_a_web_application(site: Site, browser: Browser) -> None:
    site.page = CallbackPage("/oauth/token", "/home")

    def act(person: Person) -> None:
        person.opens(site.url.replace("/callback", "/start"))
        person.opens(f"{site.url}#{ANSWER}").reads("Home")
        assert person.address == site.url.replace("/callback", "/home")
        person.page.go_back()
        # There is no way back to the page that had the answer.
        assert person.page.url == site.url.replace("/callback", "/start")

    browser.let(act).result()


def test_person_goes_back_to_a_web_application(site: Site, look: Look) -> None:
    site.page, site.word = CallbackPage("/oauth/token", "/home"), "refused"

    def act(person: Person) -> None:
        person.page.keyboard.press("Tab")
        expect(person.page.get_by_role("link")).to_be_focused()
        person.page.keyboard.press("Enter")
        person.reads("Home")

    look(f"#{ANSWER}", "Access was not granted", act)
