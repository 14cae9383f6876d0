"""The command line: the only place that prints, and the only one that ends a run.

Exit status: 0 done; 1 `check` found a difference; 2 the document, the command line or
the output folder is wrong, and nothing was written.
"""

from __future__ import annotations

import os.path
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TypeVar

import click

from . import generate_parsed, inspection, load, parse, writer
from .errors import (
    AuthgenError,
    DocumentError,
    OutputError,
    Problem,
    UsageError,
    printable,
)
from .naming import is_package_name
from .parsing import DOCUMENT_SUFFIXES, Parsed
from .version import __version__

DONE, DIFFERENT, WRONG, INTERRUPTED = 0, 1, 2, 130

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
    specs: tuple[str, ...], out: Path, package: str | None, strict: bool, force: bool
) -> int:
    """Write the package of each SPEC: a path, a URL, or - for standard input.

    Without SPEC, every document in specs/ goes into generated/.
    """
    writer.recover(out)
    plans = _plans(specs, out, package, strict, _print_problem)
    writer.write(plans, force=force)
    for plan in plans:
        click.echo(_outcome(plan))
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
    specs: tuple[str, ...], out: Path, package: str | None, strict: bool, style: str
) -> int:
    """Compare what `generate` would write with what is there; exit 1 if it differs."""
    github = style == "github"
    show = _annotate_problem if github else _print_problem
    plans = _plans(specs, out, package, strict, show)
    differences = [difference for plan in plans for difference in plan.differences()]
    for difference in differences:
        click.echo(_annotation(difference) if github else difference.diff, nl=github)
    if differences:
        count = len(differences)
        click.echo(
            f"{count} {'file is' if count == 1 else 'files are'} not what the documents"
            " give: run `authgen generate` with the same arguments",
            err=True,
        )
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
        _print_problem(problem)
    return WRONG if _has_errors(problems) else DONE


def _plans(
    specs: tuple[str, ...],
    out: Path,
    package: str | None,
    strict: bool,
    show: Callable[[Problem], None],
) -> list[writer.Plan]:
    """Read, parse and render everything; what comes back only has to be written."""
    _check_package(package, specs)
    named = specs or _documents_in(SPECS)
    parsed, problems = _read(named, package)
    problems = _judged(problems, strict)
    for problem in problems:
        show(problem)
    if _has_errors(problems):
        raise click.exceptions.Exit(WRONG)
    packages: dict[str, dict[str, str]] = {}
    for spec, document in parsed:
        name = document.package.name
        _refuse_clash(spec, name, packages)
        _refuse_inside(spec, out / name)
        packages[name] = generate_parsed(document)
    written = {name: files for name, files in packages.items() if files}
    return writer.plan(out, written, sweep=not specs)


def _read(
    specs: Iterable[str], package: str | None
) -> tuple[list[tuple[str, Parsed]], list[Problem]]:
    """Every document, and every problem of all of them."""
    documents: list[tuple[str, Parsed]] = []
    problems: list[Problem] = []
    for spec in specs:
        try:
            parsed = parse(load(spec), package)
            documents.append((spec, parsed))
            problems.extend(parsed.problems)
        except DocumentError as error:  # noqa: PERF203  # the others are read as well
            problems.extend(error.problems)
    return documents, problems


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


def _outcome(plan: writer.Plan) -> str:
    kinds = list(plan.changes.values())
    counts = [f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(sorted(kinds))]
    folder = printable(plan.folder.as_posix())
    return f"{folder}: {len(plan.files)} files, {', '.join(counts) or 'unchanged'}"


def _print_problem(problem: Problem) -> None:
    click.echo(str(problem), err=True)


def _annotate_problem(problem: Problem) -> None:
    place = problem.place
    position = f"file={_property(place.name)},line={place.line},col={place.column}"
    text = _data(f"{problem.message}\nhint: {problem.hint}")
    click.echo(f"::{problem.severity} {position},title={problem.code}::{text}")


def _annotation(difference: writer.Difference) -> str:
    path = _property(difference.path.as_posix())
    message = f"{difference.change}: not what the document gives. Run authgen generate"
    return f"::error file={path},line=1,title=authgen check::{message}"


def _data(text: str) -> str:
    """GitHub's escapes for the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


def main(arguments: list[str] | None = None) -> None:
    """Run authgen, and exit with its status. Never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What a terminal has no character for is shown as an escape.
            stream.reconfigure(errors="backslashreplace")
    try:
        status: int = cli.main(arguments, "authgen", standalone_mode=False) or DONE
    except click.ClickException as error:
        error.show()
        status = WRONG
    except DocumentError as error:
        click.echo(str(error), err=True)
        status = WRONG
    except AuthgenError as error:
        click.echo(f"authgen: error: {error}", err=True)
        status = WRONG
    except (click.Abort, KeyboardInterrupt):
        click.echo("authgen: interrupted, nothing was written", err=True)
        status = INTERRUPTED
    except Exception as error:  # noqa: BLE001  # whatever the input, no traceback
        click.echo(f"authgen: error[internal]: {type(error).__name__}", err=True)
        click.echo("  hint: this is a fault of authgen; please report it", err=True)
        status = WRONG
    sys.exit(status)
