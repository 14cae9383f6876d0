"""All that an error tells, to whoever looks."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and whatever hangs on it."""
    if error is not None:
        yield error
        yield from chain(error.__cause__)
        yield from chain(error.__context__)


def variables(trace: TracebackType | None) -> Iterator[object]:
    """What a crash reporter prints of every frame but those of the tests."""
    for frame, _ in traceback.walk_tb(trace):
        if not Path(frame.f_code.co_filename).name.startswith("test_"):
            yield dict(frame.f_locals)


def told_by(error: BaseException) -> str:
    """All that an error tells those who print, log, store or report it."""
    told: list[object] = []
    for link in chain(error):
        told += [link, str(link), link.args, getattr(link, "__dict__", {})]
        told += [getattr(link, "object", None)]
        told += variables(link.__traceback__)
        told += [
            told_by(lack) for group in getattr(link, "lacking", ()) for lack in group
        ]
    return repr(told)
