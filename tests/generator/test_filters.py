"""Document text reaches the output quoted, or the render fails."""

from __future__ import annotations

import ast
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator import load, parse
from generator.filters import docstring, literal, markdown, markdown_code, python
from generator.model import DocumentText, Package
from generator.renderer import render
from tests.generator.support import BENIGN, MINIMAL, PAYLOADS, write

_ANY = st.text(st.characters(exclude_categories=()))
_PIECES = st.lists(st.sampled_from(list(PAYLOADS.values())) | _ANY, max_size=4)
TEXTS = _ANY | _PIECES.map("".join) | _PIECES.map(" ".join)
_HIDDEN = ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn")


def payloads() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS.keys())


def shape(source: str) -> list[str]:
    """The types of all nodes: what the code is, whatever its constants are."""
    return [type(node).__name__ for node in ast.walk(ast.parse(source))]


def module(text: str) -> str:
    """Docstrings as the templates write them, on two levels."""
    quoted = DocumentText(text)
    return (
        f'"""A module.\n\n{docstring(quoted, 0)}\n\nThe end.\n"""\n\n\n'
        f'class A:\n    """A class.\n\n    {docstring(quoted)}\n    """\n\n'
        f'    def method(self):\n        """{docstring(quoted, 8)}\n        """\n'
    )


@given(TEXTS)
def test_python_gives_one_literal_of_one_line(text: str) -> None:
    for quoted in (python(DocumentText(text)), literal(DocumentText(text))):
        assert ast.literal_eval(quoted) == text
        assert quoted.isascii()
        assert quoted.isprintable()


@pytest.mark.parametrize("value", [None, True, False, 0, -7, 10**30, "name", 'a"b'])
def test_python_quotes_our_own_values_as_well(value: str | int | None) -> None:
    quoted = ast.literal_eval(python(value))
    assert quoted == value
    assert type(quoted) is type(value)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("a", '"a"'), ("it's", '"it\'s"'), ('a"b', "'a\"b'"), ("\u00e9", '"\\xe9"')],
)
def test_examples_have_double_quotes_where_they_can(text: str, quoted: str) -> None:
    assert literal(DocumentText(text)) == quoted


@given(TEXTS)
def test_a_docstring_stays_a_docstring(text: str) -> None:
    source = module(text)
    assert shape(source) == shape(module(BENIGN))
    assert source.isascii()
    assert all(character.isprintable() or character == "\n" for character in source)


@payloads()
def test_a_docstring_says_what_the_document_says(text: str) -> None:
    quoted = docstring(DocumentText(text))
    said = ast.literal_eval(f'"""{quoted} """').split()
    # Of reST only what would be markup is changed, and white space is wrapped.
    plain = text.replace("`", "'").replace("::", ":").replace("|", "/").split()
    assert said == [word if word != ".." else "..." for word in plain]


@given(TEXTS)
def test_a_docstring_is_no_markup_for_sphinx(text: str) -> None:
    said = ast.literal_eval(f'"""{docstring(DocumentText(text))} """')
    for line in said.splitlines():
        assert not line.lstrip().startswith(".. ")
    assert not set("`|") & set(said)


def test_a_docstring_is_wrapped_at_the_width_of_the_code() -> None:
    quoted = docstring(DocumentText("some words " * 40), indent=8)
    first, *others = quoted.splitlines()
    assert len(others) > 3
    assert len(" " * 8 + first) <= 88
    for line in others:
        assert line.startswith("        some") or line.startswith("        words")
        assert len(line) <= 88


def rendered(page: str) -> list[Token]:
    """What a renderer with every extension on makes of a page."""
    return MarkdownIt("gfm-like", {"html": True, "linkify": True}).parse(page)


def texts(tokens: list[Token]) -> list[list[tuple[str, str]]]:
    """Type and content of what stands inside of each paragraph and cell."""
    return [
        [(child.type, child.content) for child in token.children or ()]
        for token in tokens
        if token.type == "inline"
    ]


def shown(text: str) -> str:
    visible = (" " if unicodedata.category(c) in _HIDDEN else c for c in text)
    return " ".join("".join(visible).split())


def table(cell: str) -> str:
    return f"| a | b |\n| --- | --- |\n| {cell} | end |\n| last | row |\n"


