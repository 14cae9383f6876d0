"""Pool managers of urllib3: every hop of a redirect passes through `urlopen()`."""

from __future__ import annotations

from copy import copy

from .errors import AuthError
from .exchange import REFUSED
from .hops import Hops
from .request_body import bytes_of, position_of, rewind
from .request_parts import Answer, Target
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .exchange import Exchange
    from .http_clients import HttpClients
    from .request_parts import RequestParts


def pool_manager(auth: HttpClients, pool: Any) -> Any:
    """A pool manager whose requests carry credentials over the connections of a pool.

    It is of the class of `pool`, a `PoolManager` or a `ProxyManager`.
    """
    kind: Any = pool.__class__
    manager: Any = copy(pool)
    manager.__class__ = type(kind.__name__, (_Authenticating, kind), {"auth": auth})
    return manager


class _Authenticating:
    """Mixed into the class of a pool manager, which follows redirects by itself.

    It calls `urlopen()` of its own for every hop; a copy of the manager, made for each
    request, knows which ones belong together.
    """

    auth: HttpClients
    headers: Any
    hops: Hops | None = None
    _number = 0
    """How many hops have begun."""

    def urlopen(
        self,
        method: str,
        url: str,
        redirect: bool = True,
        **settings: Any,
    ) -> Any:
        """What `PoolManager.urlopen()` does, with credentials."""
        if self.hops is None:
            one = copy(self)
            one.hops = Hops(self.auth)
            return one.urlopen(method, url, redirect, **settings)
        parent: Any = super()
        self._number += 1
        number = self._number
        body = settings.get("body")
        position = position_of(body)
        url = self._place(self.hops, method, url, settings)
        response: Any = parent.urlopen(method, url, redirect=redirect, **settings)
        exchange = self.hops.exchange
        # The answer to a later hop has been looked at when that hop was made.
        if number != self._number or exchange is None or response.status not in REFUSED:
            return response
        parts = _react(exchange, response)
        if parts is None or not rewind(body, position):
            return response
        response.drain_conn()
        headers = settings["headers"]
        parts.replace_on(headers, headers.get)
        return parent.urlopen(method, url, redirect=redirect, **settings)

    @keeps_secrets
    def _place(
        self, hops: Hops, method: str, url: str, settings: dict[str, Any]
    ) -> str:
        """Put credentials on a hop; returns its URL."""
        theirs = settings.get("headers")
        headers: Any = copy(self.headers if theirs is None else theirs)
        settings["headers"] = headers
        hops.parts.take_off(headers, headers.get)
        target = hops.at(Target(method, url, bytes_of(settings.get("body"))))
        if hops.exchange is None:
            return target.url
        lower: dict[str, str] = {n.lower(): value for n, value in headers.items()}
        hops.exchange.begin().put_on(headers, lambda name: lower.get(name.lower()))
        return hops.exchange.target.url


def _react(exchange: Exchange, response: Any) -> RequestParts | None:
    challenges = response.headers.getlist("www-authenticate")
    try:
        return exchange.answered(Answer(response.status, tuple(challenges)))
    except AuthError:
        response.drain_conn()
        raise
