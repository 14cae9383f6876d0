"""What tells that a file has changed since it was read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int] | None
"""The inode, the size in bytes, and when it changed; None where there is no file.

The inode, since many editors save a new file under the old one's name.
"""
Stamps: TypeAlias = dict[str, Stamp]
"""By absolute path."""


def stamp(path: Path) -> Stamps:
    """One file as it is now."""
    # Not Path.absolute(): one file has one name, also where it is given as a/../b.
    name = os.path.abspath(path)  # noqa: PTH100
    try:
        found = os.stat(name)  # noqa: PTH116  # Path refuses odd names
    except (OSError, ValueError):
        return {name: None}
    return {name: (found.st_ino, found.st_size, found.st_mtime_ns)}
