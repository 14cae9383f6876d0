"""The model to `{path: text}`. The template tree has the shape of the output tree.

A template called `{implicit.names.page}.md.jinja` is rendered once per scheme of the
group `implicit`, and its output is named after the scheme's `names.page`. A template
whose name starts with `_` is a part of others. What does not end with `.jinja` is
copied as it is; of the library in `_auth`, only what the rendered modules import, and
what that imports.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache, reduce
from pathlib import Path, PurePosixPath
from typing import TypeAlias

import jinja2

from .filters import FILTERS
from .layout import LINE_LENGTH
from .model import Package

Files: TypeAlias = dict[str, str]
"""Paths below the package's folder, with `/`, and the text of each file."""

_LIBRARY = "_auth/"
_IMPORTED_FROM_LIBRARY = re.compile(r"^ *from \.+_auth\.(\w+) import", re.MULTILINE)
_IMPORTED_MODULES = re.compile(r"^from \.+_auth import (\([^)]*\)|.*)", re.MULTILINE)
_IMPORTED_BESIDE = re.compile(r"^ *from \.(\w+) import", re.MULTILINE)
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


def is_part(name: str) -> bool:
    """Whether a template is there for others to include, as `_scopes.md.jinja`."""
    return PurePosixPath(name).name.startswith("_") and name.endswith(".md.jinja")


def render(package: Package, folder: Path) -> Files:
    """Render every template for a package, formatted; nothing is written."""
    environment = _environment(folder)
    rendered: Files = {}
    copied: list[str] = []
    for name in template_names(folder):
        if not name.endswith(_SUFFIX):
            copied.append(name)
            continue
        if is_part(name):
            continue
        for path, variables in _outputs(name.removesuffix(_SUFFIX), package):
            template = environment.get_template(name)
            rendered[path] = _formatted(path, template.render(variables))
    needed = _needed(folder, rendered)
    return rendered | {
        name: _text(folder / name)
        for name in copied
        if not name.startswith(_LIBRARY) or name.partition(".")[0] in needed
    }


def _needed(folder: Path, rendered: Files) -> set[str]:
    """The modules of the library that a package imports, also the ones on demand.

    They are named as files are, without what follows the dot: data belongs to the
    module of its name.
    """
    needed = {_LIBRARY + "__init__"}
    found = [
        _LIBRARY + name
        for path, text in rendered.items()
        if path.endswith(".py")
        for name in _imported_from_library(text)
    ]
    while found:
        module = found.pop()
        if module not in needed:
            needed.add(module)
            text = _text(folder / f"{module}.py")
            found += [_LIBRARY + name for name in _IMPORTED_BESIDE.findall(text)]
    return needed


def _imported_from_library(text: str) -> list[str]:
    modules = " ".join(_IMPORTED_MODULES.findall(text))
    return _IMPORTED_FROM_LIBRARY.findall(text) + re.findall(r"\w+", modules)


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


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
    for item in package.each(match[1]):
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
    if all(len(line) <= LINE_LENGTH for line in text.splitlines()):
        return text
    import black

    return black.format_str(text, mode=black.Mode())
