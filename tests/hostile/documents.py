"""Documents that say everything about security, and other text in place of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias, cast

import yaml

Json: TypeAlias = "str | list[Json] | dict[str, Json]"
Steps: TypeAlias = tuple["str | int", ...]

FOLDER = Path(__file__).parent / "documents"
NAMES = sorted(path.name for path in FOLDER.iterdir())


@cache
def everything(name: str) -> Json:
    """A document with every scheme, flow and form of requirement of its version."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return cast("Json", yaml.safe_load(text))


@dataclass(frozen=True)
class Spot:
    """A string in a document: a value, or a key."""

    steps: Steps
    """The keys and indexes that lead to it; for a key, to its value."""
    is_key: bool
    text: str

    def __str__(self) -> str:
        return "/".join(map(str, self.steps)) + (" (key)" if self.is_key else "")

    @property
    def is_free(self) -> bool:
        """Whether any text may stand there, and none changes what is generated."""
        above, last = map(str, ("", "", *self.steps)[-2:])
        if self.is_key:
            names = ("securitySchemes", "securityDefinitions", "paths", _MORE)
            required = self.steps[-3:-2] == ("security",)
            # Somewhere a `$ref` has this name.
            return (above in names or required) and self.text != "key header"
        if above == "scopes" or last in _FREE or last.startswith("x-"):
            return True
        return self.text == "an undeclared scope"


_MORE = "additionalOperations"
_FREE = ("title", "version", "description", "operationId", "bearerFormat")


def spots(node: Json, steps: Steps = ()) -> Iterator[Spot]:
    """Every string, keys included."""
    match node:
        case str():
            yield Spot(steps, is_key=False, text=node)
        case dict():
            for key, value in node.items():
                below = (*steps, key)
                yield Spot(below, is_key=True, text=key)
                yield from spots(value, below)
        case list():
            for index, value in enumerate(node):
                yield from spots(value, (*steps, index))


def replaced(document: Json, values: dict[Spot, str]) -> Json:
    """A copy with other values in some spots; equal keys of one mapping stay apart."""
    return _replaced(document, (), values)


def _replaced(node: Json, steps: Steps, values: dict[Spot, str]) -> Json:
    match node:
        case str():
            return values.get(Spot(steps, is_key=False, text=node), node)
        case list():
            return [
                _replaced(value, (*steps, index), values)
                for index, value in enumerate(node)
            ]
        case dict():
            made: dict[str, Json] = {}
            for key, value in node.items():
                below = (*steps, key)
                name = values.get(Spot(below, is_key=True, text=key), key)
                while name in made:
                    name += "'"
                made[name] = _replaced(value, below, values)
            return made


def rotated(document: Json, texts: Sequence[str], turn: int) -> Json:
    """Other text in every free spot: after as many turns as texts, each in each.

    What has one text in the document has one text in the copy: names stay names.
    """
    free = [spot for spot in spots(document) if spot.is_free]
    order = {text: index for index, text in enumerate(dict.fromkeys(map(_text, free)))}
    return replaced(
        document,
        {spot: texts[(order[spot.text] + turn) % len(texts)] for spot in free},
    )


def _text(spot: Spot) -> str:
    return spot.text
