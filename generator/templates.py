"""The templates: authgen's own, and those that a project puts before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import jinja2

from .filters import FILTERS

SUFFIX = ".jinja"


def own_folder() -> Path:
    """Where authgen's are: with the modules in a wheel, else in the repository."""
    here = Path(__file__).parent
    installed = here / "templates"
    return installed if installed.is_dir() else here.parent / "templates"


@dataclass(frozen=True)
class Templates:
    """Folders of templates; of files with one name, the first folder's counts."""

    folders: tuple[Path, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every file that goes into a package, below its folder, in a fixed order."""
        return tuple(
            sorted(
                {
                    path.relative_to(folder).as_posix()
                    for folder in self.folders
                    for path in files_below(folder)
                }
            )
        )

    @cached_property
    def copied(self) -> tuple[str, ...]:
        """What goes into a package as it is."""
        return tuple(name for name in self.names if not name.endswith(SUFFIX))

    @cached_property
    def rendered(self) -> tuple[str, ...]:
        """What is rendered, without the parts that others include."""
        return tuple(
            name for name in self.names if name.endswith(SUFFIX) and not is_part(name)
        )

    def text(self, name: str) -> str:
        """A file as it stands there. Raises OSError where there is none."""
        if name not in self._texts:
            paths = (folder / name for folder in self.folders)
            path = next(path for path in paths if path.is_file())
            self._texts[name] = path.read_text(encoding="utf-8")
        return self._texts[name]

    def template(self, name: str) -> jinja2.Template:
        """A template, compiled once. Raises jinja2.TemplateError."""
        return self._environment.get_template(name)

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}

    @cached_property
    def _environment(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.folders, encoding="utf-8"),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # noqa: S701  # every value passes a filter of ours
        )
        environment.filters.update(FILTERS)
        return environment


def files_below(folder: Path) -> Iterator[Path]:
    """The templates of a folder, without what editors and Python leave beside them."""
    for path in folder.rglob("*"):
        name = path.name
        if name.startswith((".", "#")) or name.endswith("~"):
            continue
        if "__pycache__" not in path.parts and path.is_file():
            yield path


def is_part(name: str) -> bool:
    """Whether a template is there for others to include, as `_scopes.md.jinja`."""
    return PurePosixPath(name).name.startswith("_") and name.endswith(".md.jinja")


OWN_TEMPLATES = Templates((own_folder(),))
"""authgen's own, kept compiled: that is most of the time of a small package."""
