"""Packages to disk, or the differences: whole or not at all.

A package is built beside its place and moved there, so that a fault leaves the old
package or the new one. What authgen did not write, or what somebody edited, stays.
"""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from . import manifest
from .errors import OutputError, printable

Change: TypeAlias = Literal["added", "changed", "removed"]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One file that is not what the documents give."""

    path: Path
    change: Change
    diff: str
    """A unified diff from what is there to what should be."""


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """What has to happen in the folder of one package."""

    folder: Path
    files: Mapping[str, str]
    """All files of the new package; none if the package goes."""
    old: Mapping[str, str | None]
    """What is there now at the paths that are ours; None if it is no text."""
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    """Edited files that are no longer produced: they stay."""

    @property
    def changes(self) -> dict[str, Change]:
        changes: dict[str, Change] = dict.fromkeys(self.removed, "removed")
        for path, text in self.files.items():
            if path not in self.old:
                changes[path] = "added"
            elif self.old[path] != text:
                changes[path] = "changed"
        return changes


def compare(out: Path, packages: Mapping[str, Mapping[str, str]], *, orphans: bool):
    """PLACEHOLDER"""
