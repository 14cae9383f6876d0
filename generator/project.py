"""What a project settles once: `[tool.authgen]` of its `pyproject.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, cast

from .errors import DocumentError, Place, quoted
from .layout import LINE_LENGTH
from .naming import is_member_name, is_package_name
from .options import PAGES, MemberName, Options

FILE = "pyproject.toml"

_KEYS = (
    "documents",
    "line-length",
    "output",
    "packages",
    "pages",
    "scopes",
    "templates",
    "testing",
)
_LONGEST_LINE = 320
_KEY_PART = re.compile(r'"([^"]*)"|\'([^\']*)\'|([^.\s"\']+)')


class Project(NamedTuple):
    """The settings of one project; without any, every default."""

    folder: Path = Path()
    """Where relative paths start: the folder of the `pyproject.toml`."""
    documents: tuple[str, ...] = ()
    """Paths, patterns and URLs; none means every document in `specs/`."""
    output: Path = Path("generated")
    packages: Mapping[str, str] = {}
    """The names of packages, by document."""
    options: Options = Options()
    """What all packages share; their names are apart."""

    def options_of(self, document: str) -> Options:
        """The options of one document, as `documents` or a person names it."""
        return self.options._replace(package=self.packages.get(document))


def find_project(start: Path) -> Project:
    """The settings that apply in a folder: of it, or of the nearest one above it.

    Raises DocumentError, with the line, for what is no setting.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        file = folder / FILE
        if file.is_file() and (settings := _read(file)) is not None:
            return settings
    return Project()


