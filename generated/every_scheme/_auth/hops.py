"""A request and the hops that redirects lead it to, each authenticated by itself."""

from __future__ import annotations

from .request_parts import RequestParts, Target, without_query
from .urls import is_origin, origin_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .exchange import Exchange
    from .http_clients import HttpClients


class Hops:
    """For HTTP clients that let us see every hop before it is sent.

    Once a redirect has led to another origin nothing of ours goes along any more, not
    even back: where it leads then is not what the caller asked for.
    """

    __slots__ = ("_auth", "_origin", "exchange", "left")

    def __init__(self, auth: HttpClients) -> None:
        self._auth = auth
        self._origin: str | None = None
        self.exchange: Exchange | None = None
        self.left = False

    def at(self, target: Target) -> Target:
        """Come to a hop: `exchange` is what it needs, None if nothing of ours goes.

        Returns where the hop goes, without parameters of ours that a server's redirect
        has repeated. Raises AuthError where credentials are missing.
        """
        if self._origin is None and not self.left:
            self.exchange = self._auth.exchange(target)
            self.left = self.exchange is None
            self._origin = None if self.left else origin_of(target.url)
            return target
        url = without_query(target.url, self.parts.query)
        target = Target(target.method, url, target.body)
        self.left = self.left or not is_origin(url, self._origin or "")
        self.exchange = None if self.left else self._auth.exchange(target)
        return target

    @property
    def parts(self) -> RequestParts:
        """What is on the request now."""
        return RequestParts() if self.exchange is None else self.exchange.parts
