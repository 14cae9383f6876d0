"""The page at the redirect URI, in a browser: what it looks like."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from templates._auth.callback_page import CallbackPage
from tests.browser.callback_site import ANSWER, Look, Site
from tests.browser.person import Person

TONES = {
    "accepted": "Access granted",
    "refused": "Access was not granted",
    "expired": "This attempt is over",
    "failed": "That did not work",
}


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
