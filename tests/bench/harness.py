"""What the rows of `make bench` share: how they are kept, compared and printed."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generated" / "petstore"
PEERS = ROOT / ".venv-bench" / "bin" / "python"
"""Python with the libraries that others wrote (`requirements/bench.txt`)."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows that are measured alike, in one run, and compared with one of them."""

    title: str
    unit: str
    ours: str
    """The row whose figure the others are compared with."""
    rows: Mapping[str, Sequence[float]]
    """Every figure of each row; none where there was nothing to measure."""
    without: str = "-"
    """What to say of a row without figures."""

    def __str__(self) -> str:
        head = f"{self.title:54} {'median':>9} {'worst':>9} {'authgen takes':>14}"
        return "\n".join([head, *map(self._line, self.rows), ""])

    def _line(self, label: str) -> str:
        figures = self.rows[label]
        if not figures:
            return f"  {label:52} {self.without:>19}"
        median, worst = statistics.median(figures), max(figures)
        ours = statistics.median(self.rows[self.ours])
        ratio = f"{ours / median:13.2f}x" if label != self.ours else ""
        shown = f"  {label:52} {median:6.2f} {self.unit} {worst:6.2f} {self.unit}"
        return f"{shown} {ratio}".rstrip()


def in_turns(
    labels: Sequence[str], rounds: int, measure: Callable[[str], float | None]
) -> dict[str, list[float]]:
    """Measure each in turn, round after round: a busy machine slows all of them alike.

    What gives no figure once is left out of further rounds, and has none.
    """
    figures: dict[str, list[float]] = {label: [] for label in labels}
    lost: set[str] = set()
    for _ in range(rounds):
        for label in labels:
            if label in lost:
                continue
            figure = measure(label)
            if figure is None:
                lost.add(label)
                figures[label].clear()
            else:
                figures[label].append(figure)
    return figures
