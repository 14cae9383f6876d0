"""What authenticates one request: where it goes, what is put on it, what came back."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Target:
    """Where a request goes. Some schemes sign it."""

    __slots__ = ("method", "url")

    def __init__(self, method: str = "GET", url: str = "") -> None:
        self.method = method
        self.url = url


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
            headers["Cookie"] = "; ".join(
                f"{name}={value}" for name, value in self.cookies.items()
            )
        return headers

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
