"""What authenticates one request: where it goes, what is put on it, what came back."""

from __future__ import annotations

from .errors import InvalidRequestError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any


class Target:
    """Where a request goes, and its body if that is at hand. Some schemes sign it."""

    __slots__ = ("body", "method", "url")

    def __init__(
        self, method: str = "GET", url: str = "", body: bytes | None = None
    ) -> None:
        self.method = method
        self.url = url
        self.body = body

    def with_query(self, query: Mapping[str, str]) -> Target:
        """The same with parameters in its query. Raises InvalidRequestError."""
        return Target(self.method, with_query(self.url, query), self.body)


class RequestParts:
    """What credentials add to a request. Its values are secrets."""

    __slots__ = ("cookies", "headers", "query")

    def __init__(
        self,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
    ) -> None:
        self.headers = headers or {}
        self.query = query or {}
        self.cookies = cookies or {}

    def __repr__(self) -> str:
        names = [*self.headers, *self.query, *self.cookies]
        return f"<RequestParts {', '.join(names)}>"

    def __bool__(self) -> bool:
        return bool(self.headers or self.query or self.cookies)

    def all_headers(self) -> dict[str, str]:
        """The headers, cookies included (RFC 6265, section 4.2.1)."""
        headers = dict(self.headers)
        if self.cookies:
            headers["Cookie"] = "; ".join(self._pairs())
        return headers

    def put_on(self, headers: Any, get: Callable[[str], str | None]) -> None:
        """Add to the headers of a request, given their `get`; cookies join others.

        Raises InvalidRequestError where the request has the same header or cookie: one
        method per request (RFC 6750, section 2).
        """
        for name in self.headers:
            if get(name) is not None:
                raise _taken("header", name)
        taken = {pair.partition("=")[0] for pair in _cookies(get("Cookie"))}
        for name in self.cookies:
            if name in taken:
                raise _taken("cookie", name)
        self.replace_on(headers, get)

    def replace_on(self, headers: Any, get: Callable[[str], str | None]) -> None:
        """Add to the headers of a request that may have ours already."""
        for name, value in self.headers.items():
            headers[name] = value
        if self.cookies:
            theirs = _cookies(get("Cookie"))
            new = [pair for pair in self._pairs() if pair not in theirs]
            headers["Cookie"] = "; ".join([*theirs, *new])

    def take_off(self, headers: Any, get: Callable[[str], str | None]) -> None:
        """Remove from the headers of a request what was put on."""
        for name, value in self.headers.items():
            if get(name) == value:
                del headers[name]
        cookies = _cookies(get("Cookie"))
        theirs = [pair for pair in cookies if pair not in self._pairs()]
        if theirs:
            headers["Cookie"] = "; ".join(theirs)
        elif cookies:
            del headers["Cookie"]

    def _pairs(self) -> list[str]:
        return [f"{name}={value}" for name, value in self.cookies.items()]

    def __or__(self, other: RequestParts) -> RequestParts:
        return RequestParts(
            {**self.headers, **other.headers},
            {**self.query, **other.query},
            {**self.cookies, **other.cookies},
        )


class Answer:
    """The part of a response that speaks of credentials."""

    __slots__ = ("challenges", "status")

    def __init__(self, status: int, challenges: Sequence[str] = ()) -> None:
        self.status = status
        self.challenges = challenges
        """The values of `WWW-Authenticate`, as they came (RFC 9110, section 11.6.1)."""


def with_query(url: str, query: Mapping[str, str]) -> str:
    """A URL with parameters appended before its fragment, and otherwise untouched.

    Raises InvalidRequestError where it has one of that name.
    """
    if not query:
        return url
    from urllib.parse import quote, unquote_plus

    base, hash_sign, fragment = url.partition("#")
    path, _, theirs = base.partition("?")
    names = {unquote_plus(pair.partition("=")[0]) for pair in theirs.split("&")}
    for name in query:
        if name in names:
            raise _taken("query parameter", name)
    ours = "&".join(
        f"{quote(name, safe='')}={quote(value, safe='')}"
        for name, value in query.items()
    )
    joint = "&" if theirs and not theirs.endswith("&") else ""
    return f"{path}?{theirs}{joint}{ours}{hash_sign}{fragment}"


def without_query(url: str, query: Mapping[str, str]) -> str:
    """A URL without these parameters, which a server's redirect may have repeated."""
    if not query or "?" not in url:
        return url
    from urllib.parse import unquote_plus

    base, hash_sign, fragment = url.partition("#")
    path, _, theirs = base.partition("?")
    kept = [
        pair
        for pair in theirs.split("&")
        if query.get(unquote_plus(pair.partition("=")[0]))
        != unquote_plus(pair.partition("=")[2])
    ]
    mark = "?" if kept else ""
    return f"{path}{mark}{'&'.join(kept)}{hash_sign}{fragment}"


def _cookies(header: str | None) -> list[str]:
    pairs = (header or "").split(";")
    return [pair.strip() for pair in pairs if pair.strip()]


def _taken(kind: str, name: str) -> InvalidRequestError:
    return InvalidRequestError(
        f"the request already has the {kind} {name}: leave it to one of the two"
    )
