"""Where tokens are kept between two starts of a program, and shared by several.

Without a store, a token lives in its manager and ends with the program.
"""

from __future__ import annotations

from threading import Lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from .oauth_token import OAuthToken
else:
    Protocol = object


class TokenStore(Protocol):
    """What a store has to do. Any object with these methods is one.

    Managers call it from any thread. `load` is called wherever somebody asks for a
    token that is not there, so it has to be quick. A store raises TokenStoreError.
    """

    def load(self, key: str) -> OAuthToken | None:
        """The token of a key; None where there is none."""

    def save(self, key: str, token: OAuthToken) -> None:
        """Keep a token in place of the one before, whole or not at all."""

    def delete(self, key: str) -> None:
        """Forget the token of a key, if there is one."""

    def lock(self, key: str) -> Callable[[], None] | None:
        """Keep others from getting a new token for a key, without waiting for them.

        Call what is returned to let them again. None says that another has the lock.
        """


def store_key(
    server: str,
    grant_type: str,
    names: tuple[str | None, ...],
    scopes: tuple[str, ...],
) -> str:
    """The key of a token: the server, the grant, for whom, and the scopes asked for.

    It holds no secret. Whoever asks for other scopes has another token.
    """
    # Imported on first use: only programs with a store need it.
    from json import dumps

    return dumps([server, grant_type, *names, " ".join(sorted(scopes))])


class MemoryTokenStore:
    """Keeps tokens for all clients of one program that it is given to."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._locks: dict[str, Lock] = {}  # guarded by _lock
        self._tokens: dict[str, OAuthToken] = {}

    def __repr__(self) -> str:
        return f"<MemoryTokenStore {len(self._tokens)} tokens>"

    def load(self, key: str) -> OAuthToken | None:
        """The token of a key; None where there is none."""
        return self._tokens.get(key)

    def save(self, key: str, token: OAuthToken) -> None:
        """Keep a token in place of the one before."""
        self._tokens[key] = token

    def delete(self, key: str) -> None:
        """Forget the token of a key, if there is one."""
        self._tokens.pop(key, None)

    def lock(self, key: str) -> Callable[[], None] | None:
        """Take the lock of a key; None where another has it."""
        with self._lock:
            lock = self._locks.setdefault(key, Lock())
        return lock.release if lock.acquire(blocking=False) else None
