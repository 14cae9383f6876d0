"""The list of what authgen wrote, kept in the package: what it may change again."""

from __future__ import annotations

import hashlib
import json

from .version import __version__

NAME = ".authgen.json"


def with_manifest(files: dict[str, str]) -> dict[str, str]:
    """The files, and the manifest that lists them."""
    listed = {path: digest(files[path]) for path in sorted(files)}
    manifest = {"generator": f"authgen {__version__}", "files": listed}
    return {**files, NAME: json.dumps(manifest, indent=2) + "\n"}


def read(text: str) -> dict[str, str]:
    """Paths and digests of a manifest; empty where it is none."""
    try:
        manifest = json.loads(text)
    except ValueError:
        return {}
    files = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(files, dict):
        return {}
    return {str(path): str(value) for path, value in files.items()}


def digest(text: str) -> str:
    """SHA-256 of a file's text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
