"""The standard library's HTTP client as a transport."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException
from typing import IO, TYPE_CHECKING

from .errors import AuthError, TransportError, printable
from .steps import HttpRequest, HttpResponse
from .urls import check_endpoint

if TYPE_CHECKING:
    from email.message import Message

TIMEOUT = 30.0
"""Seconds until a connection or an answer has to be there."""
MAX_BODY = 1024 * 1024
"""Bytes; an answer of a token endpoint has some hundred."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect of a token request would carry its secrets elsewhere."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> None:
        """No request follows: the redirect itself is the answer."""


class StandardTransport:
    """Sends a request with `urllib`, over TLS with the system's trust, once."""

    def send(self, request: HttpRequest) -> HttpResponse:
        """The server's answer. Raises TransportError where there is none."""
        check_endpoint(request.url, "the endpoint")
        message = urllib.request.Request(  # noqa: S310  # checked above
            request.url,
            data=request.body,
            headers=dict(request.headers),
            method=request.method,
        )
        opener = urllib.request.build_opener(_NoRedirects)
        try:
            with opener.open(message, timeout=TIMEOUT) as response:
                return _response(response.status, response.headers, response)
        except urllib.error.HTTPError as error:
            with error:
                return _response(error.code, error.headers, error)
        except TransportError:  # an OSError as well, and of our own making
            raise
        except (OSError, HTTPException) as error:
            # Without the cause: it holds the request, and so the secrets.
            failure = _failure(request, error)
        raise failure


def _response(status: int, headers: Message, body: IO[bytes]) -> HttpResponse:
    data = body.read(MAX_BODY + 1)
    if len(data) > MAX_BODY:
        raise TransportError(f"the answer is longer than {MAX_BODY} bytes")
    return HttpResponse(status, dict(headers.items()), data)


def _failure(request: HttpRequest, error: Exception) -> AuthError:
    reason = getattr(error, "reason", None) or type(error).__name__
    host = request.url.split("/", 3)[2]
    return TransportError(
        f"{printable(host)} could not be asked: {printable(str(reason))}. Check the "
        "connection and the endpoint's URL, then try again"
    )
