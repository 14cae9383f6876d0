"""The only functions that open document text; each returns the whole of what it quotes.

The recipes hold for any text: what comes out of `python` is one literal, of
`docstring` one docstring, of the Markdown filters one run of text.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable
from string import ascii_letters, digits, punctuation

from .layout import (
    LINE_LENGTH,
    Collection,
    assignment,
    call_display,
    dict_display,
    laid_out,
    list_display,
    tuple_display,
)
from .model import (
    DocumentText,
    Operation,
    Requirement,
    Scheme,
    Scope,
    Served,
    Server,
)

_PLAIN = frozenset(ascii_letters + digits + "-_.:/*{} ")
_NOT_IN_DOCSTRINGS = re.compile(r'[^ -~]|\\|"{3,}')
_IN_DOCSTRINGS = 400
"""Characters of a description."""
_ESCAPED = str.maketrans({character: "\\" + character for character in punctuation})
_NOT_SHOWN = frozenset(["Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"])


def python(value: DocumentText | str | None) -> str:
    """A Python literal, quotes included: ASCII, on one line, in black's quotes."""
    if value is None:
        return "None"
    text = value.open() if isinstance(value, DocumentText) else value
    quoted = ascii(text)
    if '"' not in quoted and "\\" not in quoted:
        return f'"{quoted[1:-1]}"'
    # Double quotes, unless single ones need fewer escapes.
    if quoted.startswith('"') or text.count('"') > text.count("'"):
        return quoted
    bare = re.sub(r"\\(.)", lambda pair: pair[pair[1] == "'"], quoted[1:-1])
    return '"' + bare.replace('"', '\\"') + '"'


def operations(values: Iterable[Operation]) -> str:
    """The table of operations, laid out as black would."""
    table = dict_display(
        (python(value.name), list_display(map(_alternative, value.alternatives)))
        for value in values
    )
    return laid_out(table, 0, "OPERATIONS: Operations = ")


def servers(values: Iterable[Server]) -> str:
    """The tuple of servers, laid out as black would."""
    display = tuple_display(python(value.url) for value in values)
    return laid_out(display, 0, "SERVERS: tuple[str, ...] = ")


def managers(values: Iterable[Served], indent: int) -> str:
    """The client's managers by the scheme that they serve."""
    display = dict_display(
        (
            python(served.key),
            tuple_display(f"self.{attribute}" for attribute in served.attributes),
        )
        for served in values
    )
    return laid_out(display, indent, after=",")


def _alternative(requirements: Iterable[Requirement]) -> Collection:
    return dict_display(
        (python(requirement.key), list_display(map(python, requirement.scopes)))
        for requirement in requirements
    )


def example(scheme: Scheme, indent: int, before: str = "", after: str = "") -> str:
    """The credentials of a scheme, as examples give them; from column `indent` on."""
    call = call_display(
        scheme.names.credentials,
        (
            (keyword, code if isinstance(code, str) else list_display(code))
            for keyword, code in scheme.example_arguments
        ),
    )
    return laid_out(call, indent, before, after)


def docstring(
    summary: str, paragraphs: Iterable[DocumentText | str] = (), indent: int = 4
) -> str:
    """A docstring, quotes included: a summary of ours, and wrapped paragraphs.

    ASCII, with escapes for the rest. `indent` is the column that it stands in.
    """
    lines: list[str] = []
    for paragraph in paragraphs:
        # A description can be nothing but white space.
        if wrapped := _wrapped(paragraph, indent):
            lines += ["", *wrapped]
    return _docstring(summary, lines, indent)


def scope_docstring(scopes: Iterable[Scope], summary: str) -> str:
    """The docstring of a scope enum: the members that the document describes."""
    lines: list[str] = [""]
    for scope in scopes:
        described = scope.description.open().strip() != scope.value.open()
        if described and (wrapped := _wrapped(scope.description, 8)):
            lines += [scope.member, *(f"    {line}" for line in wrapped)]
    return _docstring(summary, lines[lines == [""] :], 4)


def members(scopes: Iterable[Scope]) -> str:
    """The members of a scope enum, after an empty line; nothing if there are none."""
    lines = [assignment(scope.member, python(scope.value), 4) for scope in scopes]
    return "\n".join(["", *lines, ""]) if lines else ""


def _docstring(summary: str, lines: list[str], indent: int) -> str:
    if not lines:
        return f'"""{summary}"""'
    margin = " " * indent
    body = [f"{margin}{line}".rstrip() for line in [*lines, '"""']]
    return "\n".join([f'"""{summary}', *body])


def _wrapped(text: DocumentText | str, indent: int) -> list[str]:
    shown = _made_harmless(text.open()) if isinstance(text, DocumentText) else text
    return textwrap.wrap(
        shown,
        width=LINE_LENGTH - indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _made_harmless(text: str) -> str:
    plain = _without_roles(_shortened(" ".join(text.split())))
    return _NOT_IN_DOCSTRINGS.sub(_escaped, plain)


def _shortened(text: str) -> str:
    """What nobody would read in a docstring; the pages have all of it."""
    if len(text) <= _IN_DOCSTRINGS:
        return text
    start = text[: _IN_DOCSTRINGS + 1]
    return f"{start.rpartition(' ')[0] or start[:-1]} ..."


def _without_roles(text: str) -> str:
    """Sphinx reads docstrings as reST, in which some text would be a directive."""
    plain = text.replace("`", "'").replace("::", ":").replace("|", "/")
    return " ".join("..." if word == ".." else word for word in plain.split(" "))


def _escaped(match: re.Match[str]) -> str:
    """Escapes by code point, the only ones that linters take in a docstring."""
    codes = (ord(character) for character in match.group())
    return "".join(f"\\u{c:04x}" if c < 0x10000 else f"\\U{c:08x}" for c in codes)


def markdown(text: DocumentText) -> str:
    """Text in a paragraph or a table cell, on one line, and nothing but text.

    Every ASCII punctuation character is escaped (CommonMark, section 2.4), so that no
    markup, link, address or table border can come out of it.
    """
    shown = text.open()
    if not shown.isprintable():
        shown = "".join(
            " " if unicodedata.category(character) in _NOT_SHOWN else character
            for character in shown
        )
    return " ".join(shown.split()).translate(_ESCAPED) or " "


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
    "operations": operations,
    "servers": servers,
    "managers": managers,
    "example": example,
    "docstring": docstring,
    "scope_docstring": scope_docstring,
    "members": members,
    "markdown": markdown,
    "markdown_code": markdown_code,
}
