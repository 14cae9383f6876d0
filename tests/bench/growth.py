"""How time and memory grow with a document, and with what it declares.

Each figure is the least of several runs, less what the smallest document of its kind
takes: CPU time of the process, and the peak of its memory.
"""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.commands import Place, authgen, place
from tests.bench.harness import ROOT

RUNS = 3
MEGABYTES = (0.25, 1.0, 4.0, 16.0)
SCOPES = (10, 100, 1_000, 10_000, 50_000)

_HEAD = """\
openapi: 3.0.4
info: {title: Growth}
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        implicit:
          authorizationUrl: https://login.example/authorize
"""
_PATH = """\
  /things/{number}:
    get:
      operationId: getThing{number}
      description: Gives thing {number}, with all that belongs to it.
      security: [{{login: ["read:{number}"]}}]
      parameters:
      - {{name: page, in: query, description: The page, schema: {{type: integer}}}}
      responses:
        '200':
          description: The thing
          content:
            application/json:
              schema:
                type: object
                properties:
"""
_PROPERTY = """\
                  property_{number}:
                    description: What property {number} of the thing is there for.
                    type: string
                    maxLength: 5000
"""


def of_size(characters: int) -> str:
    """A document of paths, and mostly of schemas, as large ones are."""
    # As many operations as Stripe's document has for its size.
    path = _PATH + "".join(_PROPERTY.format(number=n) for n in range(40))
    text = [_HEAD, '          scopes: {"read:0": Reading}\n', "paths:\n"]
    length = sum(map(len, text))
    number = 0
    while length < characters:
        text.append(path.format(number=number).replace("read:" + str(number), "read:0"))
        length += len(text[-1])
        number += 1
    return "".join(text)


def of_scopes(count: int) -> str:
    """A document with so many scopes, half of whose names collide."""
    scopes = "".join(
        f'            "{"read" if n % 2 else "re:ad"}:{n // 2}": Scope {n},\n'
        for n in range(count)
    )
    return f"{_HEAD}          scopes: {{\n{scopes}          }}\npaths: {{}}\n"


_MEASURE = """\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@dataclass(frozen=True, kw_only=True)
class Growth:
    """Figures that belong to sizes, and the exponent with which they grow."""

    title: str
    size_unit: str
    rows: Mapping[float, tuple[int, float, float]]
    """By size: the document's bytes, milliseconds and bytes of memory."""

    def __str__(self) -> str:
        head = f"{self.title:54} {'time':>12} {'memory':>9} {'of document':>14}"
        lines = [
            f"  {size:>12,g} {self.size_unit:37} {taken:11.1f} ms "
            f"{peak / 2**20:6.1f} MB {peak / length:13.2f}x"
            for size, (length, taken, peak) in self.rows.items()
        ]
        # From one end to the other: between small sizes, there is only noise.
        end = f"  exponent of the time {self._exponent():.2f}\n"
        return "\n".join([head, *lines, end])

    def _exponent(self) -> float:
        sizes = [size for size in self.rows if self.rows[size][1] > _NOISE]
        if len(sizes) < 2:
            return math.nan
        first, last = sizes[0], sizes[-1]
        ratio = self.rows[last][1] / self.rows[first][1]
        return math.log(ratio) / math.log(last / first)


_NOISE = 20.0
"""Milliseconds; what is below says more of the machine than of the document."""


def peak(here: Place, spec: Path) -> tuple[float, int]:
    """CPU milliseconds and bytes of one run, at best."""
    times: list[float] = []
    memory: list[int] = []
    for _ in range(RUNS):
        here.empty()
        command = [
            part.replace("{out}", str(here.out)) for part in authgen("generate", spec)
        ]
        seconds, used = map(float, _measured(command, here).split())
        times.append(seconds * 1000)
        # Kilobytes, but for macOS.
        memory.append(int(used) * (1 if sys.platform == "darwin" else 1024))
    return min(times), min(memory)


def _measured(command: list[str], here: Place) -> str:
    """Seconds and peak memory of a command, started from a process that is small."""
    # A process inherits the peak of the one that starts it: ours has held documents.
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", _MEASURE, *command],
        cwd=ROOT,
        env=here.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def grown(
    here: Place,
    title: str,
    unit: str,
    sizes: tuple[float, ...],
    text: Callable[[float], str],
) -> Growth:
    spec = here.folder / "growth.yaml"
    spec.write_text(text(0), encoding="utf-8")
    base_time, base_memory = peak(here, spec)
    rows: dict[float, tuple[int, float, float]] = {}
    for size in sizes:
        spec.write_text(text(size), encoding="utf-8")
        taken, memory = peak(here, spec)
        length = spec.stat().st_size
        rows[size] = (length, taken - base_time, memory - base_memory)
    return Growth(title=title, size_unit=unit, rows=rows)


def tables() -> Iterator[Growth]:
    """By size, and by the number of scopes."""
    with place() as here:
        yield grown(
            here,
            "growth with the document",
            "MB",
            MEGABYTES,
            lambda size: of_size(int(size * 1_000_000)),
        )
        yield grown(
            here,
            "growth with the number of scopes",
            "scopes",
            SCOPES,
            lambda count: of_scopes(int(count)),
        )
