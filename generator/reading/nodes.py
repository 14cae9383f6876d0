"""Text to nodes: JSON where it is JSON, YAML elsewhere."""

from __future__ import annotations

import re

from ..document import Node, Shape, Source
from ..errors import DocumentError, Problem
from .json_reader import read_json
from .limits import Budget
from .yaml_reader import read_yaml

_LIKE_JSON = re.compile(r"\s*[{\[]")


def read_nodes(
    source: Source, shape: Shape, budget: Budget
) -> tuple[Node, list[Problem]]:
    """Build what `shape` names, and note what is odd. Raises DocumentError."""
    if _LIKE_JSON.match(source.text) is None:
        return read_yaml(source, shape, budget)
    try:
        return read_json(source, shape, budget)
    except DocumentError as json_error:
        if json_error.problems[0].code != "json-syntax":
            raise
        return _read_near_json(source, shape, budget, json_error)


def _read_near_json(
    source: Source, shape: Shape, budget: Budget, json_error: DocumentError
) -> tuple[Node, list[Problem]]:
    """What starts like JSON and is none may still be YAML, which allows more."""
    try:
        root, problems = read_yaml(source, shape, budget)
    except DocumentError:
        if source.name.endswith((".yaml", ".yml")):
            raise
        raise json_error from None
    if source.name.endswith(".json"):
        strict = json_error.problems[0]
        warning = Problem(
            severity="warning",
            code="not-json",
            message=f"{strict.message}; it was read as YAML",
            hint="mend the line, or call the file .yaml",
            place=strict.place,
        )
        problems.insert(0, warning)
    return root, problems
