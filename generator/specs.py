"""How people name a document: a path, a URL, or `-` for standard input."""

from __future__ import annotations

STDIN = "-"

SUFFIXES = (".yaml", ".yml", ".json")
"""What a document's file name ends with."""


def is_url(spec: str) -> bool:
    """Whether a document is to be fetched."""
    return spec.startswith(("https://", "http://"))
