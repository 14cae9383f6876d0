"""The model to `{path: text}`. The template tree has the shape of the output tree.

A template called `{implicit.names.page}.md.jinja` is rendered once per scheme of the
group `implicit`, and its output is named after the scheme's `names.page`. A template
whose name starts with `_` is a part of others. What does not end with `.jinja` is
copied as it is; of the libraries in `_auth` and `_testing`, only what the rendered
modules import, and what that imports.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import TypeAlias

import jinja2

from .errors import TemplatesError, printable
from .installation import own_folder
from .layout import LINE_LENGTH, is_unbreakable
from .model import Package
from .options import Options
from .prose import filled
from .syntax import check_syntax
from .templates import OWN_TEMPLATES, SUFFIX, Templates

Files: TypeAlias = dict[str, str]
"""Paths below the package's folder, with `/`, and the text of each file."""

_LIBRARIES = ("_auth", "_testing")
# It begins with plain text, which is found ten times as fast as the start of a line.
_IMPORT = re.compile(r"from (\.+)(\w+)(?:\.(\w+))? import (\([^)]*\)|[^#\n]*)")
_IMPORTED = re.compile(r"(\w+)(?: as \w+)?")
_PLACEHOLDER = re.compile(r"\{(\w+)\.([\w.]+)\}")
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)#:]+)[^)]*\)")
_FAULTS = (
    jinja2.TemplateError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
"""What an expression in a template can raise."""
_NAME_OF_MODEL = re.compile(r"'[\w.]+\.(\w+) object'")
_FOLDERS = {
    "readme": ("README.md", "doc/testing.md"),
    "auth": ("doc/auth/",),
    "models": ("doc/models/",),
}


def render(package: Package, options: Options) -> Files:
    """Render every template for a package, formatted; nothing is written.

    Raises TemplatesError where a project's own templates are at fault.
    """
    if options.templates is None:
        files = render_all(package, OWN_TEMPLATES, options.line_length)
    else:
        folders = (Path(options.templates), own_folder())
        with _in_words(options.templates):
            files = render_all(package, Templates(folders), options.line_length)
    absent = [
        folder
        for page, folders in _FOLDERS.items()
        for folder in folders
        if page not in options.pages
    ]
    return _without_pages(files, tuple(absent)) if absent else files


@contextmanager
def _in_words(folder: str) -> Generator[None, None, None]:
    """What templates that we did not write can do wrong, for their author."""
    try:
        yield
    except (SyntaxError, ValueError) as error:
        problem = f"{folder}: {printable(str(error))}"
    except _FAULTS as error:
        problem = f"{_line_of(error, folder)}: {printable(_account(error))}"
    else:
        return
    raise TemplatesError(
        f"{problem}\n  hint: docs/templates.md lists what templates see; text of the "
        "document passes a filter such as `python` or `markdown`"
    )


def _account(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template '{error}'"
    return _NAME_OF_MODEL.sub(r"\1", str(error) or type(error).__name__)


def _line_of(error: Exception, folder: str) -> str:
    """The innermost line of a template that an error passed through."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename or folder}:{error.lineno}"
    # Imported on use: few projects have templates, and few of those are wrong.
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{f.filename}:{f.lineno}" for f in frames if f.filename.endswith(SUFFIX)]
    return lines[-1] if lines else folder


def render_all(
    package: Package, templates: Templates, line_length: int = LINE_LENGTH
) -> Files:
    """The same for any templates, and every page."""
    rendered: Files = {}
    for name in templates.rendered:
        for path, variables in _outputs(name.removesuffix(SUFFIX), package):
            rendered[path] = templates.template(name).render(variables)
    needed = _needed(templates, rendered)
    copied = {
        name: templates.text(name)
        for name in templates.copied
        if name.partition("/")[0] not in _LIBRARIES or name.partition(".")[0] in needed
    }
    files = {path: _formatted(path, text) for path, text in rendered.items()} | copied
    if line_length == LINE_LENGTH:
        return files
    return {path: _black(path, text, line_length) for path, text in files.items()}


def _needed(templates: Templates, rendered: Files) -> set[str]:
    """The modules of the libraries that a package imports, also the ones on demand.

    They are named as files are, without what follows the dot: data belongs to the
    module of its name.
    """
    needed: set[str] = set()
    found = [
        module
        for path, text in rendered.items()
        if path.endswith(".py")
        for module in _imported(text)
    ]
    while found:
        module = found.pop()
        if module not in needed:
            needed.add(module)
            library = module.partition("/")[0]
            text = templates.text(f"{module}.py")
            found += [f"{library}/__init__", *_imported(text, library)]
    return needed


def _imported(text: str, library: str | None = None) -> Iterator[str]:
    """The modules of the libraries that a file imports, which may be of one itself."""
    for found in _IMPORT.finditer(text):
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if before.strip():
            continue  # It stands in a sentence.
        dots, folder, module, names = found.groups()
        if folder in _LIBRARIES:
            modules = [module] if module else _IMPORTED.findall(names)
            yield from (f"{folder}/{name}" for name in modules)
        elif library and dots == ".":
            yield f"{library}/{folder}"


def _without_pages(files: Files, left_out: tuple[str, ...]) -> Files:
    """The files without some pages; what linked to those becomes plain text."""
    kept = {path: text for path, text in files.items() if not path.startswith(left_out)}
    return {
        path: _unlinked(path, text, kept) if path.endswith(".md") else text
        for path, text in kept.items()
    }


def _unlinked(path: str, text: str, kept: Iterable[str]) -> str:
    folder = posixpath.dirname(path)

    def link_or_text(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, link[2]))
        return link[0] if target in kept else link[1]

    return _LINK.sub(link_or_text, text)


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
    parts[::2] = [filled(re.sub(r"\n{3,}", "\n\n", prose)) for prose in parts[::2]]
    return "".join(parts).strip("\n") + "\n"


def _python(path: str, text: str) -> str:
    """Python as black writes it.

    The templates write it so themselves, as the tests show, as long as every line
    fits. Black takes longer than all the rest, so it is asked only where one does not.
    """
    # What every reader and every tool has to agree on, whatever the document held.
    if not text.isascii():
        raise ValueError(f"{path} is not ASCII")
    check_syntax(text, path)
    if all(
        len(line) <= LINE_LENGTH or is_unbreakable(line) for line in text.split("\n")
    ):
        return text
    return _black(path, text, LINE_LENGTH)


def _black(path: str, text: str, line_length: int) -> str:
    if not path.endswith(".py"):
        return text
    import black

    return black.format_str(text, mode=black.Mode(line_length=line_length))
