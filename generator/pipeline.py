"""From a document to the files of its package, step after step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .document import Document
from .errors import DocumentError
from .manifest import with_manifest
from .options import Options
from .parsing import SHAPE, Parsed, parse
from .reading import load as _load
from .renderer import Files, render

__all__ = ["generate", "generate_parsed", "load", "parse"]


def load(spec: str, opening: Callable[[Path], object] = lambda _: None) -> Document:
    """Read a document: `spec` is a path, an http(s) URL, or `-` for standard input.

    `opening` is told the document and each file that a `$ref` leads to, before it is
    opened. Raises DocumentError.
    """
    return _load(spec, SHAPE, opening)


def generate(document: Document, options: Options | None = None) -> Files:
    """The files of the package for a document, by path; none if it has no schemes.

    Pure: nothing is written. The package is named after the document's file or title,
    unless `options` name it. Raises DocumentError with every problem, errors and
    warnings.
    """
    parsed = parse(document, options)
    if parsed.has_errors:
        raise DocumentError(parsed.problems)
    return generate_parsed(parsed, options)


def generate_parsed(parsed: Parsed, options: Options | None = None) -> Files:
    """The same for a document that is parsed and has no errors."""
    if not parsed.package.schemes:
        return {}
    return with_manifest(render(parsed.package, options or Options()))
