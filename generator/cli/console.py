"""What a run shows: problems, differences, outcomes, and how far it has come."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, TypeVar

import click

from .. import writer
from ..errors import AuthgenError, DocumentError, Problem, printable
from ..specs import is_url

Style: TypeAlias = Literal["text", "github"]
T = TypeVar("T")

_COLORS = {"error": "red", "warning": "yellow"}


class Console(NamedTuple):
    """How much is shown, and in which form."""

    quiet: bool = False
    """Only errors and differences."""
    verbose: bool = False
    """Every file that changes, too."""
    style: Style = "text"
    """`github` makes annotations of a pull request."""

    def problem(self, problem: Problem) -> None:
        """A complaint about a document."""
        if self.quiet and problem.severity == "warning":
            return
        if self.style == "github":
            _annotate_problem(problem)
        else:
            print_problem(problem)

    def difference(self, difference: writer.Difference) -> None:
        """A file that is not what the documents give."""
        if self.style == "github":
            click.echo(_annotation(difference))
        else:
            for line in difference.diff.splitlines(keepends=True):
                click.secho(line, fg=_diff_color(line), nl=False)

    def outcome(self, plan: writer.Plan) -> None:
        """What was done in the folder of a package."""
        if self.quiet:
            return
        click.echo(account(plan))
        if self.verbose:
            for path, change in plan.changes.items():
                click.echo(f"  {change} {printable(path)}")

    def advice(self, text: str) -> None:
        """What to do next."""
        if not self.quiet:
            click.echo(text, err=True)

    def note(self, text: str) -> None:
        """What goes on."""
        if not self.quiet:
            click.echo(text)

    def progress(self, items: Iterable[T], length: int) -> Iterator[T]:
        """The items, with a bar and an estimate while they come.

        There is none for a few of them, none where nobody looks, and none for --quiet.
        """
        if self.quiet or length < _MANY:
            yield from items
            return
        with click.progressbar(
            items, length=length, label="documents", show_pos=True, file=sys.stderr
        ) as bar:
            yield from bar


_MANY = 8
"""From so many documents on, a person would wonder how long it takes."""


def account(plan: writer.Plan) -> str:
    """What is done in the folder of a package, in a line."""
    kinds = list(plan.changes.values())
    counts = [f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(sorted(kinds))]
    folder = printable(plan.folder.as_posix())
    return f"{folder}: {len(plan.files)} files, {', '.join(counts) or 'unchanged'}"


def print_end(error: Exception) -> None:
    """What ended a run, for a person: never a traceback."""
    match error:
        case click.ClickException():
            error.show()
        case DocumentError():
            for problem in error.problems:
                print_problem(problem)
        case AuthgenError():
            click.echo(f"authgen: error: {error}", err=True)
        case MemoryError():
            click.echo("authgen: error: there is not enough memory", err=True)
            click.echo("  hint: split the document, or use a larger machine", err=True)
        case _:
            click.echo(f"authgen: error[internal]: {type(error).__name__}", err=True)
            click.echo("  hint: this is a fault of authgen; please report it", err=True)


def print_problem(problem: Problem) -> None:
    """A complaint as the contract has it, in colour where there are colours."""
    head, mark, rest = str(problem).partition(f"{problem.severity}[")
    head = head if mark else ""
    styled = click.style(mark[:-1], fg=_COLORS[problem.severity], bold=True)
    click.echo(f"{head}{styled}[{rest}", err=True)


def _diff_color(line: str) -> str | None:
    if line.startswith(("+++", "---")):
        return None
    return {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])


def _annotate_problem(problem: Problem) -> None:
    place = problem.place
    position = f"file={_in_repository(place.name)},line={place.line},col={place.column}"
    text = _data(f"{problem.message}\nhint: {problem.hint}")
    click.echo(f"::{problem.severity} {position},title={problem.code}::{text}")


def _annotation(difference: writer.Difference) -> str:
    path = _in_repository(difference.path)
    message = f"{difference.change}: not what the document gives. Run authgen generate"
    return f"::error file={path},line=1,title=authgen check::{message}"


def _in_repository(path: str | Path) -> str:
    """GitHub looks for files from the root of the repository on."""
    root = os.environ.get("GITHUB_WORKSPACE")
    if root is None or is_url(str(path)):
        return _property(Path(path).as_posix())
    return _property(Path(os.path.relpath(path, root)).as_posix())


def _data(text: str) -> str:
    """GitHub's escapes for the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
