"""A server with the page at the redirect URI, and somebody who opens it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from templates._auth.callback_page import CallbackPage
from tests.browser.person import Browser, Person

ANSWER = "access_token=token-that-shows-nowhere&scope=a%2Bb+c%25&state=S"
"""What a server puts behind the redirect URI, which need not be good here."""


@dataclass(frozen=True)
class Post:
    """What the page has posted."""

    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Site:
    """Where the page is served, and what it is answered with."""

    page: CallbackPage
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


@contextmanager
def serving(page: CallbackPage) -> Generator[Site, None, None]:
    """A server on this machine with the page at `/callback`."""
    site = Site(page)
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
