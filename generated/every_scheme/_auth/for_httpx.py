"""Requests of httpx: a flow that is shown the answer.

httpx makes the hops of a redirect below the flow. It takes `Authorization` and `Cookie`
off on the way to another origin, and no other header; what it lets us see of a hop is
the `trace` extension, which its own transports run just before headers are written.
"""

from __future__ import annotations

from copy import copy

from .errors import InvalidRequestError
from .exchange import REFUSED
from .request_parts import Answer, Target, with_query, without_query
from .secrecy import keeps_secrets
from .urls import is_origin, origin_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator, Mapping
    from typing import Any

    from .exchange import Exchange
    from .http_clients import HttpClients
    from .request_parts import RequestParts

_STARTED = "send_request_headers.started"


def flow(auth: HttpClients, request: Any) -> Generator[Any, Any, None]:
    """Yield the request with credentials, and again where the answer asks for it."""
    exchange = auth.exchange(_target(request))
    if exchange is None:
        yield request
        return
    hops = _Hops(exchange, request)
    exchange.begin()
    response = yield hops.first(hops.trace())
    if hops.is_refused(response):
        parts = exchange.answered(_answer(response))
        if parts is not None and _can_be_sent_again(response.request):
            hops.look_back((yield hops.again(response.request, hops.trace())))


async def async_flow(auth: HttpClients, request: Any) -> AsyncGenerator[Any, Any]:
    """Do the same for an event loop."""
    exchange = auth.exchange(_target(request))
    if exchange is None:
        yield request
        return
    hops = _Hops(exchange, request)
    await exchange.begin_async()
    response = yield hops.first(hops.async_trace())
    if hops.is_refused(response):
        parts = await exchange.answered_async(_answer(response))
        if parts is not None and _can_be_sent_again(response.request):
            hops.look_back((yield hops.again(response.request, hops.async_trace())))


class _Hops:
    """A request, and those that redirects make of it."""

    def __init__(self, exchange: Exchange, request: Any) -> None:
        self._exchange = exchange
        self._request = request
        self._origin = origin_of(exchange.target.url)
        self._message: Any = None
        self._left = False

    @keeps_secrets
    def first(self, trace: Callable[..., Any]) -> Any:
        """The request as it goes out first: a copy, so that theirs can be reused."""
        sent = self._copy(self._request, trace)
        self._exchange.parts.put_on(sent.headers, sent.headers.get)
        return sent

    @keeps_secrets
    def again(self, request: Any, trace: Callable[..., Any]) -> Any:
        """A request with the credentials of now in the place of others."""
        sent = self._copy(request, trace)
        self._exchange.parts.replace_on(sent.headers, sent.headers.get)
        return sent

    def _copy(self, request: Any, trace: Callable[..., Any]) -> Any:
        sent = copy(request)
        # What a copy leaves out.
        sent.stream = request.stream
        sent.extensions = {**self._request.extensions, "trace": trace}
        sent.headers = request.headers.copy()
        query = self._exchange.parts.query
        if query:
            url = with_query(without_query(str(request.url), query), query)
            sent.url = type(request.url)(url)
        self._message = None
        return sent

    def is_refused(self, response: Any) -> bool:
        """Whether an answer speaks of our credentials."""
        self.look_back(response)
        if response.status_code not in REFUSED or self._left:
            return False
        self._exchange.target = _target(response.request)
        return True

    def look_back(self, response: Any) -> None:
        """See where redirects have led; a transport may have run no trace on the way.

        Raises InvalidRequestError where our headers got to another origin.
        """
        names = {n.lower() for n in self._exchange.parts.headers} - {"authorization"}
        requests = [past.request for past in (*response.history, response)]
        for request in requests:
            if is_origin(str(request.url), self._origin):
                continue
            if names and not self._left:
                raise InvalidRequestError(
                    f"a redirect has led to {request.url.host}, and the transport of "
                    "this httpx client, which is none of httpx's own, has sent the "
                    "credential there: do without follow_redirects, and replace it"
                )
            self._left = True
        if response.next_request is not None:
            self._prepare_next(response.next_request)

    def trace(self) -> Callable[..., Any]:
        """The trace extension of a request of `httpx.Client`."""
        theirs = self._request.extensions.get("trace")

        def trace(event: str, info: Mapping[str, Any]) -> None:
            if event.endswith(_STARTED):
                self._prepare(info["request"])
            if theirs is not None:
                theirs(event, info)

        return trace

    def async_trace(self) -> Callable[..., Any]:
        """The trace extension of a request of `httpx.AsyncClient`."""
        theirs = self._request.extensions.get("trace")

        async def trace(event: str, info: Mapping[str, Any]) -> None:
            if event.endswith(_STARTED):
                self._prepare(info["request"])
            if theirs is not None:
                await theirs(event, info)

        return trace

    def _prepare(self, message: Any) -> None:
        """Change a message that is about to be written, if a redirect led to it."""
        led_here = self._message not in (None, message)
        self._message = message
        if not led_here:
            return
        names = {name.lower() for name in self._exchange.parts.headers}
        self._exchange.moved()
        parts = self._exchange.parts
        url = _url_of(message.url)
        self._left = self._left or not is_origin(url, self._origin)
        headers = [
            (name, value)
            for name, value in message.headers
            if name.decode("latin-1").lower() not in names
        ]
        target = without_query(message.url.target.decode("ascii"), parts.query)
        if not self._left:
            target = with_query(target, parts.query)
            _add(headers, parts)
        message.headers = headers
        message.url.target = target.encode("ascii")

    def _prepare_next(self, request: Any) -> None:
        """Leave a hop that the caller makes by hand as if nothing had been put on."""
        request.extensions = dict(self._request.extensions)
        for name in self._exchange.parts.headers:
            request.headers.pop(name, None)


def _add(headers: list[tuple[bytes, bytes]], parts: RequestParts) -> None:
    cookies = [value for name, value in headers if name.lower() == b"cookie"]
    cookie = b"; ".join(cookies).decode("latin-1") or None
    ours: dict[str, str] = {}
    parts.replace_on(ours, lambda _: cookie)
    if "Cookie" in ours:
        headers[:] = [one for one in headers if one[0].lower() != b"cookie"]
    headers += [(n.encode("ascii"), value.encode("ascii")) for n, value in ours.items()]


def _url_of(url: Any) -> str:
    """Where a message goes: a proxy is given the whole URL for a target."""
    target: str = url.target.decode("ascii")
    if not target.startswith("/"):
        return target
    host: str = url.host.decode("ascii")
    netloc = f"[{host}]" if ":" in host else host
    port = "" if url.port is None else f":{url.port}"
    return f"{url.scheme.decode('ascii')}://{netloc}{port}{target}"


def _target(request: Any) -> Target:
    try:
        body = request.content
    except RuntimeError:
        # A stream, of which nothing is read here.
        body = None
    return Target(request.method, str(request.url), body)


def _answer(response: Any) -> Answer:
    values = response.headers.get_list("www-authenticate")
    return Answer(response.status_code, tuple(values))


def _can_be_sent_again(request: Any) -> bool:
    """Whether the body is still there: a generator gives it once."""
    return not getattr(request.stream, "_is_stream_consumed", False)
