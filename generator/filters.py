"""The only functions that open document text; each returns the whole of what it quotes.

The recipes hold for any text: what comes out of `python` is one literal, of
`docstring` the inside of one docstring, of the Markdown filters one run of text.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable
from string import ascii_letters, digits, punctuation

from .model import DocumentText

DOCSTRING_WIDTH = 88

_PLAIN = frozenset(ascii_letters + digits + "-_.:/*{} ")
_NOT_SHOWN = frozenset(["Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"])


def python(value: DocumentText | str | bool | int | None) -> str:
    """A Python literal, quotes included: ASCII, on one line."""
    if isinstance(value, DocumentText):
        return ascii(value.open())
    return ascii(value)


def literal(text: DocumentText) -> str:
    """The same for an example on a page: in double quotes, where there are none."""
    quoted = ascii(text.open())
    return quoted if '"' in quoted else f'"{quoted[1:-1]}"'


def docstring(text: DocumentText, indent: int = 4) -> str:
    """Prose inside a docstring, from a line's first column on: one wrapped paragraph.

    ASCII, with escapes for the rest. `indent` is the docstring's own indentation.
    """
    words = _without_roles(" ".join(text.open().split()))
    lines = textwrap.wrap(
        "".join(map(_docstring_character, words)),
        width=DOCSTRING_WIDTH - indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return ("\n" + " " * indent).join(lines)


def _without_roles(text: str) -> str:
    """Sphinx reads docstrings as reST, in which some text would be a directive."""
    plain = text.replace("`", "'").replace("::", ":").replace("|", "/")
    return " ".join("..." if word == ".." else word for word in plain.split(" "))


def _docstring_character(character: str) -> str:
    if character in '\\"':
        return "\\" + character
    return character if " " <= character <= "~" else ascii(character)[1:-1]


def markdown(text: DocumentText) -> str:
    """Text in a paragraph or a table cell, on one line, and nothing but text.

    Every ASCII punctuation character is escaped (CommonMark, section 2.4), so that no
    markup, link, address or table border can come out of it.
    """
    shown = "".join(
        " " if unicodedata.category(character) in _NOT_SHOWN else character
        for character in text.open()
    )
    escaped = "".join(
        "\\" + character if character in punctuation else character
        for character in " ".join(shown.split())
    )
    return escaped or " "


def markdown_code(text: DocumentText) -> str:
    """A short literal for a code span in our own sentences, quotes included."""
    # Nothing can be escaped inside a code span, so what would end it is spelled out;
    # what needs no spelling stands as it is.
    bare = text.open()
    if bare and _PLAIN.issuperset(bare) and bare == " ".join(bare.split()):
        return f"`{bare}`"
    spelled = {ord(c): f"\\x{ord(c):02x}" for c in "`|<>"}
    return "`" + ascii(text.open()).translate(spelled) + "`"


FILTERS: dict[str, Callable[..., str]] = {
    "python": python,
    "literal": literal,
    "docstring": docstring,
    "markdown": markdown,
    "markdown_code": markdown_code,
}
