"""Packages to disk, or the differences: whole or not at all.

A package is built beside its place and changes places with the old one in one step, so
that a fault leaves the old package or the new one, also where the process is killed.
What authgen did not write, or what somebody edited, stays.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import tempfile
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from . import manifest
from .disk import ASIDE, exchange, write_files
from .errors import OutputError, printable

Change: TypeAlias = Literal["added", "changed", "removed"]

_NEW = ".authgen-"
"""What a package is called while it is built, and the old one until it is deleted."""


class Difference(NamedTuple):
    """A file that is not what the documents give."""

    path: Path
    change: Change
    diff: str
    """A unified diff from what is there to what should be."""


class Plan(NamedTuple):
    """What has to happen in the folder of one package."""

    folder: Path
    files: Mapping[str, str]
    """The whole new package; empty if the package goes."""
    current: Mapping[str, bytes]
    """What is there now, at the paths that are or were ours."""
    obstacles: tuple[str, ...]
    """What forbids to write, in words, unless forced."""

    @property
    def changes(self) -> dict[str, Change]:
        """Each path at which something is different, in order."""
        changes: dict[str, Change] = {}
        for path in sorted({*self.files, *self.current}):
            if path not in self.files:
                changes[path] = "removed"
            elif path not in self.current:
                changes[path] = "added"
            elif self.current[path] != self.files[path].encode("utf-8"):
                changes[path] = "changed"
        return changes

    def differences(self) -> Iterator[Difference]:
        """The same with their diffs, for people: the manifest's digests come last."""
        # Imported on use: few runs have something to show.
        import difflib

        for path in sorted(self.changes, key=lambda path: path == manifest.NAME):
            change = self.changes[path]
            shown = printable((self.folder / path).as_posix())
            old = self.current.get(path, b"").decode("utf-8", errors="replace")
            new = self.files.get(path, "")
            lines = difflib.unified_diff(
                old.splitlines(keepends=True),
                new.splitlines(keepends=True),
                f"{shown} (as it is)" if change != "added" else "/dev/null",
                f"{shown} (as generated)" if change != "removed" else "/dev/null",
            )
            diff = "".join(_whole_line(line) for line in lines)
            yield Difference(path=self.folder / path, change=change, diff=diff)


def plan(
    out: Path, packages: Mapping[str, Mapping[str, str]], *, sweep: bool
) -> list[Plan]:
    """Compare packages, by name, with what `out` holds. Reads, and writes nothing.

    With `sweep`, packages in `out` that authgen wrote and that are not among these go.
    Raises OutputError where the folder cannot be worked with.
    """
    with _in_words("read"):
        plans = [_plan(out / name, files) for name, files in packages.items()]
        if sweep and out.is_dir():
            for folder in sorted(out.iterdir()):
                hidden = folder.name.startswith(".")
                ours = (folder / manifest.NAME).is_file() and not hidden
                if ours and folder.name not in packages:
                    plans.append(_plan(folder, {}))
        return plans


def recover(out: Path) -> None:
    """Finish what a run that was killed has left in `out`; see `alone_in`."""
    with _in_words("written"):
        for left in sorted(out.glob(f".*{_NEW}*")) if out.is_dir() else ():
            folder = left.with_name(left.name[1:].removesuffix(ASIDE))
            if left.name.endswith(ASIDE) and not folder.exists():
                left.rename(folder)
            else:
                shutil.rmtree(left, ignore_errors=True)


def write(plans: Iterable[Plan], *, force: bool = False) -> None:
    """Carry plans out, all of them or none.

    Raises OutputError where a file would be lost that authgen did not write or that
    somebody edited, unless `force` is given, and where the disk refuses.
    """
    needed = [plan for plan in plans if plan.changes]
    obstacles = [line for plan in needed for line in plan.obstacles]
    if obstacles and not force:
        raise OutputError(
            "nothing was written, since this would be lost:\n"
            + "".join(f"  {line}\n" for line in obstacles)
            + "  hint: move or undo these, or let them go with --force"
        )
    with _in_words("written"):
        _swap_all(needed)


@contextmanager
def _in_words(done: str) -> Generator[None, None, None]:
    """What the disk refuses, as an OutputError."""
    try:
        yield
    except OSError as error:
        name = printable(str(error.filename or "the output folder"))
        raise OutputError(
            f"nothing was {done}: {name}: {error.strerror or error}\n"
            "  hint: check the permissions and the space of the output folder"
        ) from None


