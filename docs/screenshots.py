"""Make the pictures of the page at the redirect URI: `make screenshots`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

from templates._auth.callback_page import CallbackPage
from tests.browser.callback_site import ANSWER, serving
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


def take(browser: Browser, url: str, look: Look, target: Path) -> None:
    """One picture, when the page has got its answer."""
    scheme, viewport = look
    context = browser.new_context(
        color_scheme=scheme, viewport=viewport, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("document.title !== 'One moment'")
    page.screenshot(path=target)
    context.close()


def main() -> None:
    """Every state in every look."""
    executable = find()
    if executable is None:
        raise SystemExit(ADVICE)
    with sync_playwright() as playwright, serving(CallbackPage()) as site:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        for state, site.word in STATES.items():
            for name, look in LOOKS.items():
                target = IMAGES / f"callback-page-{state}-{name}.png"
                take(browser, f"{site.url}#{ANSWER}", look, target)
        browser.close()


if __name__ == "__main__":
    main()
