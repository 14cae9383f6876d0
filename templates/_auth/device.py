"""The device authorization grant (RFC 8628): the person answers on another device."""

from __future__ import annotations

import time

from .errors import AuthorizationError, AuthorizationTimeoutError, TransportError
from .secrecy import keeps_secrets, keeps_secrets_async
from .steps import Pause, run, run_async
from .token_endpoint_grant import TokenEndpointGrant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .device_authorization import DeviceAuthorization
    from .oauth_token import OAuthToken
    from .steps import Steps
    from .token_endpoint import TokenResponse

    Show = Callable[[DeviceAuthorization], object]

_SLOW_DOWN = 5
"""How many seconds `slow_down` adds to the interval, for good (section 3.5)."""
_MAX_FAILURES = 5
"""After how many failed connections in a row the server counts as gone."""


class DeviceGrant(TokenEndpointGrant):
    """Gets a token by the device authorization grant, and refreshes it.

    Threads and event loops may share a manager.
    """

    device_authorization_url: str | None = None
    """The document's device authorization endpoint; None where it has none."""

    _grant_type = "urn:ietf:params:oauth:grant-type:device_code"
    _how_to_authorize = "log in with authorize(), or with start() and fetch_token()"

    @keeps_secrets
    def authorize(
        self, timeout: float | None = None, *, show: Show | None = None
    ) -> OAuthToken:
        """Ask for codes, `show` them, and wait for the person's answer.

        `show` is given a DeviceAuthorization; without it, what to do is printed. The
        wait ends when the codes expire, or after `timeout` seconds.

        Raises AuthorizationError if the person or the server refused,
        AuthorizationTimeoutError and other AuthErrors.
        """
        steps = self._authorized(timeout, show or _print)
        return run(steps, self._settings.send)

    @keeps_secrets_async
    async def authorize_async(
        self, timeout: float | None = None, *, show: Show | None = None
    ) -> OAuthToken:
        """Do the same without blocking the event loop; `show` may be `async`."""
        steps = self._authorized(timeout, show or _print)
        return await run_async(steps, self._settings.send_async)

    @keeps_secrets
    def start(self) -> DeviceAuthorization:
        """Ask for the codes to show to a person (RFC 8628, section 3.1).

        Call it when the person asked for it, not ahead of that: the codes expire.
        Raises AuthorizationError, CredentialsMissingError and other AuthErrors.
        """
        return run(self._started(), self._settings.send)

    @keeps_secrets_async
    async def start_async(self) -> DeviceAuthorization:
        """Do the same without blocking the event loop."""
        return await run_async(self._started(), self._settings.send_async)

    @keeps_secrets
    def fetch_token(
        self, device_authorization: DeviceAuthorization, timeout: float | None = None
    ) -> OAuthToken:
        """Wait for the person's answer; keep the token and return it.

        The wait ends when the codes expire, or after `timeout` seconds. Raises as
        `authorize()` does.
        """
        steps = self._polled(device_authorization, timeout)
        return run(steps, self._settings.send)

    @keeps_secrets_async
    async def fetch_token_async(
        self, device_authorization: DeviceAuthorization, timeout: float | None = None
    ) -> OAuthToken:
        """Do the same without blocking the event loop."""
        steps = self._polled(device_authorization, timeout)
        return await run_async(steps, self._settings.send_async)

    def _authorized(self, timeout: float | None, show: Show) -> Steps[OAuthToken]:
        started = yield from self._started()
        yield lambda: show(started)
        return (yield from self._polled(started, timeout))

    def _started(self) -> Steps[DeviceAuthorization]:
        # Imported on first use: a program that has a token needs it not.
        from .device_authorization import DeviceAuthorization

        scopes = self._credentials.o_auth_scopes
        answer = yield from self._ask(
            self._endpoint("device_authorization_url"),
            {"client_id": self.o_auth_client_id, "scope": " ".join(scopes)},
        )
        return DeviceAuthorization(answer, scopes)

    def _polled(
        self, started: DeviceAuthorization, timeout: float | None
    ) -> Steps[OAuthToken]:
        """Ask until there is an answer, as often as the server allows (3.4, 3.5)."""
        deadline = started.deadline()
        if timeout is not None:
            deadline = min(deadline, time.monotonic() + timeout)
        interval: float = started.interval
        failures = 0
        while True:
            try:
                answer = yield from self._asked(started)
                break
            except TransportError:
                # Section 3.5: ask less often where the connection fails.
                failures += 1
                interval *= 2
                if failures == _MAX_FAILURES:
                    raise
            except AuthorizationError as error:
                failures = 0
                interval += _delay_of(error)
            if time.monotonic() + interval >= deadline:
                raise AuthorizationTimeoutError(
                    "nobody answered in time: start again, and open "
                    f"{started.verification_uri} while the code is good"
                )
            yield Pause(interval)
        token = answer.token(started.scopes)
        yield from self._kept.keep(token, started.scopes)
        return token

    def _asked(self, started: DeviceAuthorization) -> Steps[TokenResponse]:
        return self._ask(
            self._endpoint("token_url"),
            {
                "grant_type": self._grant_type,
                "device_code": started.device_code(),
                "client_id": self.o_auth_client_id,
            },
        )


def _delay_of(error: AuthorizationError) -> int:
    """How much longer to wait from now on; raises what is not to be waited for."""
    if error.code == "slow_down":
        return _SLOW_DOWN
    if error.code == "authorization_pending":
        return 0
    raise error


def _print(started: DeviceAuthorization) -> None:
    import sys

    if sys.stderr is not None:
        sys.stderr.write(
            f"Open {started.verification_uri} on any device, and enter the code "
            f"{started.user_code}\n"
        )
