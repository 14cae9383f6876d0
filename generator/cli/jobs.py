"""What is asked of one document, and what came of it."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import Problem
from ..options import Options
from .stamps import Stamps


class Job(NamedTuple):
    """A document, and how its package is to be."""

    spec: str
    """A path, a URL, or - for standard input."""
    options: Options


class Built(NamedTuple):
    """What came of one document."""

    spec: str
    package: str
    """Its name; empty where the document cannot be read."""
    files: dict[str, str]
    """Empty where there is no package."""
    problems: tuple[Problem, ...]
    read: Stamps
    """The files that it was read from, as they were just before."""
