"""Keeping secrets out of tracebacks."""

from __future__ import annotations

from functools import wraps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")


def keeps_secrets(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function that handles secrets raise errors without its frames.

    Crash reporters and rich tracebacks print the variables of every frame that an
    error passed through. The frames below this one, where the secrets are, are cut
    off; the error's message says all that is needed. That goes for a TypeError, too:
    a wrong keyword comes with a secret as well as the right one.
    """

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except Exception as caught:  # noqa: BLE001  # raised again below
            error = caught.with_traceback(None)
        del args, kwargs
        raise error

    return wrapper


def keeps_secrets_async(
    function: Callable[P, Awaitable[R]],
) -> Callable[P, Awaitable[R]]:
    """Do the same for a coroutine function."""

    @wraps(function)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await function(*args, **kwargs)
        except Exception as caught:  # noqa: BLE001  # raised again below
            error = caught.with_traceback(None)
        del args, kwargs
        raise error

    return wrapper
