"""Requests of the standard library's `urllib.request`."""

from __future__ import annotations

from urllib.request import HTTPRedirectHandler, Request
from weakref import WeakKeyDictionary

from .errors import AuthError
from .hops import Hops
from .request_body import bytes_of, position_of, rewind
from .request_parts import Answer, RequestParts, Target
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from http.client import HTTPMessage
    from typing import IO, Any

    from .http_clients import HttpClients


class _Sent:
    """A request with what was put on it."""

    __slots__ = ("again", "hops", "parts", "position", "url")

    def __init__(self, hops: Hops, request: Request) -> None:
        self.hops = hops
        self.parts = RequestParts()
        self.position = position_of(request.data)
        self.url = request.full_url
        self.again = False


class _Headers:
    """The headers of a request that are not copied to the next hop."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def __setitem__(self, name: str, value: str) -> None:
        self._request.add_unredirected_header(name, value)

    def __delitem__(self, name: str) -> None:
        self._request.remove_header(name.capitalize())

    def get(self, name: str) -> str | None:
        return self._request.get_header(name.capitalize())


class AuthHandler(HTTPRedirectHandler):
    """Puts credentials on requests, and follows redirects in the opener's own way.

    Headers are put on as unredirected ones, so none is copied to the next hop.
    """

    # After the cookies of an HTTPCookieProcessor, which leave a `Cookie` header alone.
    handler_order = 600

    def __init__(self, auth: HttpClients) -> None:
        self._auth = auth
        self._sent: WeakKeyDictionary[Request, _Sent] = WeakKeyDictionary()
        self._coming: WeakKeyDictionary[Request, Hops] = WeakKeyDictionary()

    @keeps_secrets
    def http_request(self, request: Request) -> Request:
        """Called for every request and for every hop, before it is sent."""
        sent = self._sent.get(request)
        hops = self._coming.pop(request, None)
        if sent is not None and sent.again:
            return request
        if sent is not None:
            _take_off(request, sent)
        elif hops is None and request.unverifiable:
            # A hop that another handler has made: where it comes from is not known.
            return request
        sent = self._sent[request] = _Sent(hops or Hops(self._auth), request)
        _put_on(request, sent)
        return request

    https_request = http_request

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        """The hop that a redirect leads to."""
        request = super().redirect_request(req, fp, code, msg, headers, newurl)
        sent = self._sent.get(req)
        if request is not None and sent is not None:
            self._coming[request] = sent.hops
        return request

    def http_error_401(
        self, req: Request, fp: IO[bytes], code: int, _: str, headers: HTTPMessage
    ) -> Any:
        """What a refusal means: a request that goes again once, or an AuthError."""
        sent = self._sent.get(req)
        if sent is None or sent.again or sent.hops.exchange is None:
            return None
        challenges = headers.get_all("WWW-Authenticate") or ()
        try:
            parts = sent.hops.exchange.answered(Answer(code, tuple(challenges)))
        except AuthError:
            fp.close()
            raise
        if parts is None or not rewind(req.data, sent.position):
            return None
        fp.read()
        fp.close()
        request_headers = _Headers(req)
        parts.replace_on(request_headers, request_headers.get)
        sent.parts = parts
        sent.again = True
        try:
            return self.parent.open(req, timeout=req.timeout)
        finally:
            sent.again = False

    http_error_403 = http_error_401


def _put_on(request: Request, sent: _Sent) -> None:
    hops = sent.hops
    target = Target(request.get_method(), request.full_url, bytes_of(request.data))
    url = hops.at(target).url
    if hops.exchange is not None:
        sent.parts = hops.exchange.begin()
        headers = _Headers(request)
        sent.parts.put_on(headers, headers.get)
        url = hops.exchange.target.url
    if url != request.full_url:
        request.full_url = url


def _take_off(request: Request, sent: _Sent) -> None:
    """The same request can be opened any number of times."""
    headers = _Headers(request)
    sent.parts.take_off(headers, headers.get)
    request.full_url = sent.url
