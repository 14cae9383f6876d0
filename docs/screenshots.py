"""Make the pictures of the page at the redirect URI: `make screenshots`."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

from generated.petstore import PetstoreClient
from tests.browser.chromium import ADVICE, find
from tests.browser.person import ARGUMENTS

if TYPE_CHECKING:
    from typing import Literal

    from playwright.sync_api import ViewportSize

    Look = tuple[Literal["light", "dark"], ViewportSize]

IMAGES = Path(__file__).parent / "images"
STATES = {
    "granted": "accepted",
    "refused": "refused",
    "failed": "unavailable",
    "expired": "expired",
}
"""Pictures, and the word that the page is answered with for each."""
LOOKS: dict[str, Look] = {
    "light": ("light", {"width": 520, "height": 400}),
    "dark": ("dark", {"width": 520, "height": 400}),
    "phone": ("light", {"width": 360, "height": 480}),
}


class Handler(BaseHTTPRequestHandler):
    """Serves the page, and answers what it posts with that very word."""

    page = PetstoreClient().petstore_auth.callback_page(post_to="/answer")

    def do_GET(self) -> None:
        """The redirect URI."""
        self.send_response(200)
        for name, value in self.page.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.page.encode())

    def do_POST(self) -> None:
        """What the page hands over."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.rpartition(b"=")[2])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Be quiet."""


@contextmanager
def served() -> Generator[str, None, None]:
    """The page on this machine: its URL."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/callback"
        server.shutdown()


def take(browser: Browser, url: str, look: Look, target: Path) -> None:
    """One picture, when the page has got its answer."""
    scheme, viewport = look
    context = browser.new_context(
        color_scheme=scheme, viewport=viewport, reduced_motion="reduce"
    )
    page = context.new_page()
    with page.expect_response("**/answer"):
        page.goto(url)
    page.wait_for_function("document.title !== 'One moment'")
    page.screenshot(path=target)
    context.close()


def main() -> None:
    """Every state in every look."""
    executable = find()
    if executable is None:
        raise SystemExit(ADVICE)
    with sync_playwright() as playwright, served() as url:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        for state, word in STATES.items():
            for name, look in LOOKS.items():
                target = IMAGES / f"callback-page-{state}-{name}.png"
                take(browser, f"{url}#state={word}", look, target)
        browser.close()


if __name__ == "__main__":
    main()
