"""One run over documents: which ones, with which options, and what is to be written."""

from __future__ import annotations

import os.path
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import click

from .. import writer
from ..disk import alone_in
from ..errors import OutputError, Problem, UsageError, printable
from ..naming import is_package_name
from ..project import Project, find_project
from ..specs import SUFFIXES, is_url
from .building import build_all
from .console import Console
from .jobs import Built, Job
from .stamps import Stamps

WRONG = 2
SPECS = Path("specs")


class Run(NamedTuple):
    """What `generate` and `check` are asked for."""

    specs: tuple[str, ...]
    """Empty where the project's own documents are meant."""
    folder: Path | None
    """Where packages go; None leaves that to the project."""
    package: str | None
    templates: Path | None
    with_testing: bool
    strict: bool
    project: Project
    console: Console

    @property
    def out(self) -> Path:
        """The folder that packages go into."""
        return self.folder or self.project.output

    @property
    def templates_folder(self) -> str | None:
        """The folder of templates that come before authgen's own."""
        return str(self.templates) if self.templates else self.project.options.templates

    def refreshed(self) -> Run:
        """The same with the settings as they are now. Raises DocumentError."""
        return self._replace(project=find_project(Path()))

    def generate(self, *, force: bool, read: Stamps) -> list[writer.Plan]:
        """Write the packages; `read` takes the files they come from, also if it fails.

        Raises AuthgenError, or ends with status 2, and then nothing was written.
        """
        with alone_in(self.out):
            writer.recover(self.out)
            built = self._build()
            for name, found in chain.from_iterable(b.read.items() for b in built):
                # What was seen first: a change since then is one.
                read.setdefault(name, found)
            plans = self._plans(built)
            writer.write(plans, force=force)
        return plans

    def compared(self) -> list[writer.Plan]:
        """What would have to be written. Raises AuthgenError."""
        return self._plans(self._build())

    def _build(self) -> list[Built]:
        self._check_package()
        jobs = [self._job(spec) for spec in self.specs or self.documents()]
        order = {job.spec: number for number, job in enumerate(jobs)}
        built = self.console.progress(build_all(jobs, self.out), len(jobs))
        return sorted(built, key=lambda one: order[one.spec])

    def _plans(self, built: Iterable[Built]) -> list[writer.Plan]:
        problems = judged([p for one in built for p in one.problems], self.strict)
        for problem in problems:
            self.console.problem(problem)
        if has_errors(problems):
            raise click.exceptions.Exit(WRONG)
        packages: dict[str, dict[str, str]] = {}
        for one in built:
            if one.files:
                _refuse_clash(one.spec, one.package, packages)
                _refuse_inside(one.spec, self.out / one.package)
                packages[one.package] = one.files
        return writer.plan(self.out, packages, sweep=not self.specs)

    def documents(self) -> tuple[str, ...]:
        """The documents of the project: those it names, or all in `specs/`."""
        if not self.project.documents:
            return _documents_in(SPECS)
        return tuple(
            document
            for pattern in self.project.documents
            for document in self._matching(pattern)
        )

    def _matching(self, pattern: str) -> tuple[str, ...]:
        if is_url(pattern):
            return (pattern,)
        folder = self.project.folder
        found = sorted(path for path in folder.glob(pattern) if path.is_file())
        if not found:
            raise UsageError(
                f"there is no document {printable(pattern)} below "
                f"{printable(str(folder))}\n"
                "  hint: correct `documents` in pyproject.toml"
            )
        return tuple(os.path.relpath(path) for path in found)

    def _job(self, spec: str) -> Job:
        name = spec
        if not is_url(spec):
            name = Path(os.path.relpath(spec, self.project.folder)).as_posix()
        options = self.project.options_of(name)
        if self.package is not None:
            options = options._replace(package=self.package)
        if self.with_testing:
            options = options._replace(testing=True)
        return Job(spec, options._replace(templates=self.templates_folder))

    def _check_package(self) -> None:
        if self.package is None:
            return
        if len(self.specs) != 1:
            raise UsageError(
                "--package names one package, so it needs exactly one SPEC\n"
                "  hint: name the document, or leave --package out"
            )
        if not is_package_name(self.package):
            raise UsageError(
                f"--package {self.package[:80]!a} cannot be the name of a package\n"
                "  hint: letters, digits and _, no keyword, no module of Python's own"
            )


def judged(problems: Iterable[Problem], strict: bool) -> list[Problem]:
    """Problems as they count: with --strict, warnings are errors."""
    return [problem.as_error() if strict else problem for problem in problems]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether nothing may be written."""
    return any(problem.severity == "error" for problem in problems)


def _documents_in(folder: Path) -> tuple[str, ...]:
    if folder.is_dir():
        documents = tuple(
            str(path)
            for path in sorted(folder.iterdir())
            if path.suffix in SUFFIXES and not path.name.startswith(".")
        )
        if documents:
            return documents
    raise UsageError(
        "there is no document in specs/\n  hint: put one there, or name one: "
        "authgen generate petstore.yaml"
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
