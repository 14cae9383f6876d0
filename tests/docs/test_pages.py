"""The pages that people write: no block escapes the tests, and every link resolves."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.docs.pages import PAGES, ROOT, blocks_of
from tests.markdown import anchors_of, links_of

LANGUAGES = {
    "console": "test_recordings.py",
    "sh": "test_commands.py",
    "python": "test_programs.py",
    "toml": "test_settings.py",
    "text": "test_texts.py",
    "jinja": "test_templates_page.py",
    "yaml": "../install",
}
"""Where the blocks of a language are held to what they say."""


@pytest.mark.parametrize("page", PAGES)
def test_every_block_has_a_test(page: str) -> None:
    for block in blocks_of(page):
        assert block.language in LANGUAGES, f"{block}: no test covers it"


@pytest.mark.parametrize("page", PAGES)
def test_links_resolve(page: str) -> None:
    for link in links_of((ROOT / page).read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        if urlsplit(link).scheme:
            continue
        target = (ROOT / page).parent / name if name else ROOT / page
        assert target.is_file(), f"{page}: {link}"
        if anchor:
            assert anchor in anchors_of(target.read_text(encoding="utf-8")), link
