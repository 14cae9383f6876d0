"""One login through the browser of the person at this machine (RFC 8252, section 7.3).

The receiver is open for this login alone. Its page hands the fragment over by POST,
so that a token never stands in a request line.
"""

from __future__ import annotations

import sys
import time
from threading import Event

from .callback_answer import (
    ACCEPTED,
    EXPIRED,
    UNKNOWN,
    is_from_page,
    response_in,
    word_for,
)
from .callback_page import CallbackPage
from .errors import (
    AuthError,
    AuthorizationTimeoutError,
    InvalidRequestError,
    printable,
)
from .http_messages import BadRequestError, response
from .receiver import Receiver
from .urls import LOOPBACK_HOSTS, split_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from .http_messages import Request
    from .oauth_token import OAuthToken

MAX_UNEXPECTED = 10
"""How many answers to other requests are borne before the login is given up."""


class LoopbackTarget:
    """A redirect URI of this machine, taken apart. Raises InvalidRequestError."""

    def __init__(self, redirect_uri: str) -> None:
        parts = split_url(redirect_uri, "the redirect URI")
        host = parts.hostname or ""
        if parts.scheme != "http" or host not in LOOPBACK_HOSTS:
            raise InvalidRequestError(
                "authorize() receives the response on this machine, so the redirect "
                "URI has to be like http://127.0.0.1:8765/callback. For another one "
                "there are get_authorization_url() and fetch_token()"
            )
        # RFC 8252, section 8.3: literal addresses, and no other interface.
        self.hosts = ("127.0.0.1", "::1") if host == "localhost" else (host,)
        self.port = parts.port or 0
        self.path = parts.path or "/"
        self._host = f"[{host}]" if ":" in host else host
        self._uri = redirect_uri
        self._query = f"?{parts.query}" if parts.query else ""

    def uri(self, port: int) -> str:
        """What is sent: the URI to the letter, unless it leaves the port open."""
        if self.port:
            return self._uri
        return f"http://{self._host}:{port}{self.path}{self._query}"

    def authorities(self, port: int) -> tuple[str, ...]:
        """What a browser puts into `Host` for it."""
        return (f"{self._host}:{port}", *((self._host,) if port == 80 else ()))


class LoopbackLogin:
    """A login from its start to its token. `run()` does the work, in one thread.

    `begin(redirect_uri)` makes the request and returns its URL and its state,
    `finish(answer, state)` reads the answer, and `is_waiting(state)` tells whether the
    request is still unanswered.
    """

    def __init__(
        self,
        redirect_uri: str,
        *,
        begin: Callable[[str], tuple[str, str]],
        finish: Callable[[str, str], OAuthToken],
        is_waiting: Callable[[str], bool],
    ) -> None:
        self._begin = begin
        self._finish = finish
        self._is_waiting = is_waiting
        self._target = LoopbackTarget(redirect_uri)
        self._page = CallbackPage()
        self._uri = redirect_uri
        self._state = ""
        self._unexpected = 0
        self._token: OAuthToken | None = None
        self._error: AuthError | None = None
        self._over = Event()
        self._receiver: Receiver | None = None
        self._authorities: tuple[str, ...] = ()

    def run(self, show: Callable[[str], object], deadline: float) -> OAuthToken:
        """Open the port, `show` the person the URL, and wait until the deadline.

        The deadline is one of `time.monotonic`. Raises AuthError. Whatever happens,
        the port is closed, and those who `wait()` get the same result.
        """
        try:
            with self._open() as self._receiver:
                self._authorities = self._target.authorities(self._receiver.port)
                uri = self._target.uri(self._receiver.port)
                self._uri = uri
                url, self._state = self._begin(uri)
                if show(url) is False and _is_terminal(sys.stdin):
                    self._receiver.watch(sys.stdin, self._read_pasted)
                self._receiver.serve(self._is_over, deadline)
            return self._result()
        except AuthError as error:
            self._error = error
            raise
        except BaseException:
            self._error = AuthorizationTimeoutError("the login was interrupted")
            raise
        finally:
            self._over.set()

    def wait(self, deadline: float) -> OAuthToken:
        """The result of a login that another thread runs."""
        self._over.wait(max(0.0, deadline - time.monotonic()))
        return self._result()

    def cancel(self) -> None:
        """End it from another thread; the port closes at once."""
        self._error = AuthorizationTimeoutError("the login was cancelled")
        receiver = self._receiver
        if receiver is not None and not self._over.is_set():
            receiver.wake()

    def _is_over(self) -> bool:
        return self._token is not None or self._error is not None

    def _result(self) -> OAuthToken:
        if self._token is not None:
            return self._token
        raise self._error or AuthorizationTimeoutError(
            "no answer in time. If the server showed an error of its own, it may not "
            f"know this client, or not this redirect URI: {self._uri} has to be "
            "registered there exactly as it is"
        )

    def _open(self) -> Receiver:
        target = self._target
        try:
            return Receiver(target.hosts, target.port, self._answer)
        except OSError as error:
            raise InvalidRequestError(
                f"port {target.port} of this machine cannot be listened on: "
                f"{printable(error.strerror or str(error))}. Another program may have "
                "it; another port has to be registered at the server, too"
            ) from None

    def _answer(self, request: Request, body: bytes) -> bytes:
        """The response to one request. Nothing of it is reflected or redirected."""
        if request.header("host") not in self._authorities:
            raise BadRequestError(400)
        if request.path == "/favicon.ico" and request.method == "GET":
            return response(204)
        if request.path != self._target.path:
            raise BadRequestError(404)
        match request.method:
            case "GET":
                page = self._page
                return response(200, page, content_type="text/html", policy=page.policy)
            case "POST":
                if not is_from_page(request.header, self._uri):
                    raise BadRequestError(403)
                status, word = self._outcome(body)
                return response(status, word)
            case _:
                raise BadRequestError(405)

    def _outcome(self, body: bytes) -> tuple[int, str]:
        """What the page has to say, for an answer that was handed over."""
        if self._is_over():
            return 410, EXPIRED
        error = self._try(response_in(body))
        return (200, ACCEPTED) if error is None else self._refused(error)

    def _try(self, answer: str) -> AuthError | None:
        try:
            self._token = self._finish(answer, self._state)
        except AuthError as error:
            return error.with_traceback(None)
        return None

    def _read_pasted(self) -> None:
        """Take the address that a person pasted, where no browser could be opened."""
        error = self._try(sys.stdin.readline())
        if error is None:
            return
        self._refused(error)
        if not self._is_over():
            sys.stderr.write(f"{error}\nPaste the whole address:\n")

    def _refused(self, error: AuthError) -> tuple[int, str]:
        # An answer to some other request ends nothing: anybody could send one.
        if self._is_waiting(self._state):
            self._unexpected += 1
            if self._unexpected > MAX_UNEXPECTED:
                self._error = error
            return 400, UNKNOWN
        self._error = error
        return 200, word_for(error)


def _is_terminal(file: TextIO | None) -> bool:
    """Whether lines can be awaited here; on Windows only sockets can."""
    return file is not None and file.isatty() and sys.platform != "win32"


def open_in_browser(url: str) -> bool:
    """Show a page to the person here, or tell where it is; whether it was shown."""
    # Imported on first use: no program pays for it that does not log anybody in.
    import webbrowser

    try:
        opened = webbrowser.open(url)
    except webbrowser.Error:
        opened = False
    if not opened:
        sys.stderr.write(
            f"Open this page in a browser:\n{url}\n"
            "If that is on another machine, paste the address that it ends at:\n"
        )
    return opened
