"""authgen: an OpenAPI document to a Python package that authenticates.

    from generator import generate, load

    files = generate(load("specs/petstore.yaml"))

In a wheel this package is called `authgen`.
"""

from __future__ import annotations

from importlib import import_module

from .version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .document import Document
    from .errors import AuthgenError, DocumentError, Problem
    from .options import Options
    from .parsing import Parsed
    from .pipeline import generate, load, parse
    from .renderer import Files

__all__ = [
    "AuthgenError",
    "Document",
    "DocumentError",
    "Files",
    "Options",
    "Parsed",
    "Problem",
    "__version__",
    "generate",
    "load",
    "parse",
]

# Imported on demand (PEP 562): all of it takes 0.11 s, and a run that finds nothing
# changed needs hardly any of it.
_MODULES = {
    "AuthgenError": "errors",
    "Document": "document",
    "DocumentError": "errors",
    "Files": "renderer",
    "Options": "options",
    "Parsed": "parsing",
    "Problem": "errors",
    "generate": "pipeline",
    "load": "pipeline",
    "parse": "pipeline",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
