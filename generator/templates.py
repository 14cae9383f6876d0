"""The templates: authgen's own, and those that a project puts before them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import jinja2
from jinja2.bccache import Bucket

from .filters import FILTERS
from .installation import files_below, own_folder
from .version import __version__

SUFFIX = ".jinja"


class _Compiled(jinja2.FileSystemBytecodeCache):
    """What Jinja makes of authgen's own templates, kept as Python keeps modules.

    Compiling those of the Petstore takes 57 ms, and loading them 5. Each names the
    text that it was made of. They are kept as well where PYTHONDONTWRITEBYTECODE is
    set, which is usual in containers: it is about modules, which pip has compiled.
    """

    def __init__(self) -> None:
        folder = own_folder() / "__pycache__"
        super().__init__(str(folder), f"authgen-{__version__}-%s.cache")

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


@dataclass(frozen=True)
class Templates:
    """Folders of templates; of files with one name, the first folder's counts."""

    folders: tuple[Path, ...]
    compiled: jinja2.BytecodeCache | None = None
    """Where they are kept compiled."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every file that goes into a package, below its folder, in a fixed order."""
        found = {name for folder in self.folders for name in files_below(folder)}
        return tuple(sorted(found))

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
        """A file as it stands there. Raises ValueError where it is none, or no text."""
        if name not in self._texts:
            paths = (folder / name for folder in self.folders)
            path = next((path for path in paths if path.is_file()), None)
            if path is None:
                raise ValueError(f"there is no {name}, which a template imports")
            self._texts[name] = _read(path)
        return self._texts[name]

    def template(self, name: str) -> jinja2.Template:
        """A template, compiled once. Raises jinja2.TemplateError."""
        return self._environment.get_template(name)

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}

    @cached_property
    def _environment(self) -> jinja2.Environment:
        # What a file of a project replaces is still there for it to include.
        ours = jinja2.PrefixLoader({"authgen": jinja2.FileSystemLoader(own_folder())})
        environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(self.folders), ours]),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=self.compiled,
            autoescape=False,  # noqa: S701  # every value passes a filter of ours
        )
        environment.filters.update(FILTERS)
        return environment


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is not UTF-8 text") from None


def is_part(name: str) -> bool:
    """Whether a template is there for others to include, as `_scopes.md.jinja`."""
    return PurePosixPath(name).name.startswith("_") and name.endswith(".md.jinja")


OWN_TEMPLATES = Templates((own_folder(),), _Compiled())
"""authgen's own, kept compiled: that is most of the time of a small package."""
