"""The commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from .. import writer
from ..disk import alone_in
from ..project import find_project
from ..version import __version__
from .console import Console, Style, print_problem
from .run import WRONG, Run, has_errors, judged

DONE, DIFFERENT = 0, 1

P = ParamSpec("P")

_OF_DOCUMENTS = (
    click.argument("specs", metavar="[SPEC]...", nargs=-1),
    click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path),
        help="The folder that packages go into, one folder each.  [default: generated]",
    ),
    click.option("--package", metavar="NAME", help="The package's name, for one SPEC."),
    click.option(
        "--templates",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="A folder of your own templates: its files replace authgen's, or add to "
        "them.",
    ),
    click.option("--strict", is_flag=True, help="Warnings are errors."),
    click.option(
        "-q", "--quiet", is_flag=True, help="Show errors and differences only."
    ),
    click.option("-v", "--verbose", is_flag=True, help="Show every file that changes."),
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88}
)
@click.version_option(__version__, prog_name="authgen")
def cli() -> None:
    """OpenAPI documents to Python packages that authenticate.

    A package needs nothing but the standard library: copy it into your project.

    \b
    authgen generate petstore.yaml           write generated/petstore/
    authgen generate https://... -o lib      from a URL, into lib/
    authgen check                            is generated/ what specs/ gives? (for CI)
    authgen inspect petstore.yaml            what does the document ask for?
    authgen diff old.yaml new.yaml           does the new version break your code?

    Settings can stand in pyproject.toml, under [tool.authgen].
    """  # noqa: D301  # click's own mark for lines that stay as they are


def _of_documents(function: Callable[Concatenate[Run, P], int]) -> Callable[..., int]:
    """Give a command the arguments that `generate` and `check` share, as a Run."""

    @wraps(function)
    def command(
        specs: tuple[str, ...],
        out: Path | None,
        package: str | None,
        templates: Path | None,
        strict: bool,
        quiet: bool,
        verbose: bool,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> int:
        project = find_project(Path())
        run = Run(
            specs=specs,
            out=out or project.output,
            package=package,
            templates=templates,
            strict=strict,
            project=project,
            console=Console(quiet=quiet, verbose=verbose),
        )
        return function(run, *args, **kwargs)

    decorated: Callable[..., int] = command
    for option in reversed(_OF_DOCUMENTS):
        decorated = option(decorated)
    return decorated


@cli.command()
@_of_documents
@click.option(
    "--force",
    is_flag=True,
    help="Overwrite and remove files that were edited or that authgen did not write.",
)
def generate(run: Run, force: bool) -> int:
    """Write the package of each SPEC: a path, a URL, or - for standard input.

    Without SPEC, every document in specs/ goes into generated/.
    """
    with alone_in(run.out):
        writer.recover(run.out)
        plans = run.plans()
        writer.write(plans, force=force)
    for plan in plans:
        run.console.outcome(plan)
    return DONE


@cli.command()
@_of_documents
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "github"]),
    default="text",
    help="`github` prints annotations for a pull request.",
)
def check(run: Run, style: Style) -> int:
    """Compare what `generate` would write with what is there; exit 1 if it differs."""
    console = replace(run.console, style=style)
    plans = replace(run, console=console).plans()
    differences = [difference for plan in plans for difference in plan.differences()]
    for difference in differences:
        console.difference(difference)
    if differences:
        count = len(differences)
        console.advice(
            f"{count} {'file is' if count == 1 else 'files are'} not what the documents"
            " give: run `authgen generate` with the same arguments"
        )
    elif console.verbose:
        for plan in plans:
            console.outcome(plan)
    return DIFFERENT if differences else DONE


@cli.command()
@click.argument("spec", metavar="SPEC")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--strict", is_flag=True, help="Warnings are errors.")
def inspect(spec: str, as_json: bool, strict: bool) -> int:
    """Show what a document asks for: schemes, flows, scopes, operations, warnings."""
    from .. import inspection
    from ..pipeline import load, parse

    parsed = parse(load(spec))
    click.echo(inspection.as_json(parsed) if as_json else inspection.as_text(parsed))
    problems = judged(parsed.problems, strict)
    for problem in problems:
        print_problem(problem)
    return WRONG if has_errors(problems) else DONE


@cli.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--exit-code", is_flag=True, help="Exit 1 if something breaks code that uses OLD."
)
def diff(old: str, new: str, as_json: bool, exit_code: bool) -> int:
    """Show what a new version of a document changes for those who use its package.

    A line that begins with ! breaks code that was right before.
    """
    from .. import comparison
    from ..pipeline import load, parse

    before, after = (parse(load(spec)) for spec in (old, new))
    if before.has_errors or after.has_errors:
        for problem in (*before.problems, *after.problems):
            print_problem(problem)
        return WRONG
    changes = comparison.compare(before, after)
    if as_json or changes:
        click.echo(
            comparison.as_json(changes) if as_json else comparison.as_text(changes)
        )
    breaks = any(change.breaks for change in changes)
    return DIFFERENT if exit_code and breaks else DONE
