"""The arguments that `generate` and `check` share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from ..project import find_project
from . import completion
from .console import Console
from .run import Run

P = ParamSpec("P")

_OF_DOCUMENTS = (
    click.argument(
        "specs", metavar="[SPEC]...", nargs=-1, shell_complete=completion.files
    ),
    click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path),
        help="The folder that packages go into, one folder each.  [default: generated]",
        shell_complete=completion.folders,
    ),
    click.option(
        "--package",
        metavar="NAME",
        help="The package's name, for one SPEC.",
        shell_complete=completion.packages,
    ),
    click.option(
        "--templates",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="A folder of your own templates: its files replace authgen's, or add to "
        "them.",
    ),
    click.option(
        "--with-testing",
        is_flag=True,
        help="Add a server for the tests of your program: testing.py.",
    ),
    click.option("--strict", is_flag=True, help="Warnings are errors."),
    click.option(
        "-q", "--quiet", is_flag=True, help="Show errors and differences only."
    ),
    click.option("-v", "--verbose", is_flag=True, help="Show every file that changes."),
)


def of_documents(function: Callable[Concatenate[Run, P], int]) -> Callable[..., int]:
    """Give a command the arguments that `generate` and `check` share, as a Run."""

    @wraps(function)
    def command(
        specs: tuple[str, ...],
        out: Path | None,
        package: str | None,
        templates: Path | None,
        with_testing: bool,
        strict: bool,
        quiet: bool,
        verbose: bool,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> int:
        run = Run(
            specs=specs,
            folder=out,
            package=package,
            templates=templates,
            with_testing=with_testing,
            strict=strict,
            project=find_project(Path()),
            console=Console(quiet=quiet, verbose=verbose),
        )
        return function(run, *args, **kwargs)

    decorated: Callable[..., int] = command
    for option in reversed(_OF_DOCUMENTS):
        decorated = option(decorated)
    return decorated