def _read(file: Path) -> Project | None:
    """The settings of one file; None if it has no `[tool.authgen]`."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = "it cannot be read" if isinstance(error, OSError) else "no UTF-8"
        raise DocumentError.at(
            Place(_shown(file), 1, 1), "unreadable", problem, "check the file"
        ) from None
    # Most files are passed over: of other tools, or of folders further up.
    if "tool.authgen" not in text:
        return None
    table = _table(text, file)
    return None if table is None else _Settings(text, file, table).project()


def _table(text: str, file: Path) -> dict[str, object] | None:
    # Imported on use: most runs have no settings.
    import tomli

    try:
        content: object = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        message = str(error)
        place = re.search(r"line (\d+), column (\d+)", message)
        # What is missing at the end is told of there.
        end = (len(text.splitlines()), len(text.splitlines()[-1]) + 1)
        line, column = map(int, place.groups()) if place else end
        raise DocumentError.at(
            Place(_shown(file), line, column),
            "toml-syntax",
            f"this is not TOML: {message.partition(' (at')[0]}",
            "mend the line",
        ) from None
    for key in ("tool", "authgen"):
        content = (_as_table(content) or {}).get(key)
    return _as_table(content)


def _as_table(value: object) -> dict[str, object] | None:
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def _shown(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


class _Settings:
    """One `[tool.authgen]`, value after value."""

    def __init__(self, text: str, file: Path, table: dict[str, object]) -> None:
        self._text = text
        self._file = file
        self._table = table

    def project(self) -> Project:
        self._check_keys()
        folder = self._file.parent
        return Project(
            folder=folder,
            documents=self._texts("documents", ()),
            output=Path(_shown(folder / (self._text_of("output") or "generated"))),
            packages=self._packages(),
            options=Options(
                members=self._members(),
                pages=self._pages(),
                line_length=self._line_length(),
                templates=self._templates(),
                testing=self._testing(),
            ),
        )

    def _check_keys(self) -> None:
        for key in self._table:
            if key not in _KEYS:
                import difflib

                close = difflib.get_close_matches(key, _KEYS, 1)
                hint = f"did you mean {close[0]}?" if close else ", ".join(_KEYS)
                raise self._wrong((key,), f"there is no setting {quoted(key)}", hint)

    def _text_of(self, key: str) -> str | None:
        value = self._table.get(key)
        if value is None or (isinstance(value, str) and value):
            return value
        raise self._wrong((key,), f"{key} must be text", f'write {key} = "..."')

    def _texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        if key not in self._table:
            return default
        value = self._table[key]
        items = cast("list[object]", value) if isinstance(value, list) else [None]
        texts = tuple(item for item in items if isinstance(item, str) and item)
        if len(texts) == len(items):
            return texts
        hint = f'write {key} = ["..."]'
        raise self._wrong((key,), f"{key} must be a list of texts", hint)

    def _packages(self) -> Mapping[str, str]:
        packages = self._names(("packages",), self._table.get("packages", {}))
        for document, name in packages.items():
            if not is_package_name(name):
                raise self._wrong(
                    ("packages", document),
                    f"{quoted(name)} cannot be the name of a package",
                    "letters, digits and _, no keyword, no module of Python's own",
                )
        return packages

    def _members(self) -> Mapping[str, Mapping[str, MemberName]]:
        tables = _as_table(self._table.get("scopes", {}))
        if tables is None:
            hint = '[tool.authgen.scopes.my_package], then "the:scope" = "NAME"'
            raise self._wrong(("scopes",), "scopes must be a table", hint)
        return {
            package: self._members_of(package, self._names(("scopes", package), table))
            for package, table in tables.items()
        }

    def _members_of(
        self, package: str, names: Mapping[str, str]
    ) -> Mapping[str, MemberName]:
        for scope, name in names.items():
            path = ("scopes", package, scope)
            if not is_member_name(name):
                raise self._wrong(
                    path,
                    f"{quoted(name)} cannot be the member of an enum",
                    "capitals, digits and _, with a letter first",
                )
            if list(names.values()).count(name) > 1:
                message = f"two scopes are named {quoted(name)}"
                raise self._wrong(path, message, "give each a name of its own")
        return {
            scope: MemberName(name, self._place(("scopes", package, scope)))
            for scope, name in names.items()
        }

    def _names(self, path: tuple[str, ...], value: object) -> Mapping[str, str]:
        table = _as_table(value)
        title = ".".join(path)
        if table is None:
            hint = f"[tool.authgen.{title}]"
            raise self._wrong(path, f"{title} must be a table", hint)
        names: dict[str, str] = {}
        for key, name in table.items():
            if not isinstance(name, str):
                message = f"{title}: {quoted(key)} needs a name"
                raise self._wrong((*path, key), message, f'"{key}" = "name"')
            names[key] = name
        return names

    def _pages(self) -> tuple[str, ...]:
        pages = self._texts("pages", PAGES)
        for page in pages:
            if page not in PAGES:
                message = f"there are no pages {quoted(page)}"
                raise self._wrong(("pages",), message, f"any of {', '.join(PAGES)}")
        return pages

    def _line_length(self) -> int:
        length = self._table.get("line-length", LINE_LENGTH)
        if type(length) is int and LINE_LENGTH <= length <= _LONGEST_LINE:
            return length
        raise self._wrong(
            ("line-length",),
            "line-length must be a number of characters",
            f"from {LINE_LENGTH}, which the library and all docstrings are made for, "
            f"to {_LONGEST_LINE}",
        )

    def _templates(self) -> str | None:
        name = self._text_of("templates")
        if name is None:
            return None
        folder = self._file.parent / name
        if folder.is_dir():
            return str(folder)
        message = f"templates: there is no folder {quoted(name)}"
        hint = "correct the path, or make the folder"
        raise self._wrong(("templates",), message, hint)

    def _testing(self) -> bool:
        value = self._table.get("testing", False)
        if isinstance(value, bool):
            return value
        hint = "write testing = true, or leave it out"
        raise self._wrong(("testing",), "testing must be true or false", hint)

    def _wrong(self, path: tuple[str, ...], message: str, hint: str) -> DocumentError:
        return DocumentError.at(self._place(path), "invalid-setting", message, hint)

    def _place(self, path: tuple[str, ...]) -> Place:
        return Place(_shown(self._file), *_position(self._text, path))


def _position(text: str, path: tuple[str, ...]) -> tuple[int, int]:
    """Where a setting stands: its own line, or that of the nearest table around it."""
    found, table = (1, 1), ("tool", "authgen")
    deepest = -1
    header: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            header = _dotted(stripped.strip("[] "))
            here = header
        elif "=" in stripped and not stripped.startswith("#"):
            here = (*header, *_dotted(stripped.partition("=")[0].strip()))
        else:
            continue
        wanted = (*table, *path)
        if wanted[: len(here)] == here and len(here) > deepest:
            found, deepest = (number, len(line) - len(line.lstrip()) + 1), len(here)
    return found


def _dotted(key: str) -> tuple[str, ...]:
    """The parts of a dotted key; quotes keep dots together."""
    parts: list[tuple[str, str, str]] = _KEY_PART.findall(key)
    return tuple("".join(part) for part in parts)
