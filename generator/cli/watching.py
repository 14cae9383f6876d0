"""`generate --watch`: packages that follow their documents until Ctrl-C.

The system says that something in a folder is new; stamps say whether it is a file that
the last run read.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import click

from .. import writer
from ..errors import AuthgenError, UsageError, printable
from ..installation import files_below
from ..project import FILE
from ..specs import STDIN, is_url
from .console import account, print_end
from .run import Run
from .stamps import Stamps, stamp

_NOTHING = "nothing was written; waiting for a change"
_LOOK_AGAIN = 1_000
"""Milliseconds. Disks of other machines, and some containers, tell of no change."""


def watch(run: Run, *, force: bool) -> None:
    """Generate, and again after each change of what was read. Ends with Ctrl-C.

    Raises UsageError where that cannot be done.
    """
    _check(run)
    with suppress(KeyboardInterrupt):
        while True:
            known = _around(run)
            run = _turn(run, force, known)
            _wait(run, known)
    run.console.note("stopped")


def _check(run: Run) -> None:
    for spec in run.specs or run.project.documents:
        if spec == STDIN or is_url(spec):
            raise UsageError(
                f"--watch follows files, and {printable(spec)} is none\n"
                "  hint: save the document, and name its file"
            )
    if find_spec("watchfiles") is None:
        raise UsageError(
            "--watch needs the package watchfiles\n"
            "  hint: pip install watchfiles, where authgen is installed"
        )


def _turn(run: Run, force: bool, known: Stamps) -> Run:
    """One run, whatever comes of it, with the settings of now; `known` takes its files.

    What is wrong today is mended tomorrow, so nothing ends the watch.
    """
    try:
        run = run.refreshed()
        known |= _around(run)
        line = _account(run.generate(force=force, read=known))
    except click.exceptions.Exit:
        line = _NOTHING
    except Exception as error:  # noqa: BLE001  # a fault of ours, too
        print_end(error)
        line = _NOTHING
    run.console.note(f"{time.strftime('%H:%M:%S')} {line}")
    return run


def _account(plans: list[writer.Plan]) -> str:
    changed = [plan for plan in plans if plan.changes]
    return "; ".join(map(account, changed)) or "nothing is different"


def _wait(run: Run, known: Stamps) -> None:
    """Come back when a file is not as it is known, or when there is another one."""
    # Imported on use: it is an extra, and takes its time.
    from watchfiles import watch

    folders = {_existing_folder(Path(name)) for name in known}
    # A folder that goes in the meantime is a change as well.
    with suppress(FileNotFoundError):
        for _ in watch(
            *folders,
            watch_filter=None,
            recursive=False,
            rust_timeout=_LOOK_AGAIN,
            yield_on_timeout=True,
        ):
            if _stamps(map(Path, known)) | _around(run) != known:
                return


def _around(run: Run) -> Stamps:
    """What decides about a run beside what documents refer to."""
    return _stamps((*_documents(run), *_templates(run), run.project.folder / FILE))


def _documents(run: Run) -> Iterator[Path]:
    yield Path(FILE)
    with suppress(AuthgenError):
        yield from map(Path, run.specs or run.documents())


def _templates(run: Run) -> Iterator[Path]:
    if run.templates_folder:
        folder = Path(run.templates_folder)
        yield from (folder / name for name in files_below(folder))


def _stamps(files: Iterable[Path]) -> Stamps:
    stamps: Stamps = {}
    for file in files:
        stamps |= stamp(file)
    return stamps


def _existing_folder(path: Path) -> Path:
    """The folder in which something happens when a file changes, or comes."""
    return next(folder for folder in path.parents if folder.is_dir())
