"""Authorization requests that wait for their response (RFC 6749, section 10.12)."""

from __future__ import annotations

import time

# All that is needed of threading, which is a tenth of what importing the package costs.
from _thread import allocate_lock
from collections import OrderedDict

from .errors import AuthorizationResponseError

LIFETIME = 3600.0
"""Seconds that a person has for the server's pages."""
MAX_PENDING = 10_000
"""A web application can start one for every visitor; the oldest are forgotten."""


class PendingRequest:
    """What a response has to fit. It serves one response."""

    __slots__ = (
        "state",
        "redirect_uri",
        "scopes",
        "issuer",
        "code_verifier",
        "_started",
    )

    def __init__(
        self,
        state: str,
        redirect_uri: str | None,
        scopes: tuple[str, ...],
        issuer: str | None,
        code_verifier: str | None = None,
    ) -> None:
        self.state = state
        self.redirect_uri = redirect_uri
        self.scopes = scopes
        self.issuer = issuer
        self.code_verifier = code_verifier
        """The secret that the code is exchanged with (RFC 7636, section 4.1)."""
        self._started = time.monotonic()

    def is_over(self) -> bool:
        """Whether nobody can be expected to answer any more."""
        return time.monotonic() - self._started > LIFETIME

    def __repr__(self) -> str:
        return "<PendingRequest>"


class PendingRequests:
    """The requests of one manager, by their state. Threads may share it."""

    def __init__(self) -> None:
        self._lock = allocate_lock()
        # Guarded by _lock, both in the order of their start. A dict compares the
        # hashes of strings, which are keyed by chance, so nothing is learnt from time.
        # A plain one takes up to 7 us to find its oldest key among those gone.
        self._pending: OrderedDict[str, PendingRequest] = OrderedDict()
        self._answered: OrderedDict[str, None] = OrderedDict()

    def add(self, request: PendingRequest) -> None:
        with self._lock:
            self._pending.pop(request.state, None)
            self._pending[request.state] = request
            self._answered.pop(request.state, None)
            oldest = next(iter(self._pending.values()))
            while oldest.is_over() or len(self._pending) > MAX_PENDING:
                del self._pending[oldest.state]
                oldest = next(iter(self._pending.values()))

    def get(self, state: str) -> PendingRequest | None:
        """The request that waits for this state, which goes on waiting."""
        with self._lock:
            request = self._pending.get(state)
        return None if request is None or request.is_over() else request

    def is_answered(self, state: str) -> bool:
        """Whether a state is out of use."""
        with self._lock:
            return state in self._answered

    def answered(self, state: str) -> bool:
        """Take a state out of use; False if it was out of use already."""
        with self._lock:
            self._pending.pop(state, None)
            if state in self._answered:
                return False
            self._answered[state] = None
            if len(self._answered) > MAX_PENDING:
                self._answered.popitem(last=False)
            return True


def is_same(one: str, other: str) -> bool:
    """Compare states in a time that tells nothing of where the difference is.

    An empty one is never the same: it stands for a request that was not made.
    """
    from hmac import compare_digest

    return bool(one) and compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def state_mismatch() -> AuthorizationResponseError:
    """The error for a response that answers no request."""
    return AuthorizationResponseError(
        "the state of the response is not that of a request that waits for one: it is "
        "forged, answered already, or older than an hour. Start again with "
        "get_authorization_url()",
        code="state_mismatch",
    )
