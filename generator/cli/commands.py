"""The commands."""

from __future__ import annotations

import click

from ..version import __version__
from . import completion
from .arguments import of_documents
from .console import Style, print_problem
from .run import WRONG, Run, has_errors, judged
from .watching import watch

DONE, DIFFERENT = 0, 1


class _InOrder(click.Group):
    """Lists its commands as a newcomer meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


# `\b` is click's own mark for lines that stay as they are.
# ruff: noqa: D301
@click.group(
    cls=_InOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(__version__, prog_name="authgen")
def cli() -> None:
    """Turn OpenAPI documents into Python packages that authenticate.

    A package needs nothing but the standard library: copy it into your project.

    \b
    Examples:
      authgen inspect petstore.yaml          what does the document ask for?
      authgen generate petstore.yaml         write generated/petstore/
      authgen check                          is generated/ what specs/ gives?
      authgen diff old.yaml new.yaml         does the new version break your code?
      authgen generate --help                more about a command

    Settings can stand in pyproject.toml, under [tool.authgen].

    \b
    Exit status:
      0    done
      1    `check` found a difference, or `diff --exit-code` something that breaks
      2    the document or the command line is wrong, and nothing was written
      130  interrupted, and nothing was written
    """


@cli.command(short_help="Write the packages of documents.")
@of_documents
@click.option(
    "--force",
    is_flag=True,
    help="Overwrite and remove files that were edited or that authgen did not write.",
)
@click.option(
    "--watch",
    "keep_watching",
    is_flag=True,
    help="Generate again after each change of a document, a template or a setting.",
)
def generate(run: Run, force: bool, keep_watching: bool) -> int:
    """Write the package of each SPEC: a path, a URL, or - for standard input.

    Without SPEC, every document in specs/ goes into generated/, or what the settings
    name. Packages are written whole, or nothing is.

    \b
    Examples:
      authgen generate petstore.yaml
      authgen generate https://api.example/openapi.json -o lib --package shop
      authgen generate - --package shop < openapi.yaml
      authgen generate petstore.yaml --templates mine
      authgen generate --watch

    \b
    Exit status:
      0  the packages are as the documents want them
      2  something is wrong, and nothing was written; every problem has its line
    """
    if keep_watching:
        watch(run, force=force)
        return DONE
    for plan in run.generate(force=force, read={}):
        run.console.outcome(plan)
    return DONE


@cli.command(short_help="Compare packages with their documents, for CI.")
@of_documents
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "github"]),
    default="text",
    help="`github` prints annotations for a pull request.",
)
def check(run: Run, style: Style) -> int:
    """Compare what `generate` would write with what is there. Nothing is written.

    Give the same arguments as to `generate`. The difference is a unified diff, from
    what is there to what should be.

    \b
    Examples:
      authgen check
      authgen check petstore.yaml -o lib
      authgen check --format github

    \b
    Exit status:
      0  every file is what the documents give
      1  a file is not, or is missing
      2  the document or the command line is wrong
    """
    console = run.console._replace(style=style)
    plans = run._replace(console=console).compared()
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


@cli.command(short_help="Show what a document asks for.")
@click.argument("spec", metavar="SPEC", shell_complete=completion.files)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--strict", is_flag=True, help="Warnings are errors.")
def inspect(spec: str, as_json: bool, strict: bool) -> int:
    """Show what a document asks for: schemes, flows, scopes, operations, warnings.

    SPEC is a path, a URL, or - for standard input.

    \b
    Examples:
      authgen inspect petstore.yaml
      authgen inspect https://api.example/openapi.json --json

    \b
    Exit status:
      0  the document can be generated
      2  it cannot; every problem has its line
    """
    from .. import inspection
    from ..pipeline import load, parse

    parsed = parse(load(spec))
    click.echo(inspection.as_json(parsed) if as_json else inspection.as_text(parsed))
    problems = judged(parsed.problems, strict)
    for problem in problems:
        print_problem(problem)
    return WRONG if has_errors(problems) else DONE


@cli.command(short_help="Show what a new version of a document changes.")
@click.argument("old", metavar="OLD", shell_complete=completion.files)
@click.argument("new", metavar="NEW", shell_complete=completion.files)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--exit-code", is_flag=True, help="Exit 1 if something breaks code that uses OLD."
)
def diff(old: str, new: str, as_json: bool, exit_code: bool) -> int:
    """Show what a new version of a document changes for those who use its package.

    A line that begins with ! breaks code that was right before.

    \b
    Examples:
      authgen diff old.yaml new.yaml
      authgen diff old.yaml new.yaml --exit-code

    \b
    Exit status:
      0  done
      1  with --exit-code: something breaks
      2  a document or the command line is wrong
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


@cli.command("completion", short_help="Let your shell complete authgen's arguments.")
@click.argument("shell", type=click.Choice(completion.SHELLS))
def completion_script(shell: completion.Shell) -> int:
    """Print a script that lets your shell complete commands, options and files.

    The last line of the script says where it belongs.

    \b
    Examples:
      eval "$(authgen completion bash)"
      eval "$(authgen completion zsh)"
      authgen completion fish > ~/.config/fish/completions/authgen.fish

    \b
    Exit status:
      0  done
      2  there is no script for this shell
    """
    click.echo(completion.script(cli, shell))
    return DONE
