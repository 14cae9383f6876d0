"""The site, as `make docs` builds it, and as a browser shows it without a network."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.browser.chromium import ADVICE, find
from tests.browser.person import ARGUMENTS
from tests.docs.pages import PAGES, ROOT

pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site; a warning would be an error."""
    folder = tmp_path_factory.mktemp("site")
    command = ["mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = find()
    assert executable is not None, ADVICE
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)


def test_every_page_is_on_the_site(site: Path) -> None:
    pages = {path.stem.lower() for path in site.rglob("*.html")}
    own = {Path(p).stem.lower() for p in PAGES if Path(p).name != "README.md"}
    assert own <= pages


def test_reference_is_of_the_code(site: Path) -> None:
    reference = (site / "reference" / "petstore.html").read_text(encoding="utf-8")
    assert "Log the person at this machine in" in reference
    command_line = site / "reference" / "command-line.html"
    assert "ask for?" in command_line.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_fit_and_load_nothing_from_elsewhere(
    site: Path, browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith(("file:", "data:", "blob:")), refuse)
    page = context.new_page()
    page.on("pageerror", lambda error: asked.append(str(error)))
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        assert is_whole(page), path
    assert asked == []
    context.close()


def is_whole(page: Page) -> bool:
    """Whether every picture is there, and nothing is wider than the screen."""
    return bool(
        page.evaluate(
            "[...document.images].every(i => i.complete && i.naturalWidth)"
            " && document.documentElement.scrollWidth <= innerWidth"
        )
    )
