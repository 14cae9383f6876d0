"""A middleware of aiohttp, which runs for every hop of a redirect.

Nothing tells one hop from the next request. So what a redirect leads to is remembered
in the context of the task: the next request to that origin counts as its hop.
"""

from __future__ import annotations

from contextvars import ContextVar
from importlib import import_module

from .errors import AuthError
from .exchange import REFUSED
from .hops import Hops
from .request_parts import Answer, Target
from .secrecy import keeps_secrets_async

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from .exchange import Exchange
    from .http_clients import HttpClients
    from .request_parts import RequestParts

_REDIRECTS = (301, 302, 303, 307, 308)


class _Led:
    """Where a redirect has led to: an origin."""

    __slots__ = ("hops", "origin")

    def __init__(self, hops: Hops, origin: Any) -> None:
        self.hops = hops
        self.origin = origin


_led: ContextVar[_Led | None] = ContextVar("authgen_led", default=None)


async def send(
    auth: HttpClients, request: Any, handler: Callable[[Any], Awaitable[Any]]
) -> Any:
    """Send a `ClientRequest` with credentials, and once more if the answer asks so."""
    hops = _hops(auth, request)
    await _put_on(hops, request)
    response = await handler(request)
    if hops.exchange is not None and response.status in REFUSED:
        parts = await _react(hops.exchange, response)
        if parts is not None and not getattr(request.body, "consumed", False):
            await response.read()
            response.release()
            parts.replace_on(request.headers, request.headers.get)
            response = await handler(request)
    _remember(hops, request, response)
    return response


def _hops(auth: HttpClients, request: Any) -> Hops:
    """Those that the request belongs to; or new ones."""
    led = _led.get()
    _led.set(None)
    if led is not None and led.origin == request.url.origin():
        return led.hops
    return Hops(auth)


def _remember(hops: Hops, request: Any, response: Any) -> None:
    location = response.headers.get("Location") or response.headers.get("URI")
    if location is None or response.status not in _REDIRECTS:
        return
    url = request.url
    try:
        origin = url.join(type(url)(location)).origin()
    except ValueError:
        # aiohttp follows no such redirect.
        return
    _led.set(_Led(hops, origin))


@keeps_secrets_async
async def _put_on(hops: Hops, request: Any) -> None:
    before = str(request.url)
    target = hops.at(Target(request.method, before, await _bytes_of(request.body)))
    url = target.url
    if hops.exchange is not None:
        parts = await hops.exchange.begin_async()
        parts.put_on(request.headers, request.headers.get)
        url = hops.exchange.target.url
    if url != before:
        request.url = type(request.url)(url, encoded=True)


async def _bytes_of(body: Any) -> bytes | None:
    """A body that is at hand; of a stream nothing is read."""
    if not body:
        return b""
    if not isinstance(body, import_module("aiohttp").BytesPayload):
        return None
    value: bytes = await body.as_bytes()
    return value


async def _react(exchange: Exchange, response: Any) -> RequestParts | None:
    challenges = response.headers.getall("WWW-Authenticate", ())
    try:
        return await exchange.answered_async(Answer(response.status, tuple(challenges)))
    except AuthError:
        response.release()
        raise
