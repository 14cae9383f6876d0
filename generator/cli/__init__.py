"""The command line: the only place that prints, and the only one that ends a run.

Exit status: 0 done; 1 `check` found a difference; 2 the document, the command line or
the output folder is wrong, and nothing was written.
"""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> None:
    """Run authgen, and exit with its status. Never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What a terminal has no character for is shown as an escape.
            stream.reconfigure(errors="backslashreplace")
    # A run is short and makes hardly any cycles: looking for them takes 8 % of it, also
    # while modules are imported, which is why these are imported here.
    gc.disable()
    try:
        from .status import status_of

        sys.exit(status_of(arguments))
    finally:
        gc.enable()
