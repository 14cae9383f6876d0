"""Requests of `requests`: headers now, and a hook that sees every answer.

requests sends to the next hop of a redirect a copy of the request, as it is after the
hook has run. It takes off `Authorization` on the way to another host, and nothing else.
"""

from __future__ import annotations

from importlib import import_module

from .errors import AuthError
from .exchange import REFUSED
from .request_body import bytes_of
from .request_parts import Answer, Target, with_query, without_query
from .secrecy import keeps_secrets
from .urls import home_of, is_origin, origin_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .exchange import Exchange, Ready
    from .http_clients import HttpClients
    from .request_parts import RequestParts


@keeps_secrets
def put_on(auth: HttpClients, request: Any) -> Standby | None:
    """Put credentials on a `PreparedRequest`, and watch over what becomes of it.

    Returns what serves the next requests like this one, if anything does.
    """
    exchange = auth.exchange(_target(request))
    if exchange is None:
        return None
    parts = exchange.begin()
    parts.put_on(request.headers, request.headers.get)
    if parts.query:
        request.url = exchange.target.url
    if not hasattr(request, "register_hook"):
        return None
    request.register_hook("response", _Watch(exchange, request))
    return _standby(auth, request)


def _standby(auth: HttpClients, request: Any) -> Standby | None:
    """What serves requests with the one header that this one has been given."""
    ready = auth.ready()
    if ready is None:
        return None
    # Only if requests keeps headers as it has since 2012.
    pair = (ready.name, ready.value)
    headers: dict[str, tuple[str, str]] = getattr(request.headers, "_store", {})
    return (
        Standby(auth, ready, home_of(request.url))
        if headers.get(ready.key) == pair
        else None
    )


class Standby:
    """One hook for all requests with the same header to one origin.

    It becomes a watch of a single request where that is refused or redirected.
    """

    __slots__ = (
        "_auth",
        "_ready",
        "deadline",
        "grant",
        "home",
        "key",
        "pair",
        "source",
        "start",
        "until",
    )

    def __init__(self, auth: HttpClients, ready: Ready, home: str) -> None:
        self._auth = auth
        self._ready = ready
        self.home = home
        """How URLs of the origin begin."""
        self.start = slice(len(home))
        """Where they do so."""
        self.key = ready.key
        self.pair = (ready.name, ready.value)
        # What is asked for every request stands here as well.
        self.source, self.grant = ready.source, ready.grant
        self.until, self.deadline = ready.until, ready.deadline

    def __call__(self, response: Any, **settings: Any) -> Any:
        if response.status_code not in REFUSED and not response.is_redirect:
            return response
        request = response.request
        watch = _Watch(self._auth.resume(self._ready, _target(request)), request)
        hooks = [watch if hook is self else hook for hook in request.hooks["response"]]
        # Another mapping: copies of the request share the one that it had.
        request.hooks = {**request.hooks, "response": hooks}
        return watch(response, **settings)


class _Watch:
    """Sees the answer to each hop of a request, before the next hop is made."""

    def __init__(self, exchange: Exchange, request: Any) -> None:
        self._exchange = exchange
        self._first = request
        self._origin = origin_of(exchange.target.url)
        self._left = False

    def __call__(self, response: Any, **settings: Any) -> Any:
        request = response.request
        if request is self._first:
            # A prepared request can be sent any number of times.
            self._left = False
        try:
            if not self._left and response.status_code in REFUSED:
                response = self._refused(request, response, settings)
        except AuthError:
            response.close()
            raise
        if response.is_redirect:
            self._prepare_hop(request, response)
        return response

    def _refused(self, request: Any, response: Any, settings: dict[str, Any]) -> Any:
        exchange = self._exchange
        if not _carries(request, exchange.parts):
            # On the hops of a redirect, `.netrc` takes the place of `Authorization`.
            response = self._send_again(request, response, exchange.parts, settings)
        if response.status_code in REFUSED:
            exchange.target = _target(request)
            challenge = response.headers.get("www-authenticate")
            parts = exchange.answered(
                Answer(response.status_code, (challenge,) if challenge else ())
            )
            response = self._send_again(request, response, parts, settings)
        return response

    def _send_again(
        self,
        request: Any,
        response: Any,
        parts: RequestParts | None,
        settings: dict[str, Any],
    ) -> Any:
        """Send a request once more, as the digest authentication of requests does."""
        if parts is None or not _can_be_sent_again(request):
            return response
        extract = import_module("requests.cookies").extract_cookies_to_jar
        # The connection is free for the next request when the answer has been read.
        _ = response.content
        response.close()
        # On this one as well: it is what the next hop is a copy of.
        request.headers.update(parts.headers)
        again = request.copy()
        extract(again._cookies, request, response.raw)  # noqa: SLF001
        again.prepare_cookies(again._cookies)  # noqa: SLF001
        answer = response.connection.send(again, **settings)
        answer.history.append(response)
        answer.request = again
        return answer

    def _prepare_hop(self, request: Any, response: Any) -> None:
        """Change what the next hop is made of: this request, and the new location."""
        from urllib.parse import urljoin

        before = self._exchange.parts
        self._exchange.moved()
        parts = self._exchange.parts
        target = urljoin(request.url, response.headers["location"])
        moved = without_query(target, parts.query)
        self._left = self._left or not is_origin(target, self._origin)
        if not self._left:
            moved = with_query(moved, parts.query)
        if moved != target:
            response.headers["location"] = moved
        for name in before.headers:
            if self._left or name not in parts.headers:
                request.headers.pop(name, None)
        _keep_cookies(request, parts.cookies, keep=not self._left)


def _keep_cookies(request: Any, cookies: Mapping[str, str], *, keep: bool) -> None:
    """requests makes the `Cookie` header of the next hop from the request's own jar."""
    if not cookies:
        return
    cookies_module = import_module("requests.cookies")
    jar = request._cookies  # noqa: SLF001
    for name, value in cookies.items():
        if keep:
            jar.set_cookie(cookies_module.create_cookie(name, value))
        else:
            cookies_module.remove_cookie_by_name(jar, name, domain="")


def _target(request: Any) -> Target:
    method = getattr(request, "method", None) or "GET"
    return Target(method, str(request.url), bytes_of(getattr(request, "body", None)))


def _carries(request: Any, parts: RequestParts) -> bool:
    return all(request.headers.get(n) == value for n, value in parts.headers.items())


def _can_be_sent_again(request: Any) -> bool:
    """A file is set back to where it began; a stream is used up."""
    if bytes_of(request.body) is not None:
        return True
    try:
        import_module("requests.utils").rewind_body(request)
    except OSError:
        return False
    return True
