"""A run of the command line, and the status that it ends with."""

from __future__ import annotations

import os

import click

from .commands import DONE, cli
from .console import print_end
from .run import WRONG

INTERRUPTED = 130


def status_of(arguments: list[str] | None) -> int:
    """Run a command, and say in words what went wrong."""
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
