"""What documents gave last time, so that a run that changes nothing ends at once.

An entry holds the digests of a package's files, never their text: the text is what the
output folder holds, and only where it has these very digests. So nothing of the cache
can reach a package, and `check` compares what is there with what was generated. An
entry is found by a digest of all that the output depends on. Wherever anything is in
doubt, the document is read as if there were no cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from .. import manifest
from ..errors import Place, Problem
from ..installation import program_digest, tree_digest
from ..specs import STDIN, is_url
from .jobs import Built, Job
from .stamps import Stamps, stamp

SWITCH = "AUTHGEN_CACHE"
"""The environment variable that turns it off, with `off`."""

MAX_ENTRIES = 256
"""Of documents; the oldest go."""

MAX_ENTRY = 128 * 1024
"""Bytes; the Petstore's entry has 8,000."""


class Cache:
    """A folder of entries, one file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents: dict[str, tuple[Stamps, bytes]] = {}

    def key(self, job: Job) -> str | None:
        """A digest of all that a package depends on, but for what `$ref`s name.

        None for what is not a file that can be read.
        """
        if job.spec == STDIN or is_url(job.spec):
            return None
        try:
            parts = [
                repr(job).encode(errors="surrogateescape"),
                self._program,
                self._document(job.spec),
            ]
            if job.options.templates is not None:
                parts.append(tree_digest(Path(job.options.templates)))
        except (OSError, ValueError):
            return None
        return manifest.digest(b"".join(hashlib.sha256(p).digest() for p in parts))

    def recall(self, key: str | None, spec: str, out: Path) -> Built | None:
        """What came of a document, if all of it still is in `out`."""
        if key is None:
            return None
        try:
            entry: Any = json.loads(self._read(key))
            package = entry["package"]
            if not package.isidentifier():
                return None
            return Built(
                spec=spec,
                package=package,
                files=_unchanged(out / package, entry["files"]),
                read=stamp(Path(spec)),
                problems=tuple(_warning(*facts) for facts in entry["warnings"]),
            )
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None
        except RecursionError:
            return None

    def remember(self, key: str | None, built: Built) -> None:
        """Keep what came of a document, where it has a package and is a single file."""
        if key is None or not built.files or len(built.read) > 1:
            return
        files = {path: _digest(text) for path, text in built.files.items()}
        warnings = [(p.code, p.message, p.hint, *p.place) for p in built.problems]
        entry = {"package": built.package, "files": files, "warnings": warnings}
        with suppress(OSError, ValueError):
            data = json.dumps(entry).encode()
            if len(data) <= MAX_ENTRY:
                self._write(key, data)

    def _document(self, spec: str) -> bytes:
        """A digest of a document, read again only where it has changed meanwhile."""
        path = Path(spec)
        found = stamp(path)
        known = self._documents.get(spec)
        if known is None or known[0] != found:
            known = found, hashlib.sha256(path.read_bytes()).digest()
            self._documents[spec] = known
        return known[1]

    @cached_property
    def _program(self) -> bytes:
        return program_digest()

    def _read(self, key: str) -> bytes:
        """An entry that nobody else can have written. Raises OSError, ValueError."""
        path = self._folder / key
        _refuse_foreign(self._folder, stat.S_ISDIR)
        _refuse_foreign(path, stat.S_ISREG)
        with path.open("rb") as file:
            return file.read(MAX_ENTRY + 1)

    def _write(self, key: str, data: bytes) -> None:
        """Write an entry in one step. Raises OSError."""
        # Imported on use, as what only a run needs that writes.
        from tempfile import NamedTemporaryFile

        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_foreign(self._folder, stat.S_ISDIR)
        self._make_room()
        with NamedTemporaryFile(dir=self._folder, delete=False) as file:
            file.write(data)
        Path(file.name).replace(self._folder / key)

    def _make_room(self) -> None:
        """Remove the oldest files, among them what runs that were killed have left."""
        with os.scandir(self._folder) as found:
            newest = sorted(found, key=lambda entry: -entry.stat().st_mtime_ns)
        for entry in newest[MAX_ENTRIES - 1 :]:
            Path(entry).unlink(missing_ok=True)


def open_cache() -> Cache | None:
    """The user's cache; None where it is turned off, or has no place."""
    if os.environ.get(SWITCH, "").lower() == "off":
        return None
    from platformdirs import user_cache_path

    folder = user_cache_path("authgen", appauthor=False)
    return Cache(folder) if folder.is_absolute() else None


def _digest(text: str) -> str:
    return manifest.digest(text.encode("utf-8"))


def _unchanged(folder: Path, digests: dict[str, str]) -> dict[str, str]:
    """The text of each file. Raises ValueError where it is not what it was."""
    listed = manifest.read((folder / manifest.NAME).read_text(encoding="utf-8"))
    if digests.keys() != {manifest.NAME, *listed}:
        raise ValueError("not the whole of a package")
    return {path: _text(folder / path, digests[path]) for path in digests}


def _text(path: Path, expected: str) -> str:
    data = path.read_bytes()
    if manifest.digest(data) != expected:
        raise ValueError(path)
    return data.decode("utf-8")


def _warning(
    code: str, message: str, hint: str, name: str, line: int, column: int
) -> Problem:
    # Nothing reaches a terminal that it would obey: see Place for the name.
    if not all(text.isprintable() for text in (code, message, hint)):
        raise ValueError(code)
    if not (type(name) is str and type(line) is type(column) is int):
        raise TypeError(name)
    place = Place(name, line, column)
    return Problem(
        severity="warning", code=code, message=message, hint=hint, place=place
    )


def _refuse_foreign(path: Path, is_kind: Callable[[int], bool]) -> None:
    """Only the user may be able to change an entry. Raises OSError, ValueError."""
    status = path.lstat()
    others = stat.S_IWGRP | stat.S_IWOTH
    foreign = sys.platform != "win32" and (
        status.st_uid != os.geteuid() or status.st_mode & others
    )
    if foreign or not is_kind(status.st_mode):
        raise ValueError(path)