def _plan(folder: Path, files: Mapping[str, str]) -> Plan:
    _refuse_symlinks(folder, files)
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            f"{printable(str(folder))} is in the way: a file where the package's folder"
            " has to be\n  hint: move it, or choose another folder with -o"
        )
    if not folder.exists():
        return Plan(folder=folder, files=files, current={}, obstacles=())
    written = _manifest_of(folder)
    current: dict[str, bytes] = {}
    obstacles: list[str] = []
    for path in sorted({*files, *written}):
        if not (folder / path).is_file():
            continue
        data = current[path] = (folder / path).read_bytes()
        same = path in files and data == files[path].encode("utf-8")
        if not same and path != manifest.NAME:
            shown = printable((folder / path).as_posix())
            if path not in written:
                obstacles.append(f"{shown}: authgen did not write this file")
            elif manifest.digest(data) != written[path]:
                obstacles.append(f"{shown}: somebody edited this file")
    if not written and any(folder.iterdir()):
        obstacles.append(f"{printable(str(folder))}: not a folder that authgen made")
    return Plan(
        folder=folder,
        files=files,
        current=current,
        obstacles=tuple(obstacles),
    )


def _manifest_of(folder: Path) -> dict[str, str]:
    """What authgen wrote here before: only paths that lie below the folder."""
    try:
        text = (folder / manifest.NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    listed = manifest.read(text)
    inside = {path: value for path, value in listed.items() if _is_below(path)}
    return {**inside, manifest.NAME: ""}


def _is_below(path: str) -> bool:
    parts = path.split("/")
    return all(part not in ("", ".", "..") and "\\" not in part for part in parts)


def _refuse_symlinks(folder: Path, files: Mapping[str, str]) -> None:
    """A link below the output folder could lead a write anywhere."""
    names = {"", *files}
    for name in files:
        while name := posixpath.dirname(name):
            names.add(name)
    for path in map(folder.joinpath, sorted(names)):
        if path.is_symlink():
            raise OutputError(
                f"{printable(str(path))} is a symbolic link, which is not written "
                "through\n  hint: replace the link by a folder"
            )


def _swap_all(plans: list[Plan]) -> None:
    """Build every package beside its place, then move all of them there."""
    with ExitStack() as undo:
        built = [(plan, _build(plan, undo)) for plan in plans]
        with ExitStack() as back:
            for plan, new in built:
                _swap(plan.folder, new, back)
            back.pop_all()


def _build(plan: Plan, undo: ExitStack) -> Path:
    """The folder as it shall be, under another name: our files and everyone else's.

    `undo` removes what is under that name in the end.
    """
    out = plan.folder.parent
    _make_folder(out, undo)
    new = Path(tempfile.mkdtemp(prefix=f".{plan.folder.name}{_NEW}", dir=out))
    undo.callback(shutil.rmtree, new, ignore_errors=True)
    if plan.folder.is_dir():
        ours = {plan.folder / path for path in plan.current}

        def leave_out(folder: str, names: list[str]) -> set[str]:
            # Python's own cache would keep the folder of a package that goes.
            cache = Path(folder).name == "__pycache__"
            gone = (n for n in names if cache and n.endswith(".pyc"))
            return {*gone, *(n for n in names if Path(folder, n) in ours)}

        shutil.copytree(
            plan.folder, new, symlinks=True, ignore=leave_out, dirs_exist_ok=True
        )
    else:
        new.chmod(0o777 & ~_umask())
    write_files(new, plan.files)
    _remove_empty_folders(new)
    return new


def _make_folder(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those above it; `undo` removes those that stay empty."""
    for path in reversed([folder, *folder.parents]):
        if not path.exists():
            path.mkdir(exist_ok=True)
            undo.callback(_remove_if_empty, path)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _swap(folder: Path, new: Path, back: ExitStack) -> None:
    """Let the new package and the old one change places; `back` undoes it."""
    if not any(new.iterdir()):
        new.rmdir()
        folder.rename(new)
        back.callback(new.rename, folder)
    elif folder.is_dir():
        exchange(folder, new)
        back.callback(exchange, folder, new)
    else:
        new.rename(folder)
        back.callback(folder.rename, new)


def _remove_empty_folders(folder: Path) -> None:
    for here, _, _ in os.walk(folder, topdown=False):
        with os.scandir(here) as found:
            empty = here != str(folder) and next(found, None) is None
        if empty:
            Path(here).rmdir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _whole_line(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
