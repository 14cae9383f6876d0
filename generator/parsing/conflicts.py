"""Schemes that are required together and want the same place on the request."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from urllib.parse import urlsplit

from ..document import Mapping, Scalar
from ..errors import Place, quoted
from ..model import Carrier, DeclaredScheme, Requirement
from .context import Context, times
from .lookup import SchemeLookup

_Alternative = tuple[Requirement, ...]


class Conflicts:
    """All schemes of a requirement apply together, and a header has one value.

    Two schemes for one header are an error, unless both get tokens of one server: then
    they are flows of one scheme, written as two, and either token will do.
    """

    def __init__(self, context: Context, lookup: SchemeLookup) -> None:
        self._context = context
        self._lookup = lookup
        self._refused: dict[tuple[str, str, Carrier], list[Place]] = {}
        self._resolved: dict[tuple[str, str], list[Place]] = {}

    def resolved(
        self, item: Mapping, requirements: _Alternative
    ) -> Iterator[_Alternative]:
        """The alternatives that one requirement of the document means."""
        same: dict[str, None] = {}
        for (_, one), (key, other) in combinations(self._found(item), 2):
            shared = _carriers(one) & _carriers(other) if one is not other else ()
            for carrier in shared:
                if _hosts(one) & _hosts(other):
                    pair = (one.name, other.name)
                    self._resolved.setdefault(pair, []).append(key.place)
                    same.update(dict.fromkeys(pair))
                else:
                    conflict = (one.name, other.name, carrier)
                    self._refused.setdefault(conflict, []).append(key.place)
        for chosen in same or [""]:
            yield tuple(
                requirement
                for requirement in requirements
                if (name := requirement.scheme.open()) == chosen or name not in same
            )

    def report(self) -> None:
        """Say each once: a document can repeat it in every operation."""
        for (one, other, carrier), places in self._refused.items():
            what = {"query": "query parameter"}.get(carrier.location, carrier.location)
            self._context.error(
                places[0],
                f"{carrier.location}-conflict",
                f"{quoted(one)} and {quoted(other)} are required together"
                f"{times(places)}, and both write the {what} "
                f"{quoted(carrier.name.open())}",
                "make them alternatives, each in a requirement of its own",
            )
        for (one, other), places in self._resolved.items():
            self._context.warn(
                places[0],
                "two-schemes-one-token",
                f"{quoted(one)} and {quoted(other)} are required together"
                f"{times(places)}, and a request carries one token",
                "make them flows of one scheme; they are read as alternatives, since "
                "both get their tokens from one server",
            )

    def _found(self, item: Mapping) -> Iterator[tuple[Scalar, DeclaredScheme]]:
        for key in item.keys.values():
            if (scheme := self._lookup.find(key)) is not None:
                yield key, scheme


def _carriers(scheme: DeclaredScheme) -> set[Carrier]:
    # The flows of one scheme are alternatives, and share what they write.
    return {one.carrier for one in scheme.generated if one.carrier is not None}


def _hosts(scheme: DeclaredScheme) -> set[str]:
    """The hosts of a scheme's endpoints; nothing stands for the API's own."""
    urls = (url for flow in scheme.flows for _, url in flow.urls)
    return set(map(_host, urls))


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return url
