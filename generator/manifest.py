"""The list of what authgen wrote, kept in the package: what it may change again."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .version import __version__

NAME = ".authgen.json"


def with_manifest(files: dict[str, str]) -> dict[str, str]:
    """The files, and the manifest that lists them."""
    listed = {path: digest(files[path].encode("utf-8")) for path in sorted(files)}
    manifest = {"generator": f"authgen {__version__}", "files": listed}
    return {**files, NAME: json.dumps(manifest, indent=2) + "\n"}


def read(text: str) -> dict[str, str]:
    """Paths and digests of a manifest; empty where it is none."""
    try:
        content: Any = json.loads(text)
        files: dict[Any, Any] = content["files"]
        return {str(path): str(value) for path, value in files.items()}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def digest(data: bytes) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()
