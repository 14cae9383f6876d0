"""The page at the redirect URI, in a browser: what it hands over and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from templates._auth import callback_answer
from templates._auth.callback_page import CallbackPage
from templates._auth.errors import (
    AuthError,
    AuthorizationError,
    AuthorizationResponseError,
)
from tests.browser.person import Browser, Person

TOKEN = "token-that-shows-nowhere"
ANSWER = f"access_token={TOKEN}&scope=a%2Bb+c%25&state=S"
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
TONES = {
    "accepted": "Access granted",
    "refused": "Access was not granted",
    "expired": "This attempt is over",
    "failed": "That did not work",
}


@dataclass(frozen=True)
class Post:
    """What the page has posted."""

    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Site:
    """Where the page is served, and what it is answered with."""

    page: CallbackPage = field(default_factory=CallbackPage)
    word: str = "accepted"
    status: int = 200
    answers: Event = field(default_factory=Event)
    """Set while posts are answered at once."""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    posts: list[Post] = field(default_factory=list[Post])
    url: str = ""


def handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            is_page = self.path.startswith("/callback")
            headers = {**site.page.headers, "Set-Cookie": "session=1; SameSite=Strict"}
            text = site.page if is_page else "<title>Home</title><h1>Home</h1>"
            self._answer(200, headers if is_page else {}, text)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.posts.append(Post(self.path, headers, body))
            site.answers.wait(60)
            if site.status:
                self._answer(site.status, site.headers, site.word)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

        def _answer(self, status: int, headers: dict[str, str], text: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on this machine with the page at `/callback`."""
    site = Site()
    site.answers.set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(site))
    site.url = f"http://127.0.0.1:{server.server_port}/callback"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    site.answers.set()
    server.shutdown()
    server.server_close()
    thread.join()


class Look:
    """Opens the page with an answer behind its address, and does something there."""

    def __init__(self, site: Site, browser: Browser) -> None:
        self._site = site
        self._browser = browser

    def __call__(
        self, answer: str, title: str, act: Callable[[Person], Any] = lambda _: None
    ) -> Any:
        def person(person: Person) -> Any:
            person.opens(self._site.url + answer).reads(title)
            return act(person)

        return self._browser.let(person).result()


@pytest.fixture
def look(site: Site, browser: Browser) -> Look:
    return Look(site, browser)


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

    assert TOKEN not in look(f"#{ANSWER}", "Access granted", act)


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


# ------------------------------------------------------------- what the page looks like


@pytest.mark.parametrize("width", [160, 320, 360, 1280])
def test_page_fits_every_width(site: Site, look: Look, width: int) -> None:
    site.page, site.word = CallbackPage("/x", "/home"), "rejected"

    def act(person: Person) -> None:
        person.page.set_viewport_size({"width": width, "height": 300})
        assert person.page.evaluate("document.documentElement.scrollWidth") <= width

    look(f"#{ANSWER}", "The server does not accept the application", act)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("word", TONES)
def test_text_can_be_read(site: Site, look: Look, word: str, scheme: Any) -> None:
    site.word = word

    def act(person: Person) -> None:
        person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        card = colour(person.page, "main", "backgroundColor")
        assert (brightness(card) > 0.5) == (scheme == "light")
        for element in ("h1", ".happened", ".next"):
            assert contrast(colour(person.page, element, "color"), card) >= 4.5
        # WCAG 2.2, 1.4.11: what is drawn needs less.
        assert contrast(colour(person.page, "svg", "color"), card) >= 3
        link = colour(person.page, "a", "backgroundColor")
        assert contrast(colour(person.page, "a", "color"), link) >= 4.5

    look(f"#{ANSWER}", TONES[word], act)


def colour(page: Page, element: str, name: str) -> list[float]:
    """The red, green and blue that an element has, of 255."""
    script = (
        "([element, name]) => getComputedStyle(document.querySelector(element))[name]"
    )
    text = str(page.evaluate(script, [element, name]))
    return [float(part) for part in text[text.index("(") + 1 : -1].split(",")[:3]]


def brightness(colour: list[float]) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[float], other: list[float]) -> float:
    """Contrast ratio (WCAG 2.2, 1.4.3)."""
    dark, light = sorted([brightness(one), brightness(other)])
    return (light + 0.05) / (dark + 0.05)


def test_nothing_moves_for_those_who_do_not_want_it(look: Look) -> None:
    script = """() => [...document.querySelectorAll("main, main *")]
        .map((element) => getComputedStyle(element).animationName)"""

    def act(person: Person) -> tuple[set[str], set[str]]:
        moving = {*person.page.evaluate(script)}
        person.page.emulate_media(reduced_motion="reduce")
        return moving, {*person.page.evaluate(script)}

    moving, still = look(f"#{ANSWER}", "Access granted", act)
    assert moving > still == {"none"}


def test_forced_colours_leave_the_picture_and_the_card(look: Look) -> None:
    def act(person: Person) -> None:
        person.page.emulate_media(forced_colors="active")
        paper = colour(person.page, "body", "backgroundColor")
        for element, name in (("main", "borderTopColor"), ("circle", "stroke")):
            assert contrast(colour(person.page, element, name), paper) >= 3
        expect(person.page.locator("circle")).to_have_css("opacity", "1")

    look(f"#{ANSWER}", "Access granted", act)
