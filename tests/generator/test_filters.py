"""Document text reaches the output quoted, or the render fails."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Callable
from pathlib import Path

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator import load, parse
from generator.filters import (
    docstring,
    markdown,
    markdown_code,
    members,
    operations,
    python,
    scope_docstring,
)
from generator.layout import is_unbreakable
from generator.model import DocumentText, Operation, Package, Requirement, Scope
from generator.naming import Identifier, scope_members
from generator.renderer import render_all
from generator.templates import Templates
from tests.generator.support import BENIGN, MINIMAL, PAYLOADS, write

_ANY = st.text(st.characters(exclude_categories=()))
_PIECES = st.lists(st.sampled_from(list(PAYLOADS.values())) | _ANY, max_size=4)
TEXTS = _ANY | _PIECES.map("".join) | _PIECES.map(" ".join)
_HIDDEN = ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn")


def shape(source: str) -> list[str]:
    """The types of all nodes: what the code is, whatever its constants are."""
    return [type(node).__name__ for node in ast.walk(ast.parse(source))]


def assert_is_what_black_writes(source: str) -> None:
    """As far as black is not asked anyway, where a line is too long."""
    if all(len(line) <= 88 or is_unbreakable(line) for line in source.split("\n")):
        assert black.format_str(source, mode=black.Mode()) == source


def assert_is_plain(source: str) -> None:
    assert source.isascii()
    assert all(character.isprintable() or character == "\n" for character in source)


class TestPython:
    @given(TEXTS)
    def test_gives_one_literal_of_one_line(self, text: str) -> None:
        quoted = python(DocumentText(text))
        assert ast.literal_eval(quoted) == text
        assert quoted.isascii()
        assert quoted.isprintable()
        assert_is_what_black_writes(f"a = {quoted}\n")

    @pytest.mark.parametrize(
        ("text", "quoted"),
        [
            ("a", '"a"'),
            ("it's", '"it\'s"'),
            ('a"b', "'a\"b'"),
            ("'\"", '"\'\\""'),
            ('\'""', "'\\'\"\"'"),
            ("\\'\"", '"\\\\\'\\""'),
            ("\u00e9", '"\\xe9"'),
        ],
    )
    def test_prefers_double_quotes(self, text: str, quoted: str) -> None:
        assert python(text) == quoted

    def test_knows_nothing(self) -> None:
        assert python(None) == "None"


def module(text: str) -> str:
    """Docstrings on three levels, as the templates have them."""
    words = DocumentText(text)
    scopes = [Scope(member=Identifier("A"), value=words, description=words)]
    return (
        f"{docstring('A module.', [words, 'The end.'], 0)}\n\n\n"
        f"class A:\n    {docstring('A class.', [words])}\n\n"
        f"    def method(self):\n        {docstring('A method.', [words], 8)}\n\n\n"
        f"class B:\n    {scope_docstring(scopes, 'An enum.')}\n{members(scopes)}"
    )


class TestDocstring:
    @given(TEXTS)
    def test_stays_a_docstring(self, text: str) -> None:
        source = module(text)
        assert shape(source) == shape(module(BENIGN))
        assert_is_plain(source)
        assert_is_what_black_writes(source)

    @pytest.mark.parametrize("name", sorted(PAYLOADS.keys() - {"long"}))
    def test_says_what_the_document_says(self, name: str) -> None:
        text = PAYLOADS[name]
        said = ast.literal_eval(docstring("S.", [DocumentText(text)])).split()
        # Of reST only what would be markup is changed, and white space is wrapped.
        plain = text.replace("`", "'").replace("::", ":").replace("|", "/").split()
        assert said == ["S.", *(word if word != ".." else "..." for word in plain)]

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("n" * 400, "n" * 400),
            ("n" * 401, f"{'n' * 400} ..."),
            (f"{'n' * 300} {'m' * 99}", f"{'n' * 300} {'m' * 99}"),
            (f"{'n' * 300} {'m' * 99} o", f"{'n' * 300} {'m' * 99} ..."),
            (f"{'n' * 300}\n\n{'m' * 100} o", f"{'n' * 300} ..."),
        ],
    )
    def test_leaves_to_pages_what_is_long(self, text: str, shown: str) -> None:
        said = ast.literal_eval(docstring("S.", [DocumentText(text)]))
        assert said.split() == ["S.", *shown.split()]

    @given(TEXTS)
    def test_is_no_markup_for_sphinx(self, text: str) -> None:
        said = ast.literal_eval(docstring("S.", [DocumentText(text)]))
        for line in said.splitlines():
            assert not line.lstrip().startswith(".. ")
        assert not set("`|") & set(said)

    def test_is_wrapped_at_the_width_of_the_code(self) -> None:
        words = DocumentText("some words " * 40)
        first, empty, *others, last = docstring("S.", [words], 8).splitlines()
        assert (first, empty, last) == ('"""S.', "", '        """')
        assert len(others) == 6
        assert all(
            line.startswith(("        some", "        words")) for line in others
        )
        assert all(len(line) <= 88 for line in others)

    def test_of_a_scope_enum_has_what_the_document_says_of_members(self) -> None:
        described = (("A", "first"), ("B", " "), ("C", "third"), ("D", " d"))
        scopes = [
            Scope(
                member=Identifier(member),
                value=DocumentText(member.lower()),
                description=DocumentText(description),
            )
            for member, description in described
        ]
        assert scope_docstring(scopes, "Scopes.").splitlines() == [
            '"""Scopes.',
            "",
            *("    A", "        first", "    C", "        third"),
            '    """',
        ]
        assert scope_docstring([], "Scopes.") == '"""Scopes."""'
        assert (
            members(scopes) == '\n    A = "a"\n    B = "b"\n    C = "c"\n    D = "d"\n'
        )
        assert members([]) == ""


