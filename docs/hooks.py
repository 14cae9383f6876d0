"""What MkDocs calls while it builds the site (`hooks` in `mkdocs.yml`).

The site has pages that stand outside of `docs/`: the README, the pages of a generated
package, and others. Every link in the repository leads to a file, as those who read it
there need it; on the site it leads to the page that the file has become.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import Any, TypeAlias, cast
from urllib.parse import urlsplit

from click import Command, Context, Group
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.cli.commands import cli

Section: TypeAlias = dict[str, "str | list[str]"]

ROOT = Path(__file__).parents[1]
PAGES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
}
"""Files of the repository that are pages of the site, and the names of the pages."""
PACKAGE = "generated/petstore"
"""The package whose pages are part of the site."""
COMMAND_LINE = "reference/command-line.md"
"""The page that has what `--help` prints."""
LINK = re.compile(r'(!?)\[([^]]*)\]\(([^)\s]+)\)|src="([^"]+)"')
FENCE = re.compile(r"(?ms)^(?: *)(`{3,}).*?^ *\1$")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages from outside, and resolve the patterns of `nav`."""
    for path, uri in pages().items():
        files.append(File.generated(config, uri, abs_src_path=str(ROOT / path)))
    sections = cast("list[Section]", config["nav"])
    named = {page for section in sections for page in _pages_of(section)}
    free = sorted({file.src_uri for file in files.documentation_pages()} - named)
    resolved = (_resolved(section, free) for section in sections)
    config.nav = [section for section in resolved if any(section.values())]
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Let links lead to pages, and leave text where the site has no such file."""
    uri = page.file.src_uri
    if uri == COMMAND_LINE:
        return markdown + "".join(_help_of(cli, "authgen"))
    outside = {uri: path for path, uri in pages().items()}
    source = outside.get(uri, f"docs/{uri}")

    def changed(match: re.Match[str]) -> str:
        mark, text, target, image = match.groups()
        if image:
            return f'src="{_on_site(source, uri, image)}"'
        led = _on_site(source, uri, target)
        return f"{mark}[{text}]({led})" if led else str(text)

    return _outside_of_fences(markdown, changed)


def pages() -> dict[str, str]:
    """The pages that stand outside of `docs/`: their files, and their names."""
    examples = {
        f"examples/{readme.parent.name}/README.md": f"examples/{readme.parent.name}.md"
        for readme in sorted(ROOT.glob("examples/*/README.md"))
    }
    package = {
        path.relative_to(
            ROOT
        ).as_posix(): f"petstore/{path.relative_to(ROOT / PACKAGE)}"
        for path in sorted((ROOT / PACKAGE).rglob("*.md"))
    }
    return {**PAGES, **examples, **package}


def _pages_of(section: Section) -> Iterator[str]:
    for items in section.values():
        yield from [items] if isinstance(items, str) else items


def _resolved(section: Section, free: Iterable[str]) -> Section:
    """A section whose `*` stands for what fits of those that `nav` does not name."""
    return {
        title: (
            items
            if isinstance(items, str)
            else [page for item in items for page in _fitting(item, free)]
        )
        for title, items in section.items()
    }


def _fitting(item: str, free: Iterable[str]) -> list[str]:
    if "*" not in item:
        return [item]
    depth = item.count("/")
    return [p for p in free if fnmatchcase(p, item) and p.count("/") == depth]


def _help_of(
    command: Command, name: str, parent: Context | None = None
) -> Iterator[str]:
    """What `--help` prints, of a command and of all that it has."""
    context = Context(command, parent, name, max_content_width=88, terminal_width=88)
    text = command.get_help(context)
    yield f"\n## {context.command_path}\n\n```text\n{text}\n```\n"
    for inner in command.commands.values() if isinstance(command, Group) else ():
        yield from _help_of(inner, inner.name or "", context)


def _outside_of_fences(markdown: str, changed: Callable[[re.Match[str]], str]) -> str:
    parts: list[str] = []
    end = 0
    for fence in FENCE.finditer(markdown):
        parts += [LINK.sub(changed, markdown[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join([*parts, LINK.sub(changed, markdown[end:])])


def _on_site(source: str, uri: str, target: str) -> str | None:
    """Where a link leads from a page of the site; None where the site has no page."""
    path, _, anchor = target.partition("#")
    if urlsplit(target).scheme or not path:
        return target
    led = normpath(PurePosixPath(source).parent / path)
    page = pages().get(led)
    if page is None and not led.startswith("docs/"):
        return None
    there = relpath(page or led.removeprefix("docs/"), PurePosixPath(uri).parent)
    return f"{there}#{anchor}" if anchor else there
