"""The commands."""

from __future__ import annotations

import os.path
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from .. import inspection, load, parse, writer
from ..disk import alone_in
from ..errors import OutputError, Problem, UsageError, printable
from ..naming import is_package_name
from ..parsing import DOCUMENT_SUFFIXES
from ..version import __version__
from .building import build_all
from .console import Console, Style, print_problem

DONE, DIFFERENT, WRONG = 0, 1, 2

SPECS = Path("specs")
GENERATED = Path("generated")

F = TypeVar("F", bound=Callable[..., Any])


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88}
)
@click.version_option(__version__, prog_name="authgen")
def cli() -> None:
    """OpenAPI documents to Python packages that authenticate.

    A package needs nothing but the standard library: copy it into your project.
    """


def _of_documents(function: F) -> F:
    """The arguments that `generate` and `check` share."""
    for option in reversed(
        [
            click.argument("specs", metavar="[SPEC]...", nargs=-1),
            click.option(
                "-o",
                "--out",
                type=click.Path(path_type=Path),
                default=GENERATED,
                show_default=True,
                help="The folder that packages go into, one folder each.",
            ),
            click.option(
                "--package", metavar="NAME", help="The package's name, for one SPEC."
            ),
            click.option("--strict", is_flag=True, help="Warnings are errors."),
            click.option(
                "-q", "--quiet", is_flag=True, help="Show errors and differences only."
            ),
            click.option(
                "-v", "--verbose", is_flag=True, help="Show every file that changes."
            ),
        ]
    ):
        function = option(function)
    return function


@cli.command()
@_of_documents
@click.option(
    "--force",
    is_flag=True,
    help="Overwrite and remove files that were edited or that authgen did not write.",
)
def generate(
    specs: tuple[str, ...],
    out: Path,
    package: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
    force: bool,
) -> int:
    """Write the package of each SPEC: a path, a URL, or - for standard input.

    Without SPEC, every document in specs/ goes into generated/.
    """
    console = Console(quiet=quiet, verbose=verbose)
    with alone_in(out):
        writer.recover(out)
        plans = _plans(specs, out, package, strict, console)
        writer.write(plans, force=force)
    for plan in plans:
        console.outcome(plan)
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
def check(
    specs: tuple[str, ...],
    out: Path,
    package: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
    style: Style,
) -> int:
    """Compare what `generate` would write with what is there; exit 1 if it differs."""
    console = Console(quiet=quiet, verbose=verbose, style=style)
    plans = _plans(specs, out, package, strict, console)
    differences = [difference for plan in plans for difference in plan.differences()]
    for difference in differences:
        console.difference(difference)
    if differences:
        count = len(differences)
        console.advice(
            f"{count} {'file is' if count == 1 else 'files are'} not what the documents"
            " give: run `authgen generate` with the same arguments"
        )
    elif verbose:
        for plan in plans:
            console.outcome(plan)
    return DIFFERENT if differences else DONE


@cli.command()
@click.argument("spec", metavar="SPEC")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--strict", is_flag=True, help="Warnings are errors.")
def inspect(spec: str, as_json: bool, strict: bool) -> int:
    """Show what a document asks for: schemes, flows, scopes, operations, warnings."""
    parsed = parse(load(spec))
    click.echo(inspection.as_json(parsed) if as_json else inspection.as_text(parsed))
    problems = _judged(parsed.problems, strict)
    for problem in problems:
        print_problem(problem)
    return WRONG if _has_errors(problems) else DONE


def _plans(
    specs: tuple[str, ...],
    out: Path,
    package: str | None,
    strict: bool,
    console: Console,
) -> list[writer.Plan]:
    """Read, parse and render everything; what comes back only has to be written."""
    _check_package(package, specs)
    named = specs or _documents_in(SPECS)
    built = list(console.progress(build_all(named, package), len(named)))
    problems = _judged([p for one in built for p in one.problems], strict)
    for problem in problems:
        console.problem(problem)
    if _has_errors(problems):
        raise click.exceptions.Exit(WRONG)
    packages: dict[str, dict[str, str]] = {}
    for one in built:
        if one.files:
            _refuse_clash(one.spec, one.package, packages)
            _refuse_inside(one.spec, out / one.package)
            packages[one.package] = one.files
    return writer.plan(out, packages, sweep=not specs)


def _documents_in(folder: Path) -> tuple[str, ...]:
    if folder.is_dir():
        documents = tuple(
            str(path)
            for path in sorted(folder.iterdir())
            if path.suffix in DOCUMENT_SUFFIXES and not path.name.startswith(".")
        )
        if documents:
            return documents
    raise UsageError(
        "there is no document in specs/\n  hint: put one there, or name one: "
        "authgen generate petstore.yaml"
    )


def _check_package(package: str | None, specs: tuple[str, ...]) -> None:
    if package is None:
        return
    if len(specs) != 1:
        raise UsageError(
            "--package names one package, so it needs exactly one SPEC\n"
            "  hint: name the document, or leave --package out"
        )
    if not is_package_name(package):
        raise UsageError(
            f"--package {package[:80]!a} cannot be the name of a package\n"
            "  hint: letters, digits and _, no keyword, no module of Python's own"
        )


def _refuse_clash(spec: str, name: str, packages: dict[str, dict[str, str]]) -> None:
    # Some disks do not tell `Petstore` from `petstore`.
    if name.casefold() in map(str.casefold, packages):
        raise UsageError(
            f"{printable(spec)}: another document gives the package {name} as well\n"
            "  hint: rename a file, or generate one of them with --package"
        )


def _refuse_inside(spec: str, folder: Path) -> None:
    # Not Path.resolve(), which raises for links that lead in a circle.
    document, package = Path(os.path.realpath(spec)), os.path.realpath(folder)
    if document.exists() and document.is_relative_to(package):
        raise OutputError(
            f"{printable(spec)} lies inside its own package, {printable(str(folder))}\n"
            "  hint: keep documents and output apart, or choose another -o"
        )


def _judged(problems: Iterable[Problem], strict: bool) -> list[Problem]:
    return [problem.as_error() if strict else problem for problem in problems]


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)
