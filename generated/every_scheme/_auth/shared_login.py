"""One login for all who ask for one at the same time, threads and tasks alike."""

from __future__ import annotations

import time

# All that is needed of threading, which is a tenth of what importing the package costs.
from _thread import allocate_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .loopback_login import LoopbackLogin
    from .oauth_token import OAuthToken

    NewLogin = Callable[[], LoopbackLogin]
    OpenBrowser = Callable[[str], object]


class SharedLogin:
    """The login that is going on, if any. It ends when nobody waits for it any more.

    Each who waits has a deadline of their own, and can leave before the others do.
    Ctrl-C ends it for all.
    """

    def __init__(self) -> None:
        self._lock = allocate_lock()
        # Guarded by _lock, as `waiting` of each login is.
        self._login: LoopbackLogin | None = None

    def authorize(
        self, new_login: NewLogin, timeout: float, open_browser: OpenBrowser | None
    ) -> OAuthToken:
        """Log in, or wait for who does, up to `timeout` seconds. Raises AuthError."""
        deadline = time.monotonic() + timeout
        login, is_first = self._join(new_login)
        try:
            if is_first:
                login.show(open_browser or _open_in_browser)
            return login.wait(deadline)
        except KeyboardInterrupt:
            login.give_up("the login was interrupted")
            raise
        finally:
            if self._is_last_of(login):
                self._close(login)

    async def authorize_async(
        self, new_login: NewLogin, timeout: float, open_browser: OpenBrowser | None
    ) -> OAuthToken:
        """Do the same without blocking the event loop."""
        import asyncio

        deadline = time.monotonic() + timeout
        login, is_first = self._join(new_login)
        try:
            if is_first:
                await asyncio.to_thread(login.show, open_browser or _open_in_browser)
            return await login.wait_async(deadline)
        finally:
            if self._is_last_of(login):
                await asyncio.to_thread(self._close, login)

    def _join(self, new_login: NewLogin) -> tuple[LoopbackLogin, bool]:
        """The login that is going on, or a new one; and whether it is new."""
        with self._lock:
            login = self._login
            is_first = login is None or login.is_over()
            if login is None or is_first:
                if login is not None:
                    login.close()  # its port may be the very one that is needed
                self._login = login = new_login()
            login.waiting += 1
            return login, is_first

    def _is_last_of(self, login: LoopbackLogin) -> bool:
        """Leave a login. Who leaves last has to close it."""
        with self._lock:
            login.waiting -= 1
            if login.waiting:
                return False
            login.give_up("the login was cancelled")
            return True

    def _close(self, login: LoopbackLogin) -> None:
        login.close()
        with self._lock:
            # It holds a token, or an error: not longer than it must.
            if self._login is login:
                self._login = None


def _open_in_browser(url: str) -> bool:
    # Imported on first use: not every program has a person to show a page to.
    from .system_browser import open_in_browser

    return open_in_browser(url)
