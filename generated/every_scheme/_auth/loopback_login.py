"""One login through the browser of the person at this machine (RFC 8252, section 7.3).

The receiver is open for this login alone. Its page hands the response over by POST, so
that a token never stands in a request line.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import Future, InvalidStateError
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from copy import copy
from functools import partial
from threading import Thread

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
from .loopback_target import LoopbackTarget
from .pasted_lines import PastedLines, lines_of
from .receiver import Receiver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .http_messages import Request
    from .oauth_token import OAuthToken
    from .receiver import Answer

MAX_UNEXPECTED = 10
"""How many answers to other requests are borne before the login is given up."""

_GLANCE = 0.5
"""Seconds between two looks at the clock. Windows hears of Ctrl-C only then, and
so does the event loop of a Jupyter kernel."""
_FAREWELL = 0.5
"""Seconds that a response which is being read can hold up whoever leaves."""


class LoopbackLogin:
    """A login with its port, which is open from now on, until `close()`.

    `redirect_uris` are tried in turn, until one can be listened on.
    `begin(redirect_uri)` makes the request and returns its URL and its state,
    `finish(response, state)` reads the response, `is_waiting(state)` tells whether the
    request is still unanswered, and `forget(state)` makes sure that it stays so.

    Raises what `begin` raises, and InvalidRequestError where no port can be had.
    """

    waiting = 0
    """How many wait for it; for whoever shares it out among them."""

    def __init__(
        self,
        redirect_uris: tuple[str, ...],
        *,
        client_id: str | None,
        begin: Callable[[str], tuple[str, str]],
        finish: Callable[[str, str], OAuthToken],
        is_waiting: Callable[[str], bool],
        forget: Callable[[str], object],
    ) -> None:
        self._client_id = client_id
        self._finish = finish
        self._is_waiting = is_waiting
        self._forget = forget
        self._unexpected = 0
        self._pasted: PastedLines | None = None
        self._outcome: Future[OAuthToken] = Future()
        self._page = CallbackPage()
        self._target, self._receiver = _open(redirect_uris, self._route)
        self._authorities = self._target.authorities(self._receiver.port)
        self._uri = self._target.uri(self._receiver.port)
        try:
            self._url, self._state = begin(self._uri)
        except BaseException:
            self._receiver.close()
            raise
        # A daemon: a program that ends does not wait for the person's answer.
        self._thread = Thread(target=self._serve, name="authorize", daemon=True)
        self._thread.start()

    def show(self, open_browser: Callable[[str], object]) -> None:
        """Take the person to the server's page, or tell where it is.

        Where `open_browser` returns False, the URL is printed, and the address that
        the person ends at can be pasted. Raises what `open_browser` raises.
        """
        try:
            shown = open_browser(self._url)
        except Exception:
            self.give_up("the page could not be shown")
            raise
        if shown is not False or sys.stderr is None:
            return
        sys.stderr.write(f"Open this page in a browser:\n{self._url}\n")
        self._receiver.call(self._ask_for_address)

    def wait(self, deadline: float) -> OAuthToken:
        """The token. The deadline is one of `time.monotonic`. Raises AuthError."""
        while not self.is_over():
            left = deadline - time.monotonic()
            if left <= 0:
                raise self._nobody_answered()
            with suppress(FutureTimeoutError):
                self._outcome.exception(min(left, _GLANCE))
        return self._result()

    async def wait_async(self, deadline: float) -> OAuthToken:
        """The same, without blocking the event loop."""
        import asyncio

        over = asyncio.Event()
        loop = asyncio.get_running_loop()

        def tell(_: Future[OAuthToken]) -> None:
            with suppress(RuntimeError):  # the loop may have ended before the login
                loop.call_soon_threadsafe(over.set)

        self._outcome.add_done_callback(tell)
        while not self.is_over():
            left = deadline - time.monotonic()
            if left <= 0:
                raise self._nobody_answered()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(over.wait(), min(left, _GLANCE))
        return self._result()

    def is_over(self) -> bool:
        """Whether there is a token, or never will be one."""
        return self._outcome.done()

    def give_up(self, why: str) -> None:
        """End it, if it is not over; those who wait are told why."""
        self._settle(AuthorizationTimeoutError(why))

    def close(self) -> None:
        """Close the port. Raises nothing, and can be called again.

        While a response is read, which can take a request to the server, it closes at
        the end of that.
        """
        self.give_up("the login was cancelled")
        self._thread.join(_FAREWELL)
        if self._pasted is not None:
            self._pasted.close()

    def _serve(self) -> None:
        try:
            self._receiver.serve()
        finally:
            self._receiver.close()
            self._forget(self._state)
            self.give_up("the receiver has failed")

    def _settle(self, outcome: OAuthToken | AuthError) -> None:
        with suppress(InvalidStateError):  # the first outcome stands
            if isinstance(outcome, AuthError):
                self._outcome.set_exception(outcome)
            else:
                self._outcome.set_result(outcome)
        self._receiver.stop()

    def _result(self) -> OAuthToken:
        error = self._outcome.exception()
        if error is not None:
            # One for each who waits: raising it writes a traceback into it.
            raise copy(error)
        return self._outcome.result()

    def _nobody_answered(self) -> AuthError:
        return AuthorizationTimeoutError(
            "no answer in time. If the server showed an error of its own, it may not "
            f"know the client id {self._client_id}, or not this redirect URI: "
            f"{self._uri} has to be registered there exactly as it is"
        )

    def _route(self, request: Request) -> Answer:
        """What answers a request. Nothing of it is reflected or redirected."""
        if request.header("host") not in self._authorities:
            raise BadRequestError(400)
        if request.path == "/favicon.ico" and request.method == "GET":
            return lambda _: response(204)
        if request.path != self._target.path:
            raise BadRequestError(404)
        match request.method:
            case "GET":
                return lambda _: self._page_for(request.query)
            case "POST":
                if not is_from_page(request.header, self._uri):
                    raise BadRequestError(403)
                return self._receive
            case _:
                raise BadRequestError(405)

    def _page_for(self, query: str) -> bytes:
        """The page. It reads the response itself, from the address bar."""
        names = [pair.partition("=")[0] for pair in query.split("&")]
        # A token in a query is leaked already (RFC 9700, section 4.3.2). The page
        # comes all the same: it takes the query out of the address bar.
        return response(
            400 if "access_token" in names else 200,
            self._page,
            content_type="text/html",
            policy=self._page.policy,
        )

    def _receive(self, body: bytes) -> bytes:
        return response(*self._outcome_of(response_in(body)))

    def _outcome_of(self, answer: str) -> tuple[int, str]:
        """What the page has to say, for an answer that was handed over."""
        if self.is_over():
            return 410, EXPIRED
        error = self._try(answer)
        return (200, ACCEPTED) if error is None else self._refused(error)

    def _try(self, answer: str) -> AuthError | None:
        try:
            self._settle(self._finish(answer, self._state))
        except AuthError as error:
            return error
        return None

    def _refused(self, error: AuthError) -> tuple[int, str]:
        # An answer to some other request ends nothing: anybody could send one.
        if self._is_waiting(self._state):
            self._unexpected += 1
            if self._unexpected > MAX_UNEXPECTED:
                self._settle(error)
            return 400, UNKNOWN
        self._settle(error)
        return 200, word_for(error)

    def _ask_for_address(self) -> None:
        self._pasted = lines_of(sys.stdin)
        if self._pasted is not None:
            self._receiver.watch(self._pasted.fd, partial(self._read, self._pasted))
            sys.stderr.write(
                "If that is on another machine, paste the address that it ends at "
                "(it is not shown):\n"
            )

    def _read(self, pasted: PastedLines) -> None:
        """Take the address that a person pasted, where no browser could be opened."""
        lines = pasted.read()
        if lines is None:
            self._receiver.unwatch(pasted.fd)
        for line in filter(str.strip, lines or ()):
            error = self._try(line)
            if error is not None:
                self._refused(error)
            if error is None or self.is_over():
                return
            sys.stderr.write(f"{error}\nPaste the whole address:\n")


def _open(
    redirect_uris: tuple[str, ...], route: Callable[[Request], Answer]
) -> tuple[LoopbackTarget, Receiver]:
    """Listen on the first of the URIs that can be had. Raises InvalidRequestError."""
    problems: list[str] = []
    for redirect_uri in redirect_uris:
        target = LoopbackTarget(redirect_uri)
        try:
            return target, Receiver(target.hosts, target.port, route)
        except OSError as error:
            why = printable(error.strerror or str(error))
            problems.append(f"{redirect_uri} cannot be listened on: {why}")
    raise InvalidRequestError(
        f"{'; '.join(problems)}. Another program may have the port. Another one has to "
        "be registered at the server, too"
    )
