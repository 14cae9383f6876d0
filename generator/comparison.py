"""What a new version of a document changes for those who use its package."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TypeAlias

from .errors import printable, quoted
from .model import DocumentText, Operation, Requirement, Scheme, Scope
from .parsing import Parsed

Alternative: TypeAlias = "Mapping[str, frozenset[str]]"
"""The schemes that are needed together, each with its scopes."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference between two versions of a package."""

    breaks: bool
    """Whether code that was right before is wrong now."""
    subject: str
    """What it is about: `client.petstore_auth`, or an operation."""
    message: str


def compare(old: Parsed, new: Parsed) -> tuple[Change, ...]:
    """Every difference that somebody can notice; what breaks code comes first."""
    changes = [
        *_schemes(_by_attribute(old), _by_attribute(new)),
        *_operations(_by_name(old), _by_name(new)),
    ]
    return tuple(sorted(changes, key=lambda change: not change.breaks))


def as_text(changes: tuple[Change, ...]) -> str:
    """A line for each change; `!` marks what breaks code."""
    return "\n".join(
        printable(f"{'!' if c.breaks else ' '} {c.subject}: {c.message}")
        for c in changes
    )


def as_json(changes: tuple[Change, ...]) -> str:
    """The same for programs. Fields are only ever added to it."""
    return json.dumps([asdict(change) for change in changes], indent=2)


def _by_attribute(parsed: Parsed) -> Mapping[str, Scheme]:
    return {scheme.names.attribute: scheme for scheme in parsed.package.schemes}


def _by_name(parsed: Parsed) -> Mapping[str, Operation]:
    return {one.name.open(): one for one in parsed.package.operations}


def _schemes(old: Mapping[str, Scheme], new: Mapping[str, Scheme]) -> Iterator[Change]:
    for attribute, scheme in old.items():
        subject = f"client.{attribute}"
        if attribute not in new:
            yield Change(
                breaks=True,
                subject=subject,
                message=f"removed, with {' and '.join(scheme.exports)}",
            )
        else:
            yield from _scheme(subject, scheme, new[attribute])
    for attribute, scheme in new.items():
        if attribute not in old:
            yield Change(
                breaks=False,
                subject=f"client.{attribute}",
                message=f"added: {scheme.kind.label}",
            )


def _scheme(subject: str, old: Scheme, new: Scheme) -> Iterator[Change]:
    if old.kind != new.kind:
        message = f"was {old.kind.label}, and is {new.kind.label} now"
        yield Change(breaks=True, subject=subject, message=message)
        return
    for was, now in zip(old.exports, new.exports, strict=True):
        if was != now:
            message = f"{was} is called {now} now"
            yield Change(breaks=True, subject=subject, message=message)
    if old.carrier != new.carrier:
        message = f"the credential travels in {_place(new)} now, not in {_place(old)}"
        yield Change(breaks=False, subject=subject, message=message)
    yield from _endpoints(subject, old, new)
    yield from _scopes(subject, old, new)


def _place(scheme: Scheme) -> str:
    carrier = scheme.carrier
    return f"the {carrier.location} {quoted(carrier.name.open())}" if carrier else "TLS"


def _endpoints(subject: str, old: Scheme, new: Scheme) -> Iterator[Change]:
    was = {one.field.name: one for one in old.endpoints}
    now = {one.field.name: one for one in new.endpoints}
    for name in [*was, *(name for name in now if name not in was)]:
        before = was[name].url if name in was else None
        after = now[name].url if name in now else None
        if before != after:
            message = f"{name} is {_url(after)} now; it was {_url(before)}"
            yield Change(breaks=False, subject=subject, message=message)


def _url(url: DocumentText | None) -> str:
    return "none" if url is None else quoted(url.open())


def _scopes(subject: str, old: Scheme, new: Scheme) -> Iterator[Change]:
    was = {scope.value: scope for scope in old.scopes}
    now = {scope.value: scope for scope in new.scopes}
    gone = [scope for value, scope in was.items() if value not in now]
    come = [scope for value, scope in now.items() if value not in was]
    for scope in gone:
        heir = _renamed(scope, come)
        what = f"scope {quoted(scope.value.open())} "
        if heir is None:
            message = (
                f"{what}removed, and {old.names.scope_enum}.{scope.member} with it"
            )
        else:
            come.remove(heir)
            message = (
                f"{what}is {quoted(heir.value.open())} now, and {scope.member} is "
                f"{heir.member}"
            )
        yield Change(breaks=True, subject=subject, message=message)
    for scope in come:
        message = f"scope {quoted(scope.value.open())} added, as {scope.member}"
        yield Change(breaks=False, subject=subject, message=message)
    for value, scope in was.items():
        if value in now and now[value].member != scope.member:
            message = (
                f"scope {quoted(value.open())} is {now[value].member} now, and was "
                f"{scope.member}"
            )
            yield Change(breaks=True, subject=subject, message=message)


def _renamed(scope: Scope, candidates: list[Scope]) -> Scope | None:
    """What a scope is called now: the member, or a description, of its own, is kept."""
    for candidate in candidates:
        if candidate.member == scope.member:
            return candidate
    same = [one for one in candidates if one.description == scope.description]
    return same[0] if scope.description and len(same) == 1 else None


def _operations(
    old: Mapping[str, Operation], new: Mapping[str, Operation]
) -> Iterator[Change]:
    for name, operation in old.items():
        subject = f"operation {quoted(name)}"
        if name not in new:
            yield Change(breaks=True, subject=subject, message="removed")
        elif operation.alternatives != new[name].alternatives:
            yield _needs(subject, operation, new[name])
    for name in new:
        if name not in old:
            subject = f"operation {quoted(name)}"
            yield Change(breaks=False, subject=subject, message="added")


def _needs(subject: str, old: Operation, new: Operation) -> Change:
    """Credentials that were enough may be too little now."""
    accepted, before = _alternatives(new), _alternatives(old)
    enough = all(any(_covers(was, now) for now in accepted) for was in before)
    return Change(
        breaks=not enough,
        subject=subject,
        message=f"needs {_in_words(accepted)} now; it needed {_in_words(before)}",
    )


def _alternatives(operation: Operation) -> list[Alternative]:
    """Those that the package can satisfy; one that needs nothing, if there are none."""
    if not operation.alternatives:
        return [{}]
    return [
        _alternative(one)
        for one in operation.alternatives
        if all(requirement.generated for requirement in one)
    ]


def _alternative(requirements: tuple[Requirement, ...]) -> Alternative:
    return {
        one.scheme.open(): frozenset(scope.open() for scope in one.scopes)
        for one in requirements
    }


def _covers(given: Alternative, needed: Alternative) -> bool:
    return all(
        scheme in given and scopes <= given[scheme] for scheme, scopes in needed.items()
    )


def _in_words(alternatives: list[Alternative]) -> str:
    if not alternatives:
        return "what the package does not have"
    return " or ".join(
        " and ".join(
            " ".join([scheme, *sorted(scopes)]) for scheme, scopes in one.items()
        )
        or "nothing"
        for one in alternatives
    )
