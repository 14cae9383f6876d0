"""Documents to the files of their packages: several at a time, where it pays."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from .. import generate_parsed, load, parse
from ..errors import DocumentError, Problem, UsageError
from ..options import Options
from ..reading.source import STDIN
from ..renderer import Files
from .stamps import Stamps, stamp


@dataclass(frozen=True)
class Job:
    """A document, and how its package is to be."""

    spec: str
    """A path, a URL, or - for standard input."""
    options: Options


@dataclass(frozen=True, kw_only=True)
class Built:
    """What came of one document."""

    spec: str
    package: str
    """Its name; empty where the document cannot be read."""
    files: Files
    """Empty where there is no package."""
    problems: tuple[Problem, ...]
    read: Stamps
    """The files that it was read from, as they were just before."""


def build(job: Job) -> Built:
    """Read a document and render its package; every problem is in the result."""
    read: Stamps = {}
    built = partial(Built, spec=job.spec, read=read)
    try:
        document = load(job.spec, lambda path: read.update(stamp(path)))
        parsed = parse(document, job.options)
    except DocumentError as error:
        return built(package="", files={}, problems=error.problems)
    files = {} if parsed.has_errors else generate_parsed(parsed, job.options)
    return built(package=parsed.package.name, files=files, problems=parsed.problems)


def build_all(jobs: Sequence[Job]) -> Iterator[Built]:
    """The same for many, in their order. Raises UsageError where a process dies."""
    specs = [job.spec for job in jobs]
    workers = min(os.cpu_count() or 1, len(specs))
    if workers < 2 or STDIN in specs or _total_size(specs) < _WORTH_A_PROCESS:
        yield from map(build, jobs)
        return
    # Imported here: it takes as long as reading a small document.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(workers, initializer=_ignore_interrupts) as pool:
        try:
            yield from pool.map(build, jobs)
        except BrokenProcessPool:
            raise UsageError(
                "a process that read a document ended without a word, perhaps for want "
                "of memory\n  hint: generate the documents one by one to find it"
            ) from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_WORTH_A_PROCESS = 400_000
"""Bytes of documents. Starting processes takes as long as reading and rendering so
many: 0.1 s on a machine with two cores."""


def _total_size(specs: Sequence[str]) -> int:
    total = 0
    for spec in specs:
        with suppress(OSError, ValueError):
            total += os.path.getsize(spec)  # noqa: PTH202  # Path refuses odd names
    return total


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; one of them answers it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