def operation(name: str, alternatives: list[dict[str, list[str]]]) -> Operation:
    return Operation(
        name=DocumentText(name),
        alternatives=tuple(
            tuple(
                Requirement(
                    scheme=DocumentText(scheme),
                    key=DocumentText(scheme),
                    generated=False,
                    scopes=tuple(map(DocumentText, scopes)),
                )
                for scheme, scopes in alternative.items()
            )
            for alternative in alternatives
        ),
    )


WORDS = st.text("ab:'\"\u00e9", max_size=100) | st.sampled_from(list(PAYLOADS.values()))
TABLES = st.dictionaries(
    WORDS,
    st.lists(
        st.dictionaries(WORDS, st.lists(WORDS, max_size=4), max_size=3), max_size=3
    ),
    max_size=4,
)


@given(TABLES)
def test_operations_are_a_table_as_black_writes_it(
    table: dict[str, list[dict[str, list[str]]]],
) -> None:
    source = operations(operation(name, needs) for name, needs in table.items()) + "\n"
    assignment = ast.parse(source).body[0]
    assert isinstance(assignment, ast.AnnAssign)
    assert assignment.value is not None
    assert ast.literal_eval(assignment.value) == table
    assert_is_plain(source)
    assert black.format_str(source, mode=black.Mode()) == source


@given(st.lists(st.text("ab:'\"\u00e9", max_size=100), unique=True))
def test_members_are_as_black_writes_them_however_long(values: list[str]) -> None:
    names = scope_members(values)
    scopes = [
        Scope(member=name, value=DocumentText(value), description=DocumentText(""))
        for name, value in zip(names, values, strict=True)
    ]
    source = f'class A:\n    """Scopes."""\n{members(scopes)}'
    assert black.format_str(source, mode=black.Mode()) == source


@pytest.mark.parametrize("length", range(40, 90))
def test_operations_use_the_whole_width_of_a_line(length: int) -> None:
    # Names, schemes and scopes of every length, so that each limit is met exactly.
    tables: tuple[dict[str, list[dict[str, list[str]]]], ...] = (
        {"n" * length: []},
        {"n": [{"s" * length: []}]},
        {"n" * 20: [{"s" * (length - 30): ["a"]}, {}]},
        {"n": [{"s": ["a", "b" * (length - 20)]}, {"t": ["c" * (length - 9)]}]},
    )
    for table in tables:
        source = operations(operation(name, needs) for name, needs in table.items())
        assert_is_what_black_writes(f"{source}\n")
    source = operations([operation("n" * length, [])])
    assert source.splitlines()[0][-1] == ("}" if length <= 55 else "{")


@given(st.lists(TEXTS, max_size=4, unique=True))
def test_members_hold_the_scopes(scopes: list[str]) -> None:
    named = [
        Scope(member=member, value=DocumentText(scope), description=DocumentText(""))
        for member, scope in zip(scope_members(scopes), scopes, strict=True)
    ]
    body = ast.parse(f"class A:\n    pass\n{members(named)}").body[0]
    assert isinstance(body, ast.ClassDef)
    values = [
        ast.literal_eval(line.value)
        for line in body.body
        if isinstance(line, ast.Assign)
    ]
    assert values == scopes
    assert len(body.body) == len(scopes) + 1


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
        attempts: tuple[Callable[[], str], ...] = (
            lambda: str(self.SECRET),
            lambda: f"{self.SECRET}",
            lambda: f"{self.SECRET:>20}",
            lambda: "%s" % self.SECRET,  # noqa: UP031
            lambda: "{}".format(self.SECRET),  # noqa: UP032
            lambda: format(self.SECRET),
        )
        for attempt in attempts:
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
        "{% for scheme in package.schemes %}{{ scheme.title }}{% endfor %}",
        "{% for scheme in package.schemes %}{{ scheme.scopes[0].value }}{% endfor %}",
    ],
)
def test_a_template_without_a_filter_does_not_render(
    template: str, package: Package, tmp_path: Path
) -> None:
    write(tmp_path / "templates", {"page.md.jinja": template})
    with pytest.raises(TypeError, match="quoting filter"):
        render_all(package, Templates((tmp_path / "templates",)))


def test_a_template_with_a_filter_renders_once(here: Path, tmp_path: Path) -> None:
    write(here, {"a.yaml": MINIMAL.replace("Minimal", "'{{7*7}} {0} %s ${x}'")})
    write(tmp_path / "templates", {"a.py.jinja": "a = {{ package.title | python }}\n"})
    files = render_all(
        parse(load("a.yaml")).package, Templates((tmp_path / "templates",))
    )
    assert files == {"a.py": 'a = "{{7*7}} {0} %s ${x}"\n'}


def test_a_template_that_asks_for_what_is_not_there_does_not_render(
    package: Package, tmp_path: Path
) -> None:
    write(tmp_path / "templates", {"page.md.jinja": "{{ package.nothing }}"})
    with pytest.raises(UndefinedError, match="nothing"):
        render_all(package, Templates((tmp_path / "templates",)))
