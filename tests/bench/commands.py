"""Whole commands, from the start of the process to its end, beside other generators.

CPU time of all of their processes, so that what else a machine does matters less; where
two cores are compared with one, the time that passes. Every run begins with an empty
output folder and an empty cache, but for those of the group `unchanged`. Python's own
modules are compiled beforehand, as pip does.
"""

from __future__ import annotations

import compileall
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.harness import ROOT, Table, in_turns
from tests.bench.peers import TOOLS, peers

PETSTORE = ROOT / "specs" / "petstore.yaml"
CORPUS = ROOT.parent / "shared" / "corpus"
OURS = "authgen"
ROUNDS = 11
FEW = 3
"""Rounds where peers take many seconds."""

EVENTS = """
import sys, time, yaml
text = open(sys.argv[1], encoding="utf-8").read()
start = time.process_time()
next_event = yaml.CLoader(text).get_event
while type(next_event()) is not yaml.StreamEndEvent:
    pass
print(time.process_time() - start)
"""
LOADS = """
import json, sys, time
text = open(sys.argv[1], encoding="utf-8").read()
start = time.process_time()
json.loads(text)
print(time.process_time() - start)
"""


def authgen(command: str, *specs: Path) -> list[str]:
    """Our command; `{out}` is where it writes."""
    names = [str(spec) for spec in specs]
    return [sys.executable, "-m", "generator", command, *names, "-o", "{out}", "-q"]


@dataclass(frozen=True)
class Place:
    """Where commands run, and what they see."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def out(self) -> Path:
        """What a command writes."""
        return self.folder / "out"

    def empty(self) -> None:
        """Let nothing of an earlier run be there."""
        for name in ("out", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.out.mkdir()

    def run(self, command: Sequence[str]) -> int:
        """Run to the end, and give its status."""
        if shutil.which(command[0]) is None:
            return 127  # as shells say of what is not there
        return subprocess.run(
            [part.replace("{out}", str(self.out)) for part in command],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode

    def milliseconds(self, command: Sequence[str]) -> float | None:
        """CPU time of all of its processes; None where it fails."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        failed = self.run(command)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        user = after.ru_utime - before.ru_utime
        return None if failed else (user + after.ru_stime - before.ru_stime) * 1000

    def printed_milliseconds(self, code: str, spec: Path) -> float:
        """What a program says of itself."""
        command = [sys.executable, "-c", code, str(spec)]
        return float(subprocess.check_output(command, text=True)) * 1000


@contextmanager
def place() -> Generator[Place]:
    """A folder for output and caches, with our modules and templates compiled."""
    compileall.compile_dir(ROOT / "generator", quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {
            **os.environ,
            "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}",
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        for variable in ("PYTHONDONTWRITEBYTECODE", "AUTHGEN_CACHE"):
            environment.pop(variable, None)
        made = Place(folder, environment)
        made.empty()
        made.run(authgen("generate", PETSTORE))
        yield made


def python(code: str) -> list[str]:
    """A command that only runs a statement."""
    return [sys.executable, "-c", code]


def cold() -> Iterator[Table]:
    """The Petstore, with nothing there."""
    commands = {
        OURS: authgen("generate", PETSTORE),
        "bare Python": python("pass"),
        "import yaml, jinja2": python("import yaml, jinja2"),
        "import black": python("import black"),
        **peers(PETSTORE),
    }
    with place() as here:

        def measure(label: str) -> float | None:
            here.empty()
            return here.milliseconds(commands[label])

        yield Table(
            title="Petstore, nothing cached",
            unit="ms",
            ours=OURS,
            rows=in_turns([*commands], ROUNDS, measure),
            without="not there, or it failed",
        )


def unchanged() -> Iterator[Table]:
    """The Petstore again, with nothing new."""
    for command in ("generate", "check"):
        commands = {
            OURS: authgen(command, PETSTORE),
            "import yaml, jinja2": python("import yaml, jinja2"),
        }
        with place() as here:
            here.empty()
            here.run(authgen("generate", PETSTORE))
            rows = in_turns(
                [*commands],
                ROUNDS,
                lambda label: here.milliseconds(commands[label]),  # noqa: B023
            )
        yield Table(
            title=f"Petstore, {command}, nothing changed",
            unit="ms",
            ours=OURS,
            rows=rows,
        )


def large() -> Iterator[Table | str]:
    """Stripe's document, over what the Petstore takes, and beside its bare parsing."""
    for suffix, code, label in (
        ("yaml", EVENTS, "libyaml's events in Python"),
        ("json", LOADS, "json.loads"),
    ):
        spec = CORPUS / f"LARGE-stripe-3.0.{suffix}"
        if not spec.is_file():
            yield f"No large documents: there is no {spec.name} in {CORPUS}.\n"
            return
        with place() as here:
            yield _over_petstore(here, spec, code, label)
            yield _beside_peers(here, spec)


def _over_petstore(here: Place, spec: Path, code: str, label: str) -> Table:
    def measure(row: str) -> float:
        if row == label:
            return here.printed_milliseconds(code, spec)
        taken: list[float] = []
        for document in (PETSTORE, spec):
            here.empty()
            taken.append(here.milliseconds(authgen("generate", document)) or 0.0)
        return taken[1] - taken[0]

    return Table(
        title=f"{spec.name}, less what the Petstore takes",
        unit="ms",
        ours=OURS,
        rows=in_turns([OURS, label], ROUNDS, measure),
    )


def _beside_peers(here: Place, spec: Path) -> Table:
    commands = {OURS: authgen("generate", spec), **peers(spec)}
    # It takes 46 seconds for one run.
    del commands["pyopenapi-gen"]

    def measure(label: str) -> float | None:
        here.empty()
        return here.milliseconds(commands[label])

    return Table(
        title=f"{spec.name}, whole process",
        unit="ms",
        ours=OURS,
        rows=in_turns([*commands], FEW, measure),
        without="not there, or it failed",
    )


def cores() -> Iterator[Table | str]:
    """Every document of the corpus in one command, on one core and on two."""
    documents = sorted(
        path for path in CORPUS.glob("*") if path.suffix in (".yaml", ".yml", ".json")
    )
    if not documents:
        yield f"No corpus to generate at once: nothing is in {CORPUS}.\n"
        return
    on = "import os; os.cpu_count = lambda: {}; from generator.cli import main; main()"
    arguments = authgen("generate", *documents)[3:]
    commands = {
        "two cores": [*python(on.format(2)), *arguments],
        "one core": [*python(on.format(1)), *arguments],
    }
    with place() as here:

        def measure(label: str) -> float:
            here.empty()
            start = time.perf_counter()
            # Some of the documents are wrong on purpose, so its status is 2.
            here.run(commands[label])
            return (time.perf_counter() - start) * 1000

        yield Table(
            title=f"{len(documents)} documents of the corpus in one command",
            unit="ms",
            ours="two cores",
            rows=in_turns([*commands], 2 * FEW, measure),
        )
