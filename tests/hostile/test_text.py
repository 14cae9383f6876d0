"""Whatever text stands in a document, code stays code and pages stay pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from generator import DocumentError
from generator.renderer import Files
from tests.generator.support import PAYLOADS, write
from tests.hostile import oracles
from tests.hostile.conftest import Generate
from tests.hostile.documents import NAMES, everything, replaced, rotated, spots

Harmless: TypeAlias = Callable[[str], Files]

TEXTS = list(PAYLOADS.values())
WORDS = [f"word{number}" for number in range(len(TEXTS))]

VALID = {
    # What gets past the checks of a field, and what would do harm behind them.
    "anything": "".join(text for text in TEXTS if len(text) < 200),
    "scope": "a'+__import__('os')+'{{7*7}}|`<b>[x](javascript:1)${x}%s{0.__class__}",
    "header": "X-'+x+'`*_~|$%s&!",
    "url": "https://login.example/'+__import__('os').system('id')+'%s$(x)*_~;[x](y)",
    "server": "https://{region}.example/''*_~[x](y)",
}

every_document = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="session")
def harmless(files_of: Generate) -> Harmless:
    """What a document gives with a plain word in every free spot."""

    @cache
    def files(name: str) -> Files:
        return files_of(rotated(everything(name), WORDS, 0))

    return files


@every_document
def test_the_documents_have_room_for_text(name: str, files_of: Generate) -> None:
    assert len([spot for spot in spots(everything(name)) if spot.is_free]) > 25
    assert len(files_of(everything(name))) > 30


@every_document
@pytest.mark.parametrize("turn", range(len(TEXTS)))
def test_text_changes_neither_code_nor_pages(
    turn: int, name: str, files_of: Generate, harmless: Harmless
) -> None:
    plain, files = harmless(name), files_of(rotated(everything(name), TEXTS, turn))
    assert len(files) == len(plain)
    assert oracles.shapes(files) == oracles.shapes(plain)
    assert oracles.elements(files) == oracles.elements(plain)
    oracles.assert_plain(files)
    oracles.assert_stays_inside(files)


@every_document
@pytest.mark.parametrize("text", VALID.values(), ids=list(VALID))
def test_text_in_the_place_of_any_other_does_nothing_new(
    text: str, name: str, files_of: Generate, harmless: Harmless
) -> None:
    usual = {deed for name in NAMES for deed in oracles.deeds(harmless(name))}
    generated = 0
    for spot in spots(everything(name)):
        if spot.is_free:
            continue
        try:
            files = files_of(replaced(everything(name), {spot: text}))
        except DocumentError:
            continue
        generated += 1
        assert oracles.deeds(files) <= usual, spot
        oracles.assert_plain(files)
        oracles.assert_stays_inside(files)
    assert generated > 20


@every_document
def test_importing_only_defines(name: str, files_of: Generate, tmp_path: Path) -> None:
    packages = [f"turn{turn}" for turn in range(len(TEXTS))]
    for turn, package in enumerate(packages):
        write(tmp_path / package, files_of(rotated(everything(name), TEXTS, turn)))
    oracles.assert_only_defines(tmp_path, packages)
