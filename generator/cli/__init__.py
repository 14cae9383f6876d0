"""The command line: the only place that prints, and the only one that ends a run.

Exit status: 0 done; 1 `check` found a difference; 2 the document, the command line or
the output folder is wrong, and nothing was written.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import click

from ..errors import AuthgenError, DocumentError
from .commands import DONE, cli
from .console import print_problem
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
    except click.ClickException as error:
        error.show()
    except DocumentError as error:
        for problem in error.problems:
            print_problem(problem)
    except AuthgenError as error:
        click.echo(f"authgen: error: {error}", err=True)
    except (click.Abort, KeyboardInterrupt):
        click.echo("authgen: interrupted, nothing was written", err=True)
        return INTERRUPTED
    except MemoryError:
        click.echo("authgen: error: there is not enough memory", err=True)
        click.echo("  hint: split the document, or use a larger machine", err=True)
    except Exception as error:  # noqa: BLE001  # whatever the input, no traceback
        click.echo(f"authgen: error[internal]: {type(error).__name__}", err=True)
        click.echo("  hint: this is a fault of authgen; please report it", err=True)
    else:
        return status or DONE
    return WRONG
