"""The HTTP clients that people use, each served by a module that is imported for it.

None of them is imported here: a program pays for those that it uses itself.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator
    from typing import Any
    from urllib.request import BaseHandler

    from .exchange import Exchange, Ready
    from .request_parts import Target


class HttpClients(ABC):
    """A valid `auth=` for requests and httpx, a middleware for aiohttp, and more."""

    _standby: Any = None
    """What serves requests like the last one, and is made by it."""

    @abstractmethod
    def ready(self) -> Ready | None:
        """The one header that the next request needs; None if there is more to do."""

    @abstractmethod
    def resume(self, ready: Ready, target: Target) -> Exchange:
        """The exchange of a request that went out with a header alone."""

    @abstractmethod
    def exchange(self, target: Target) -> Exchange | None:
        """What one request needs; None if nothing of ours goes to its origin."""

    def __call__(self, request: Any, handler: Any = None) -> Any:
        """Put the credential on a request, unless its origin is not an allowed one.

        requests calls this with a request, aiohttp with a request and what sends it.
        Raises InsecureTransportError for plain http to another machine, and AuthError
        where there is no credential to put on it.
        """
        if handler is not None:
            from .for_aiohttp import send

            return send(self, request, handler)
        standby = self._standby
        # Three times the cost of setting a header, 0.5 us; put_on() takes thirty times
        # as much, and asking ready() instead of these four 0.1 us more.
        if (
            standby is not None
            and standby.source.grant is standby.grant
            and time.time() < standby.until
            and time.monotonic() < standby.deadline
        ):
            # The mapping is where requests keeps headers by their names in lower case;
            # get() and setting one in the ordinary way cost 0.7 us.
            try:
                headers = request.headers._store  # noqa: SLF001
                if (
                    request.url[standby.start] == standby.home
                    and standby.key not in headers
                ):
                    headers[standby.key] = standby.pair
                    request.hooks["response"].append(standby)
                    return request
            except (AttributeError, LookupError, TypeError):
                # Not what requests has prepared.
                pass
        from .for_requests import put_on

        self._standby = None
        self._standby = put_on(self, request)
        return request

    @property  # type: ignore[misc]  # only read
    def __class__(self) -> type:  # pyright: ignore[reportIncompatibleMethodOverride]
        # httpx shows an answer only to what `isinstance` calls an `httpx.Auth`, and a
        # base class would import httpx for all who never use it. So the class is
        # claimed, as test doubles do, once httpx is there; type() tells the truth.
        import sys

        httpx: Any = sys.modules.get("httpx")
        return type(self) if httpx is None else getattr(httpx, "Auth", type(self))

    def sync_auth_flow(self, request: Any) -> Generator[Any, Any, None]:
        """The flow that `httpx.Client` drives; it raises as a call does."""
        from .for_httpx import flow

        return flow(self, request)

    def async_auth_flow(self, request: Any) -> AsyncGenerator[Any, Any]:
        """The flow that `httpx.AsyncClient` drives, without blocking its loop."""
        from .for_httpx import async_flow

        return async_flow(self, request)

    def urllib_handler(self) -> BaseHandler:
        """A handler for `urllib.request.build_opener()`, which follows redirects."""
        from .for_urllib import AuthHandler

        return AuthHandler(self)

    def urllib3(self, pool: Any) -> Any:
        """A `urllib3.PoolManager` whose requests carry the credential.

        They go through `pool`, your own `PoolManager` or `ProxyManager`.
        """
        from .for_urllib3 import pool_manager

        return pool_manager(self, pool)
