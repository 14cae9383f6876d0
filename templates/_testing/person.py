"""Somebody who is sent to the server for tests, and presses Allow: over real HTTP.

The browser is left out, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from threading import Lock
from typing import NamedTuple
from urllib.parse import urlsplit

from .._auth import system_browser

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_PATIENCE = 30
"""Seconds: what the callback page waits for an answer."""


class ErrorPageError(RuntimeError):
    """The server shows an error page, and sends nobody back to the program."""


class _Answer(NamedTuple):
    status: int
    location: str
    text: str


def log_in(authorization_url: str) -> str:
    """Press Allow on the server's page; the address that the browser is sent to.

    Raises ErrorPageError where there is no such page.
    """
    shown = _ask("GET", authorization_url)
    if shown.status != 200:
        raise ErrorPageError(
            f"the authorization endpoint answers with status {shown.status}: "
            + shown.text.rpartition("<p>")[2].partition("</p>")[0]
        )
    answer = _ask("POST", authorization_url, b"decision=allow", _FORM)
    if not answer.location:
        raise ErrorPageError(
            f"the authorization endpoint answers with status {answer.status}, and "
            "sends nobody back"
        )
    return answer.location


def hand_over(address: str) -> None:
    """Do what the page at the redirect URI does with the address that it has.

    Programs that are not there any more, or do not answer, are left alone.
    """
    before, _, fragment = address.partition("#")
    parts = urlsplit(before)
    with suppress(OSError, HTTPException):
        _ask("GET", before)
        origin = {"Origin": f"{parts.scheme}://{parts.netloc}", **_FORM}
        body = fragment or f"?{parts.query}"
        _ask("POST", before.partition("?")[0], body.encode("ascii"), origin)


def visit(authorization_url: str) -> None:
    """Do both; a server that does not answer, or not well, is left alone."""
    with suppress(OSError, HTTPException, ErrorPageError):
        hand_over(log_in(authorization_url))


def _ask(
    method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> _Answer:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=_PATIENCE)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
    try:
        connection.request(method, target, body, dict(headers or {}))
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return _Answer(answer.status, answer.getheader("Location") or "", text)
    finally:
        connection.close()


class _SystemBrowser:
    """Takes the place of the browser for the pages of servers that are running."""

    def __init__(self) -> None:
        self._real = system_browser.open_in_browser
        self._lock = Lock()
        # Guarded by _lock: who opens the pages of a server, by its URL.
        self._openers: dict[str, Callable[[str], object]] = {}

    def replace(self, url: str, opener: Callable[[str], object]) -> None:
        with self._lock:
            self._openers[url] = opener
            system_browser.open_in_browser = self._open

    def restore(self, url: str) -> None:
        with self._lock:
            self._openers.pop(url, None)
            if not self._openers:
                system_browser.open_in_browser = self._real

    def _open(self, url: str) -> bool:
        for server, opener in tuple(self._openers.items()):
            if url.startswith(f"{server}/"):
                opener(url)
                return True
        return self._real(url)


SYSTEM_BROWSER = _SystemBrowser()
"""What `authorize()` opens where it is not told otherwise."""
