"""The part of `docs/templates.md` that lists what templates see, made from the model.

`python -m docs.template_model` writes it, which `make snapshots` does.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

from generator import model, naming
from generator.filters import FILTERS
from generator.kinds import EndpointField, Exports, Field, Kind
from generator.kinds.advice import Advice
from generator.model.package import ModelPage, Setting

PAGE = Path(__file__).with_name("templates.md")
BEGINNING = "## Filters\n"
"""Where the part begins; it goes on to the end of the page."""

CLASSES = (
    model.Package,
    model.Scheme,
    naming.SchemeNames,
    Kind,
    Field,
    EndpointField,
    Advice,
    model.Endpoint,
    model.Attribute,
    model.Carrier,
    model.Scope,
    model.Detail,
    model.Row,
    model.Operation,
    model.Requirement,
    model.Server,
    model.Served,
    Setting,
    Exports,
    ModelPage,
)


def reference() -> str:
    """The whole part, as it has to stand in the page."""
    return "".join([BEGINNING, *_filters(), *map(_section, CLASSES)])


def _filters() -> Iterator[str]:
    yield "\n| filter | what it makes |\n| --- | --- |\n"
    for name, function in FILTERS.items():
        yield f"| `{name}` | {_summary(inspect.getdoc(function))} |\n"


def _section(described: type) -> str:
    (tree,) = ast.parse(dedent(inspect.getsource(described))).body
    assert isinstance(tree, ast.ClassDef)
    rows = "".join(
        f"| `{name}` | {_code(kind)} | {meaning} |\n"
        for name, kind, meaning in (*_fields(tree), *_methods(tree))
    )
    summary = _summary(ast.get_docstring(tree))
    head = "| property | type | meaning |\n| --- | --- | --- |\n"
    return f"\n## {described.__name__}\n\n{summary}\n\n{head}{rows}"


def _fields(tree: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Each field, its type, and the docstring under it."""
    following = [*tree.body[1:], ast.Pass()]
    for node, after in zip(tree.body, following, strict=True):
        match node, after:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind), ast.Expr(
                value=ast.Constant(value=str(text))
            ):
                yield name, ast.unparse(kind), _summary(inspect.cleandoc(text))
            case ast.AnnAssign(target=ast.Name(id=name)), _:
                raise ValueError(f"{tree.name}.{name} has no docstring")
            case _:
                pass


def _methods(tree: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Each property and method that is not for the class itself."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert node.returns is not None
            names = ", ".join(argument.arg for argument in node.args.args[1:])
            name = node.name if node.decorator_list else f"{node.name}({names})"
            yield name, ast.unparse(node.returns), _summary(ast.get_docstring(node))


def _summary(docstring: str | None) -> str:
    """The first paragraph of a docstring, in one line, for a cell of a table."""
    assert docstring is not None
    return " ".join(docstring.partition("\n\n")[0].split()).replace("|", "\\|")


def _code(kind: str) -> str:
    return f"`{kind}`".replace("|", "\\|")


def main() -> None:
    """Write the part into the page."""
    before = PAGE.read_text(encoding="utf-8").partition(BEGINNING)[0]
    PAGE.write_text(before + reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
