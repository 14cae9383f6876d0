"""Changes to documents that leave them documents, so that parsing sees more of them."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any, TypeAlias

from tests.generator.support import PAYLOADS

Json: TypeAlias = Any

_VALUES: tuple[Json, ...] = (
    *(None, True, 1, 1.5, float("nan"), [], {}, "", [[]], [{}], {"": ""}),
    *({"$ref": "#"}, {"$ref": "#/components/securitySchemes/login"}),
    *PAYLOADS.values(),
)


def mutated(data: bytes, seed: int) -> bytes | None:
    """A document like another one, as JSON; None where that is no JSON."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    random = Random(seed)  # noqa: S311
    for _ in range(random.randrange(1, 4)):
        _change(document, random)
    return json.dumps(document).encode()


def _change(document: Json, random: Random) -> None:
    """Put a value, a key, or another part of the document somewhere in it."""
    parts = list(_parts(document))
    if not parts:
        return
    part = random.choice(parts)
    place = random.choice(list(part) if isinstance(part, dict) else range(len(part)))
    match random.randrange(5):
        case 0:
            part[place] = copy.deepcopy(random.choice(_VALUES))
        case 1:
            part[place] = copy.deepcopy(random.choice(parts))
        case 2 if isinstance(part, dict):
            part[random.choice(list(PAYLOADS.values()))] = part.pop(place)
        case 3 if isinstance(part, dict):
            other = random.choice([p for p in parts if isinstance(p, dict)])
            name = random.choice(list(other))
            part[name] = part.pop(place)
        case _:
            del part[place]


def _parts(node: Json) -> list[Json]:
    """Every mapping and list that holds something."""
    found: list[Json] = []
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict | list) and part:
            found.append(part)
            waiting += part.values() if isinstance(part, dict) else part
    return found