@given(TEXTS)
def test_markdown_fills_one_cell_with_nothing_but_text(text: str) -> None:
    tokens = rendered(table(markdown(DocumentText(text))))
    assert [token.type for token in tokens] == [
        token.type for token in rendered(table(BENIGN))
    ]
    _, _, cell, end, last, row = texts(tokens)
    assert {kind for kind, _ in cell} <= {"text"}
    assert "".join(content for _, content in cell) == shown(text)
    assert (end, last, row) == (
        [("text", "end")],
        [("text", "last")],
        [("text", "row")],
    )


@given(TEXTS)
def test_markdown_stays_one_paragraph_of_nothing_but_text(text: str) -> None:
    page = f"Before\n\n{markdown(DocumentText(text))}\nafter\n"
    tokens = rendered(page)
    assert {token.type for token in tokens} == {
        "paragraph_open",
        "inline",
        "paragraph_close",
    }
    _, paragraph = texts(tokens)
    assert {kind for kind, _ in paragraph} <= {"text", "softbreak"}
    said = " ".join(content for kind, content in paragraph if kind == "text")
    assert said.split() == [*shown(text).split(), "after"]


@given(TEXTS)
def test_markdown_code_is_one_code_span(text: str) -> None:
    tokens = rendered(table(markdown_code(DocumentText(text))))
    _, _, cell, *others = texts(tokens)
    assert [kind for kind, _ in cell] == ["code_inline"]
    assert [others[0], others[2]] == [[("text", "end")], [("text", "row")]]
    content = cell[0][1]
    assert content == text or ast.literal_eval(content) == text
    assert content.isascii()


class TestDocumentText:
    SECRET = DocumentText("do not print")

    def test_has_no_text_form(self) -> None:
        for attempt in (
            lambda: str(self.SECRET),
            lambda: f"{self.SECRET}",
            lambda: f"{self.SECRET:>20}",
            lambda: "%s" % self.SECRET,  # noqa: UP031
            lambda: "{}".format(self.SECRET),  # noqa: UP032
            lambda: format(self.SECRET),
        ):
            with pytest.raises(TypeError, match="quoting filter"):
                attempt()

    def test_compares_by_its_text(self) -> None:
        assert self.SECRET == DocumentText("do not print")
        assert hash(self.SECRET) == hash(DocumentText("do not print"))
        assert self.SECRET != DocumentText("do")
        assert self.SECRET != "do not print"
        assert bool(self.SECRET)
        assert not DocumentText("")


@pytest.fixture
def package(here: Path) -> Package:
    write(here, {"a.yaml": MINIMAL})
    return parse(load("a.yaml")).package


@pytest.mark.parametrize(
    "template",
    [
        "{{ package.title }}",
        "{{ package.title ~ '' }}",
        "{{ package.title | upper }}",
        "{{ package.title | e }}",
        "{{ package.title | string }}",
        "{{ package.title | replace('a', 'b') }}",
        "{{ '%s' | format(package.title) }}",
        "{{ '{}'.format(package.title) }}",
        "{{ [package.title] | join }}",
        "{% for scheme in package.implicit %}{{ scheme.title }}{% endfor %}",
        "{% for scheme in package.implicit %}{{ scheme.scopes[0].value }}{% endfor %}",
    ],
)
def test_a_template_without_a_filter_does_not_render(
    template: str, package: Package, tmp_path: Path
) -> None:
    write(tmp_path / "templates", {"page.md.jinja": template})
    with pytest.raises(TypeError, match="quoting filter"):
        render(package, tmp_path / "templates")


def test_a_template_with_a_filter_renders_once(here: Path, tmp_path: Path) -> None:
    write(here, {"a.yaml": MINIMAL.replace("Minimal", "'{{7*7}} {0} %s ${x}'")})
    write(tmp_path / "templates", {"a.py.jinja": "a = {{ package.title | python }}"})
    files = render(parse(load("a.yaml")).package, tmp_path / "templates")
    assert files == {"a.py": 'a = "{{7*7}} {0} %s ${x}"\n'}


def test_a_template_that_asks_for_what_is_not_there_does_not_render(
    package: Package, tmp_path: Path
) -> None:
    write(tmp_path / "templates", {"page.md.jinja": "{{ package.nothing }}"})
    with pytest.raises(UndefinedError, match="nothing"):
        render(package, tmp_path / "templates")
