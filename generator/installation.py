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
    Raises OSError.
    """
    made = hashlib.sha256(sys.version.encode())
    for folder in (Path(__file__).parent, own_folder()):
        made.update(tree_digest(folder))
    for name in _LIBRARIES:
        found = find_spec(name)
        if found is not None and found.origin is not None:
            changed = Path(found.origin).stat().st_mtime_ns
            made.update(f"{found.origin} {changed}\n".encode())
    return made.digest()


def tree_digest(folder: Path) -> bytes:
    """A digest of the names and the bytes of the files below a folder."""
    made = hashlib.sha256()
    for path in sorted(files_below(folder)):
        name = os.fsencode(path.relative_to(folder))
        for part in (name, path.read_bytes()):
            made.update(hashlib.sha256(part).digest())
    return made.digest()


def files_below(folder: Path) -> Iterator[Path]:
    """The files of a folder, without what editors and Python leave beside them."""
    # Not Path.rglob(), which takes three times as long: 6 ms for authgen's templates.
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in files:
            path, left = Path(here, name), name.startswith((".", "#"))
            if not left and not name.endswith("~") and path.is_file():
                yield path
