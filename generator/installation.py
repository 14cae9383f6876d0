"""What authgen itself consists of."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

_LIBRARIES = ("black", "jinja2", "yaml")
"""What the output is made with: another version of one might make another output."""


def own_folder() -> Path:
    """Where authgen's templates are: with the modules in a wheel, else beside them."""
    here = Path(__file__).parent
    installed = here / "templates"
    return installed if installed.is_dir() else here.parent / "templates"


def program_digest() -> bytes:
    """A digest of all that the output depends on beside the document.

    Not of the version alone, which stays the same while somebody works on authgen.
    Nor of all bytes, which takes 5 ms, where what the system keeps of each file takes
    2. Raises OSError.
    """
    made = hashlib.sha256(sys.version.encode())
    for folder in map(str, (Path(__file__).parent, own_folder())):
        for name in sorted(files_below(folder)):
            made.update(_state(f"{folder}/{name}"))
    for name in _LIBRARIES:
        found = find_spec(name)
        if found is not None and found.origin is not None:
            made.update(_state(found.origin))
    return made.digest()


def _state(path: str) -> bytes:
    found = os.stat(path)  # noqa: PTH116  # 200 times, before anything else is done
    facts = (path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return repr(facts).encode(errors="surrogateescape")


def tree_digest(folder: Path) -> bytes:
    """A digest of the names and the bytes of the files below a folder."""
    made = hashlib.sha256()
    for name in sorted(files_below(folder)):
        data = (folder / name).read_bytes()
        for part in (os.fsencode(name), data):
            made.update(hashlib.sha256(part).digest())
    return made.digest()


def files_below(folder: str | Path) -> Iterator[str]:
    """The paths below a folder of its files, with `/`.

    Without what editors and Python leave beside them.
    """
    # Texts, not Path.rglob(): that takes 6 ms for authgen's templates, and this 1 ms.
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        above = "" if here == str(folder) else f"{os.path.relpath(here, folder)}/"
        for name in files:
            left = name.startswith((".", "#")) or name.endswith("~")
            if not left and os.path.isfile(f"{here}/{name}"):  # noqa: PTH113
                yield (above + name).replace(os.sep, "/")
