"""The token of one manager: in memory, and in a store where there is one."""

from __future__ import annotations

import time

# All that is needed of threading, which is a tenth of what importing the package costs.
from _thread import allocate_lock

from .errors import TokenStoreError
from .steps import Pause

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from .oauth_token import OAuthToken
    from .steps import Steps
    from .token_store import TokenStore

    Grant: TypeAlias = tuple[OAuthToken | None, tuple[str, ...]]
    """A token with the scopes that were asked for when it was got."""

LOCK_SECONDS = 60.0
"""How long another process may take to get a new token."""
_LOCK_PAUSE = 0.05


class KeptToken:
    """Threads may share it; the store may be shared by processes.

    `key` names the token in the store; None where there is no telling.
    """

    def __init__(
        self, grant: Grant, store: TokenStore | None, key: Callable[[], str | None]
    ) -> None:
        self._scopes = grant[1]
        self._store = store
        self._key = key
        self._lock = allocate_lock()
        # One attribute, so that no thread sees a token with another's scopes.
        self.grant = grant  # replaced under _lock
        """What memory has."""

    def find(self, *, anew: bool = False) -> Steps[Grant]:
        """What memory has, and where that is of no use, what the store has.

        With `anew`, the store is asked in any case.
        """
        grant = self.grant
        token = grant[0]
        if self._store is None:
            return grant
        wanted = anew or token is None or token.is_expired()
        entry = self._entry() if wanted else None
        if entry is None:
            return grant
        stored = yield entry.load
        with self._lock:
            # Another thread may have got a token while the store was read.
            if self.grant is grant and stored is not None and stored != token:
                self.grant = (stored, self._scopes)
            return self.grant

    def keep(
        self,
        token: OAuthToken | None,
        scopes: tuple[str, ...],
        *,
        instead_of: Grant | None = None,
    ) -> Steps[None]:
        """Keep a token, in the store first: it is not used before it is safe.

        With `instead_of`, memory keeps it only if that is still what it has.
        """
        entry = self._entry()
        try:
            if entry is not None:
                yield lambda: entry.keep(token)
        finally:
            # Where the store fails, this process at least can go on.
            with self._lock:
                if instead_of is None or self.grant is instead_of:
                    self.grant = (token, scopes)

    def drop(
        self, is_rejected: Callable[[OAuthToken], bool]
    ) -> Steps[OAuthToken | None]:
        """Drop a token that a server rejects, for a refresh if it can be refreshed.

        Whoever has got another one meanwhile, here or in another process, keeps it.
        Returns what is left.
        """
        found = yield from self.find(anew=True)
        token, scopes = found
        if token is None or not is_rejected(token):
            return token
        rest = _outdated(token) if token.refresh_token else None
        yield from self.keep(rest, scopes, instead_of=found)
        return self.grant[0]

    def lock(self) -> Steps[Callable[[], None]]:
        """Keep other processes from getting a new token; call the result to end it.

        Raises TokenStoreError when another process does not come to an end.
        """
        entry = self._entry()
        if entry is None:
            return _nothing
        deadline = time.monotonic() + LOCK_SECONDS
        while (release := entry.lock()) is None:
            if time.monotonic() >= deadline:
                raise TokenStoreError(
                    "another program is getting a new token, and does not come to an "
                    "end: end it, or try again later"
                )
            yield Pause(_LOCK_PAUSE)
        return release

    def _entry(self) -> _Entry | None:
        """The token's place in the store; None where there is none."""
        key = None if self._store is None else self._key()
        return None if self._store is None or key is None else _Entry(self._store, key)


class _Entry:
    """One token's place in a store."""

    __slots__ = ("_key", "_store")

    def __init__(self, store: TokenStore, key: str) -> None:
        self._store = store
        self._key = key

    def load(self) -> OAuthToken | None:
        return self._store.load(self._key)

    def keep(self, token: OAuthToken | None) -> None:
        if token is None:
            self._store.delete(self._key)
        else:
            self._store.save(self._key, token)

    def lock(self) -> Callable[[], None] | None:
        return self._store.lock(self._key)


def _outdated(token: OAuthToken) -> OAuthToken:
    return token.from_dictionary({**token.to_dictionary(), "expiry": 0})


def _nothing() -> None:
    pass
