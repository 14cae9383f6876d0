"""Where a credential goes on a request."""

from __future__ import annotations

from dataclasses import dataclass

from ..kinds import Location
from .text import DocumentText

_WORDS: dict[Location, str] = {
    "header": "the request header",
    "query": "the query parameter",
    "cookie": "the cookie",
}
_GETTERS: dict[Location, str] = {
    "header": "headers",
    "query": "query",
    "cookie": "cookies",
}
_IN_LOGS = (
    "**Addresses are written down** by servers, proxies and HTTP clients: httpx logs "
    "the whole address of a request, and urllib3 its path and query, so that the key "
    "ends up in your own logs. Where the server takes the key in a header, send it "
    "there."
)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Carrier:
    """What a credential is put on: a header, a query parameter or a cookie."""

    location: Location
    """`header`, `query` or `cookie`."""
    name: DocumentText
    """The name of the header, the parameter or the cookie."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Carrier) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def words(self) -> str:
        """For people, before the name."""
        return _WORDS[self.location]

    @property
    def getter(self) -> str:
        """The manager's method that gives it."""
        return _GETTERS[self.location]

    @property
    def limits(self) -> tuple[str, ...]:
        """For people: what to know of this place."""
        return (_IN_LOGS,) if self.location == "query" else ()

    @property
    def _key(self) -> tuple[str, str]:
        # Names of headers know no case (RFC 9110, section 5.1).
        name = self.name.open()
        return self.location, name.lower() if self.location == "header" else name
