"""The command line: the only place that prints, and the only one that ends a run.

Exit status: 0 done; 1 `check` found a difference; 2 the document, the command line or
the output folder is wrong, and nothing was written.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import click

from .commands import DONE, cli
from .console import print_end
from .run import WRONG

INTERRUPTED = 130

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> None:
    """Run authgen, and exit with its status. Never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What a terminal has no character for is shown as an escape.
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_status(arguments))


def _status(arguments: list[str] | None) -> int:
    # Nobody who sets NO_COLOR, to whatever, wants colours (no-color.org).
    color = False if os.environ.get("NO_COLOR") else None
    try:
        status = cli.main(arguments, "authgen", standalone_mode=False, color=color)
    except (click.Abort, KeyboardInterrupt):
        click.echo("authgen: interrupted, nothing was written", err=True)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # whatever the input, no traceback
        print_end(error)
        return WRONG
    return status or DONE
