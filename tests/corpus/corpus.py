"""Run authgen over a folder of real documents: `python -m tests.corpus.corpus`.

The documents belong to others and are no part of the repository: they are looked for
in `$AUTHGEN_CORPUS`, or in `../shared/corpus`.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.generator.support import ROOT, run

_PROBLEM = re.compile(
    r"(?P<place>[^\n]+?:[1-9][0-9]*:[1-9][0-9]*: (?:error|warning)\[[a-z0-9-]+\]): "
    r"[ -~]+\n  hint: [ -~]+\n"
)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of one document."""

    document: str
    """Its path below the corpus."""
    status: int
    """The exit status."""
    package: str
    """The name of the package, or nothing."""
    problems: tuple[str, ...]
    """Place, severity and code of each: `a.yaml:1:2: error[code]`, as printed."""
    failure: str
    """What authgen did that it must not do, whatever the document; or nothing."""

    @property
    def folder(self) -> str:
        """Where its package is, below the output."""
        return re.sub(r"\W", "_", f"d_{self.document}")


def folder() -> Path | None:
    """The corpus, if it is there."""
    path = Path(os.environ.get("AUTHGEN_CORPUS") or ROOT.parent / "shared" / "corpus")
    return path if path.is_dir() else None


def documents(corpus: Path) -> list[str]:
    """Every document, below the corpus; parts of split documents are among them."""
    return sorted(
        path.relative_to(corpus).as_posix()
        for path in corpus.rglob("*")
        if path.suffix in (".json", ".yaml", ".yml")
    )


def generate(prefix: str, out: Path, document: str) -> Result:
    """Generate from one document, which is called by `prefix` and its path."""
    result = Result(document=document, status=0, package="", problems=(), failure="")
    target = out / result.folder
    outcome = run("generate", prefix + document, "-o", target)
    packages = [path.name for path in target.iterdir()] if target.is_dir() else []
    problems = [match["place"] for match in _PROBLEM.finditer(outcome.err)]
    return Result(
        document=document,
        status=outcome.status,
        package=" ".join(packages),
        problems=tuple(problem.removeprefix(prefix) for problem in problems),
        failure=_failure(outcome.status, outcome.err, problems, packages),
    )


def _failure(status: int, err: str, problems: list[str], packages: list[str]) -> str:
    """What no document may bring about."""
    if rest := _PROBLEM.sub("", err):
        return f"printed what is no problem of the document: {rest[:200]}"
    errors = [problem for problem in problems if " error[" in problem]
    if status != (2 if errors else 0):
        return f"exit status {status} with {len(errors)} errors"
    nothing = any(code in err for code in ("[nothing-to", "[no-security-schemes]"))
    if len(packages) != (0 if errors or nothing else 1):
        return f"{len(packages)} packages"
    return ""


def generate_all(prefix: str, corpus: Path, out: Path) -> list[Result]:
    """Generate from every document, in several processes."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(partial(generate, prefix, out), documents(corpus)))


def table(results: Sequence[Result]) -> str:
    """Document by document: exit status, package, and every problem in its place."""
    return "".join(f"{line}\n" for result in results for line in _lines(result))


def _lines(result: Result) -> Iterator[str]:
    yield f"{result.document}: exit {result.status}, {result.package or 'no package'}"
    for problem in result.problems:
        # Most are in the document itself.
        yield "  " + problem.removeprefix(f"{result.document}:")


def summary(results: Sequence[Result]) -> str:
    """The count, for people."""
    kinds = Counter(
        problem.rpartition(" ")[2] for result in results for problem in result.problems
    )
    failures = [f"  {r.document}: {r.failure}" for r in results if r.failure]
    return "\n".join(
        [
            f"{len(results)} documents",
            f"{sum(bool(result.package) for result in results)} packages",
            f"{sum(result.status == 2 for result in results)} documents that are wrong",
            *(f"  {count:5} {kind}" for kind, count in sorted(kinds.items())),
            f"{len(failures)} failures",
            *failures,
        ]
    )


def main() -> int:
    """Print the count; or, given a prefix and a folder, write there and print JSON."""
    corpus = folder()
    if corpus is None:
        sys.stdout.write("There is no corpus: set AUTHGEN_CORPUS to its folder.\n")
        return 1
    if len(sys.argv) == 3:
        results = generate_all(sys.argv[1], corpus, Path(sys.argv[2]))
        sys.stdout.write(json.dumps([asdict(result) for result in results]))
        return 0
    with TemporaryDirectory() as out:
        results = generate_all(f"{corpus}/", corpus, Path(out))
    sys.stdout.write(summary(results) + "\n")
    return int(any(result.failure for result in results))


if __name__ == "__main__":
    sys.exit(main())
