"""Work that any number ask for at once, and that is done once.

A server that rotates refresh tokens takes each of them one time (RFC 9700, section
4.14.2): threads and tasks that all find the token expired must not all refresh it.
"""

from __future__ import annotations

# All that is needed of threading, which is a tenth of what importing the package costs.
from _thread import allocate_lock

from .errors import AuthError
from .steps import Flight

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from typing import Any, TypeVar

    from .steps import Steps

    R = TypeVar("R")


class SingleFlight:
    """One piece of work at a time; whoever comes meanwhile gets the same result."""

    def __init__(self) -> None:
        self._lock = allocate_lock()
        self._flight: Flight | None = None  # guarded by _lock

    def join(self, work: Callable[[], Steps[R]]) -> Steps[R]:
        """The result of the work that is going on, or else of this.

        An error reaches all who wait. Where the one who did the work was interrupted,
        another takes over.
        """
        while True:
            outcome = yield self._flight_for(work)
            if outcome is None:
                continue
            result, error = outcome
            if error is None:
                value: R = result
                return value
            raise _copy(error)

    def _flight_for(self, work: Callable[[], Steps[Any]]) -> Flight:
        # Imported on first use: it brings logging.
        from concurrent.futures import Future

        with self._lock:
            if self._flight is None or self._flight.is_over():
                future: Future[Any] = Future()
                self._flight = Flight(_fly(work, future), future)
            return self._flight


def _fly(work: Callable[[], Steps[Any]], future: Future[Any]) -> Steps[None]:
    outcome: tuple[Any, Exception | None] | None = None
    try:
        outcome = ((yield from work()), None)
    except Exception as error:  # noqa: BLE001  # raised by all who wait
        outcome = (None, error.with_traceback(None))
    finally:
        future.set_result(outcome)


def _copy(error: Exception) -> Exception:
    """An error of one's own for each who waits: a traceback belongs to one thread."""
    from copy import copy

    return copy(error) if isinstance(error, AuthError) else error
