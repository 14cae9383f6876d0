"""Documents to the files of their packages: several at a time, where it pays."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from ..errors import DocumentError, UsageError
from ..specs import STDIN
from .cache import open_cache
from .jobs import Built, Job
from .stamps import Stamps, stamp


def build(job: Job) -> Built:
    """Read a document and render its package; every problem is in the result."""
    # Imported here: a run that finds nothing changed needs none of it.
    from ..pipeline import generate_parsed, load, parse

    read: Stamps = {}
    built = partial(Built, spec=job.spec, read=read)
    try:
        # No name for the document: what was read of it takes as much memory as what
        # is rendered, and is not needed then.
        parsed = parse(
            load(job.spec, lambda path: read.update(stamp(path))), job.options
        )
    except DocumentError as error:
        return built(package="", files={}, problems=error.problems)
    files = {} if parsed.has_errors else generate_parsed(parsed, job.options)
    return built(package=parsed.package.name, files=files, problems=parsed.problems)


def build_all(jobs: Sequence[Job], out: Path) -> Iterator[Built]:
    """The same for many, in the order in which they are done.

    What the cache knows, and `out` still holds, is not built again. Raises UsageError
    where a process dies.
    """
    cache = open_cache()
    if cache is None:
        yield from _build_each(jobs)
        return
    keys = {job.spec: cache.key(job) for job in jobs}
    new: list[Job] = []
    for job in jobs:
        known = cache.recall(keys[job.spec], job.spec, out)
        if known is None:
            new.append(job)
        else:
            yield known
    by_spec = {job.spec: job for job in new}
    for built in _build_each(new):
        # Not what was read while somebody wrote the document.
        if keys[built.spec] == cache.key(by_spec[built.spec]):
            cache.remember(keys[built.spec], built)
        yield built


def _build_each(jobs: Sequence[Job]) -> Iterator[Built]:
    sizes = {job.spec: _size(job.spec) for job in jobs}
    workers = min(os.cpu_count() or 1, len(jobs))
    if workers < 2 or STDIN in sizes or sum(sizes.values()) < _WORTH_A_PROCESS:
        for job in jobs:
            yield build(job)
        return
    # Imported here: it takes as long as reading a small document.
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(workers, initializer=_ignore_interrupts) as pool:
        # The largest ones first: the last ones end at the same time then.
        ordered = sorted(jobs, key=lambda job: -sizes[job.spec])
        try:
            futures = [pool.submit(build, job) for job in ordered]
            for future in as_completed(futures):
                yield future.result()
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


def _size(spec: str) -> int:
    try:
        return os.path.getsize(spec)  # noqa: PTH202  # Path refuses odd names
    except (OSError, ValueError):
        return 0


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; one of them answers it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
