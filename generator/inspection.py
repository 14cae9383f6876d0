"""What `authgen inspect` says: the document's security, for people and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from .errors import Problem, printable
from .model import (
    DeclaredFlow,
    DeclaredScheme,
    DocumentText,
    Operation,
    Requirement,
)
from .parsing import Parsed


def as_text(parsed: Parsed) -> str:
    """A page for the terminal."""
    return printable_lines(_lines(parsed))


def as_json(parsed: Parsed) -> str:
    """The same facts, for programs. Fields are only ever added to it."""
    facts: dict[str, Any] = {
        "title": parsed.title,
        "openapi": parsed.version,
        "package": parsed.package.name,
        "servers": [
            {
                "url": server.url.open(),
                "description": server.description.open(),
            }
            for server in parsed.package.servers
        ],
        "schemes": [_scheme(scheme) for scheme in parsed.schemes],
        "operations": [
            _operation(operation) for operation in parsed.package.operations
        ],
        "problems": [_problem(problem) for problem in parsed.problems],
    }
    return json.dumps(facts, indent=2)


def printable_lines(lines: Iterator[str]) -> str:
    """Lines in which nothing of the document can move the cursor."""
    return "\n".join(map(printable, lines))


def _lines(parsed: Parsed) -> Iterator[str]:
    yield f"{parsed.title or 'no title'} (OpenAPI {parsed.version})"
    yield f"package: {parsed.package.name}"
    if servers := parsed.package.servers:
        yield f"servers: {', '.join(server.url.open() for server in servers)}"
    yield ""
    yield f"security schemes: {len(parsed.schemes) or 'none'}"
    for scheme in parsed.schemes:
        yield from _scheme_lines(scheme)
    yield ""
    operations = parsed.package.operations
    yield f"operations: {len(operations) or 'none'}"
    width = max((len(o.name.open()) for o in operations), default=0)
    for operation in operations:
        yield f"  {operation.name.open():{min(width, 40)}}  {_needs(operation)}"


def _scheme_lines(scheme: DeclaredScheme) -> Iterator[str]:
    facts = "".join(f", {name}: {value}" for name, value in scheme.facts)
    left_out = "" if scheme.generated else " (not generated)"
    yield f"  {scheme.name}: {scheme.type or 'no type'}{facts}{left_out}"
    for flow in scheme.flows:
        yield f"    {flow.name}"
        for name, value in _urls(flow):
            yield f"      {name}: {value}"
        for name, description in flow.scopes:
            yield f"      {name}  {' '.join(description.split())}".rstrip()
    if scheme.generated:
        managers = (f"client.{name}" for name in _managers(scheme))
        yield f"    in code: {', '.join(managers)}"


def _managers(scheme: DeclaredScheme) -> list[str]:
    return [generated.names.attribute for generated in scheme.generated]


def _urls(flow: DeclaredFlow) -> Iterator[tuple[str, str]]:
    """The URLs of a flow, without a user name and a password that one may hold."""
    for name, value in flow.urls:
        yield name, re.sub(r"//[^/?#]*@", "//", value)


def _needs(operation: Operation) -> str:
    if not operation.alternatives:
        return "nothing"
    return " or ".join(
        " and ".join(map(_requirement, alternative)) or "nothing"
        for alternative in operation.alternatives
    )


def _requirement(requirement: Requirement) -> str:
    scopes = " ".join(map(DocumentText.open, _listed(requirement)))
    return requirement.scheme.open() + (f" ({scopes})" if scopes else "")


def _listed(requirement: Requirement) -> tuple[DocumentText, ...]:
    return requirement.scopes + requirement.roles


def _scheme(scheme: DeclaredScheme) -> dict[str, Any]:
    return {
        "name": scheme.name,
        "type": scheme.type,
        # Apart, since one of them is called "name" as well: the header's.
        "fields": dict(scheme.facts),
        "flows": [
            {"flow": flow.name, **dict(_urls(flow)), "scopes": dict(flow.scopes)}
            for flow in scheme.flows
        ],
        "generated": bool(scheme.generated),
        "managers": _managers(scheme),
    }


def _operation(operation: Operation) -> dict[str, Any]:
    return {
        "operation": operation.name.open(),
        "security": [
            {
                requirement.scheme.open(): [s.open() for s in _listed(requirement)]
                for requirement in alternative
            }
            for alternative in operation.alternatives
        ],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "file": problem.place.name,
        "line": problem.place.line,
        "column": problem.place.column,
    }
