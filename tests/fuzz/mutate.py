"""Changes to documents that leave them documents, so that parsing sees more of them."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import TypeAlias, cast

from tests.generator.support import PAYLOADS

Json: TypeAlias = "str | float | list[Json] | dict[str, Json] | None"

TEXTS = list(PAYLOADS.values())
VALUES: list[Json] = [
    None,
    True,
    1,
    1.5,
    float("nan"),
    "",
    [],
    {},
    [[]],
    [{}],
    {"": ""},
    {"$ref": "#"},
    {"$ref": "#/components/securitySchemes/login"},
    *TEXTS,
]


def mutated(data: bytes, seed: int) -> bytes | None:
    """A document like another one, as JSON; None where that is no JSON."""
    try:
        document = cast("Json", json.loads(data))
    except (ValueError, RecursionError):
        return None
    random = Random(seed)
    for _ in range(random.randrange(1, 4)):
        mappings, lists = _parts(document)
        if lists and random.randrange(4) == 0:
            _change_list(random.choice(lists), random)
        elif mappings:
            _change_mapping(random.choice(mappings), mappings, random)
    return json.dumps(document).encode()


def _change_list(part: list[Json], random: Random) -> None:
    place = random.randrange(len(part))
    match random.randrange(3):
        case 0:
            part[place] = copy.deepcopy(random.choice(VALUES))
        case 1:
            part.append(copy.deepcopy(part[place]))
        case _:
            del part[place]


def _change_mapping(
    part: dict[str, Json], others: list[dict[str, Json]], random: Random
) -> None:
    key = random.choice(list(part))
    match random.randrange(5):
        case 0:
            part[key] = copy.deepcopy(random.choice(VALUES))
        case 1:
            part[key] = copy.deepcopy(random.choice(others))
        case 2:
            name = random.choice(TEXTS)
            part[name] = part.pop(key)
        case 3:
            name = random.choice(list(random.choice(others)))
            part[name] = part.pop(key)
        case _:
            del part[key]


def _parts(node: Json) -> tuple[list[dict[str, Json]], list[list[Json]]]:
    """Every mapping and every list that holds something."""
    mappings: list[dict[str, Json]] = []
    lists: list[list[Json]] = []
    waiting = [node]
    while waiting:
        match waiting.pop():
            case dict() as mapping if mapping:
                mappings.append(mapping)
                waiting += mapping.values()
            case list() as items if items:
                lists.append(items)
                waiting += items
            case _:
                pass
    return mappings, lists
