"""Each oracle sees what it is for: with a hole planted in authgen, it fails.

The holes are those that generators really had: a quote by hand, a filter that escapes
half of it, a name as it stands, a limit that is none.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import punctuation
from typing import Any

import pytest

from generator.renderer import Files
from tests.generator.support import BENIGN, PAYLOADS, ROOT, write
from tests.hostile import oracles
from tests.hostile.conftest import Generate
from tests.hostile.documents import everything, rotated

NOTHING = re.compile("(?!)")


class Everything(frozenset[str]):
    """A set of characters that holds them all."""

    def issuperset(self, other: Any) -> bool:
        return True


def by_hand(text: str) -> str:
    return f"'{text}'"


def escaped(characters: str) -> dict[int, str]:
    return {ord(character): f"\\{character}" for character in characters}


def escaped_without(characters: str) -> dict[int, str]:
    """All punctuation but some."""
    return escaped("".join(c for c in punctuation if c not in characters))


def upwards(attribute: str) -> str:
    return f"../{attribute}"


def as_it_is(path: str, text: str) -> str:
    return text


@dataclass(frozen=True)
class Hole:
    target: str
    value: object
    payload: str
    oracle: str


HOLES = {
    "a literal by hand": Hole("filters.ascii", by_hand, "line-feed", "shape"),
    "repr for ascii": Hole("filters.ascii", repr, "cyrillic", "characters"),
    "docstrings as they are": Hole(
        "filters._NOT_IN_DOCSTRINGS", NOTHING, "triple-quotes", "shape"
    ),
    "docstrings with escapes": Hole(
        "filters._NOT_IN_DOCSTRINGS", re.compile('"{3,}'), "broken-escape", "shape"
    ),
    "Markdown but for the pipe": Hole(
        "filters._ESCAPED", escaped_without("|"), "pipes", "elements"
    ),
    "Markdown but for addresses": Hole(
        "filters._ESCAPED", escaped_without(":/.@"), "address", "elements"
    ),
    "the pipe alone": Hole("filters._ESCAPED", escaped("|"), "image", "elements"),
    "hidden characters": Hole(
        "filters._NOT_SHOWN", frozenset[str](), "bidirectional", "characters"
    ),
    "code spans as they are": Hole("filters._PLAIN", Everything(), "role", "elements"),
    "pages named by hand": Hole("naming._kebab", upwards, "pipes", "paths"),
    "half a character": Hole(
        "reading.json_reader.SURROGATE", NOTHING, "lone-surrogate", "imports"
    ),
}


@pytest.mark.parametrize("hole", HOLES.values(), ids=list(HOLES))
@pytest.mark.parametrize("planted", [True, False], ids=["planted", "mended"])
def test_a_planted_hole_is_found(
    planted: bool,
    hole: Hole,
    files_of: Generate,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if planted:
        monkeypatch.setattr(f"generator.{hole.target}", hole.value, raising=False)
        # Else the renderer itself would refuse what is no Python.
        monkeypatch.setattr("generator.renderer._python", as_it_is)
    document = everything("everything-3.yaml")
    plain = files_of(rotated(document, numbered(BENIGN), 0))
    files = files_of(rotated(document, numbered(PAYLOADS[hole.payload]), 0))
    failed = list(failures(plain, files, tmp_path))
    assert (hole.oracle in failed) is planted
    assert bool(failed) is planted


def numbered(text: str) -> list[str]:
    """A text that is another one in every spot, so that names stay apart."""
    return [f"{text}{number}" for number in range(100)]


def failures(plain: Files, files: Files, folder: Path) -> Iterator[str]:
    """The oracles that fail for a package, given one that is harmless."""
    checks: dict[str, Callable[[], object]] = {
        "shape": lambda: same(oracles.shapes(files), oracles.shapes(plain)),
        "elements": lambda: same(oracles.elements(files), oracles.elements(plain)),
        "characters": lambda: oracles.assert_plain(files),
        "paths": lambda: oracles.assert_stays_inside(files),
        "imports": lambda: assert_imports(files, folder),
    }
    return (name for name, check in checks.items() if fails(check))


def fails(check: Callable[[], object]) -> bool:
    try:
        check()
    except (AssertionError, SyntaxError):
        return True
    return False


def same(one: object, other: object) -> None:
    assert one == other


def assert_imports(files: Files, folder: Path) -> None:
    write(folder / "package", {p: t for p, t in files.items() if ".." not in p})
    oracles.assert_only_defines(folder, ["package"])


@pytest.mark.parametrize(
    "deed",
    [
        "open('x', 'w')",
        "__import__('os').system('true')",
        "__import__('subprocess').run(['true'])",
        "__import__('socket').socket()",
        "__import__('os').environ.__setitem__('a', 'b') or __import__('os').mkdir('x')",
        "print('hello')",
        "1 / 0",
    ],
)
def test_a_deed_at_import_is_found(deed: str, tmp_path: Path) -> None:
    write(tmp_path, {"package/__init__.py": f"__all__ = ()\n{deed}\n"})
    with pytest.raises(AssertionError):
        oracles.assert_only_defines(tmp_path, ["package"])


def test_a_call_that_nobody_made_before_is_found() -> None:
    usual = oracles.deeds({"a.py": "from .b import c\nClass.make()\n"})
    assert oracles.deeds({"a.py": "from .b import d\nOther.make()\n"}) == usual
    for text in ("import os", "from os import path", "eval('1')", "lambda: 1"):
        assert not oracles.deeds({"a.py": f"{text}\n"}) <= usual


WITHOUT_LIMIT = """
import resource, sys
from generator.reading import limits
limits._MAX_NODES = 10**9
resource.setrlimit(resource.RLIMIT_AS, (256 * 1024 * 1024,) * 2)
from generator.cli import main
main(sys.argv[1:])
"""


def test_a_limit_that_is_none_is_found(tmp_path: Path) -> None:
    values = "1," * 600_000
    schemes = f'{{"securitySchemes": [{values}1]}}'
    text = f'{{"openapi": "3.0.4", "components": {schemes}}}'
    (tmp_path / "a.json").write_text(text)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIMIT, "generate", "a.json"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    # What the test of resources holds against it: another error than this.
    assert "[too-large]" not in done.stderr
