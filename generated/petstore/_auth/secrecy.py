"""Keeping secrets out of tracebacks."""

from __future__ import annotations

from functools import wraps

from .errors import AuthError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")


def keeps_secrets(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function that handles secrets raise an AuthError without its frames.

    Crash reporters and rich tracebacks print the variables of every frame that an
    error passed through. The frames below this one, where the secrets are, are cut
    off; the error's message says all that is needed.
    """

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except AuthError as caught:
            error = caught.with_traceback(None)
        del args, kwargs
        raise error

    return wrapper
