"""Chromium, and somebody who sits before it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Response,
    expect,
    sync_playwright,
)

from tests.browser.chromium import ADVICE, find
from tests.servers.oauth_server import PASSWORD, USERNAME

T = TypeVar("T")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# How long a page may take on a busy machine, in milliseconds: no test waits for it.
PATIENCE = 30_000


class Person:
    """Somebody with an account, who reads what a page says and presses its buttons."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        """What the console of any page complained of, as a person never sees it."""
        self.address = ""
        """What the address bar showed when a page was last read."""
        self.redirects: list[str] = []
        """Every target that a server sent the browser to."""
        page.on("console", self._notice)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("response", self._follow)

    def opens(self, url: str) -> Person:
        """Open a page in this tab."""
        self.page.goto(url)
        return self

    def new_tab(self) -> Person:
        """Leave the page as it is, and go on in another tab."""
        return Person(self.page.context.new_page())

    def logs_in(self) -> Person:
        """Fill in the server's login page."""
        self.page.get_by_label("Username:").fill(USERNAME)
        self.page.get_by_label("Password:").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        return self

    def unticks(self, scope: str) -> Person:
        """Take a scope out of the consent."""
        self.page.get_by_label(scope).uncheck()
        return self

    def agrees(self) -> Person:
        """Consent to what the page lists."""
        self.page.get_by_role("button", name="Authorize").click()
        return self

    def refuses(self) -> Person:
        """Refuse it."""
        self.page.get_by_role("button", name="Cancel").click()
        return self

    def reads(self, title: str) -> Person:
        """Wait until the page has this title, in its heading as well."""
        expect(self.page).to_have_title(title)
        expect(self.page.get_by_role("heading")).to_have_text(title)
        self.address = self.page.url
        return self

    def sees(self, text: str) -> Person:
        """Wait until the page holds this text somewhere."""
        expect(self.page.locator("body")).to_contain_text(text)
        self.address = self.page.url
        return self

    def _notice(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            place = message.location["url"] or self.page.url
            self.problems.append(f"{place}: {message.text}")

    def _follow(self, response: Response) -> None:
        target = response.headers.get("location")
        if target is not None:
            self.redirects.append(target)


class Browser:
    """Chromium with a profile of its own.

    Playwright keeps an event loop running in the thread that uses it, in which no test
    could then run another one. So it has a thread to itself.
    """

    def __init__(self, profile: Path) -> None:
        self._thread = ThreadPoolExecutor(1, "browser")
        self._playwright: Playwright
        self._context: BrowserContext
        self._thread.submit(self._start, profile).result()

    def let(self, act: Callable[[Person], T]) -> Future[T]:
        """Let somebody act, whom no server knows yet, on a new page."""
        return self._thread.submit(self._act, act)

    def close(self) -> None:
        """End it. All that it keeps is then in its profile."""
        self._thread.submit(self._stop).result()
        self._thread.shutdown()

    def _start(self, profile: Path) -> None:
        executable = find()
        assert executable is not None, ADVICE
        expect.set_options(timeout=PATIENCE)
        self._playwright = sync_playwright().start()
        self._context = self._playwright.chromium.launch_persistent_context(
            profile, executable_path=executable, headless=True, args=ARGUMENTS
        )
        self._context.set_default_timeout(PATIENCE)

    def _stop(self) -> None:
        self._context.close()
        self._playwright.stop()

    def _act(self, act: Callable[[Person], T]) -> T:
        person = Person(self._context.new_page())
        try:
            return act(person)
        finally:
            # One tab stays, or the browser would end.
            self._context.clear_cookies()
            for page in self._context.pages[1:]:
                page.close()
