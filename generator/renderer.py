"""The model to `{path: text}`. The template tree has the shape of the output tree.

A template called `{implicit.page}.md.jinja` is rendered once per item of the model's
`implicit`, and its output is named after the item's `page`. What does not end with
`.jinja` is copied as it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache, reduce
from pathlib import Path
from typing import TypeAlias

import jinja2

from .filters import FILTERS
from .layout import LINE_LENGTH, is_unbreakable
from .model import Package

Files: TypeAlias = dict[str, str]
"""Paths below the package's folder, with `/`, and the text of each file."""

_PLACEHOLDER = re.compile(r"\{(\w+)\.([\w.]+)\}")
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_SUFFIX = ".jinja"


def template_folder() -> Path:
    """Where the templates are: with the modules in a wheel, else in the repository."""
    here = Path(__file__).parent
    installed = here / "templates"
    return installed if installed.is_dir() else here.parent / "templates"


def template_names(folder: Path) -> list[str]:
    """Every file that goes into a package, below the folder, in a fixed order."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def render(package: Package, folder: Path) -> Files:
    """Render every template for a package, formatted; nothing is written."""
    environment = _environment(folder)
    files: Files = {}
    for name in template_names(folder):
        if not name.endswith(_SUFFIX):
            files[name] = (folder / name).read_text(encoding="utf-8")
            continue
        template = environment.get_template(name)
        for path, variables in _outputs(name.removesuffix(_SUFFIX), package):
            files[path] = _formatted(path, template.render(variables))
    return files


@cache  # It keeps compiled templates: most of the time that a small package takes.
def _environment(folder: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder, encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # every value passes a filter of ours
    )
    environment.filters.update(FILTERS)
    return environment


def _outputs(name: str, package: Package) -> Iterator[tuple[str, dict[str, object]]]:
    """The paths that one template makes, with what it sees for each."""
    match = _PLACEHOLDER.search(name)
    if match is None:
        yield name, {"package": package}
        return
    items: Iterable[object] = getattr(package, match[1])
    for item in items:
        stem = reduce(getattr, match[2].split("."), item)
        path = name[: match.start()] + str(stem) + name[match.end() :]
        yield path, {"package": package, "item": item}


def _formatted(path: str, text: str) -> str:
    if path.endswith(".py"):
        return _python(path, text)
    # Loops in a page leave blank lines where a list or a table was empty. In code, two
    # of them mean something.
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    parts = _FENCED.split(lines)
    parts[::2] = [re.sub(r"\n{3,}", "\n\n", prose) for prose in parts[::2]]
    return "".join(parts).strip("\n") + "\n"


def _python(path: str, text: str) -> str:
    """Python as black writes it.

    The templates write it so themselves, as the tests show, as long as every line
    fits. Black takes longer than all the rest, so it is asked only where one does not.
    """
    # What every reader and every tool has to agree on, whatever the document held.
    if not text.isascii():
        raise AssertionError(f"{path} is not ASCII")
    ast.parse(text)
    if all(
        len(line) <= LINE_LENGTH or is_unbreakable(line) for line in text.split("\n")
    ):
        return text
    import black

    return black.format_str(text, mode=black.Mode())
