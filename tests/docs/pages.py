"""The pages that people write: what stands in them, block by block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.markdown import parsed

ROOT = Path(__file__).parents[2]
PAGES = tuple(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "examples/**/README.md")
    for path in sorted(ROOT.glob(pattern))
)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A fenced block. `line` is where it begins, from 1."""

    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.language or 'no language'}"


@cache
def blocks_of(page: str) -> tuple[Block, ...]:
    """The blocks of a page, in their order."""
    tokens = parsed((ROOT / page).read_text(encoding="utf-8"))
    return tuple(
        Block(
            page=page,
            line=token.map[0] + 1,
            language=token.info,
            text=token.content,
        )
        for token in tokens
        if token.type == "fence" and token.map is not None
    )


def blocks_in(language: str) -> tuple[Block, ...]:
    """All blocks in a language."""
    return tuple(b for page in PAGES for b in blocks_of(page) if b.language == language)


def pages_with(is_asked_for: Callable[[Block], bool]) -> tuple[str, ...]:
    """The pages that have such a block."""
    return tuple(p for p in PAGES if any(is_asked_for(b) for b in blocks_of(p)))
