"""What a person needs to know to let a device in (RFC 8628, section 3.2)."""

from __future__ import annotations

import time

from .errors import AuthorizationResponseError, printable
from .oauth_token import is_token_text, parse_expires_in
from .urls import split_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .token_endpoint import TokenResponse

DEFAULT_INTERVAL = "5"
"""Seconds between two questions, where the server says nothing (section 3.2)."""


class DeviceAuthorization:
    """Show the person `verification_uri` and `user_code`; they open the page, and type.

    `verification_uri_complete` holds the code already, for a QR code; show the
    `user_code` beside it all the same, for the person to compare. It is None where the
    server has none. `expires_in` and `interval` are in seconds. The secret that stands
    behind all this is not shown.
    """

    __slots__ = (
        "_deadline",
        "_device_code",
        "expires_in",
        "interval",
        "scopes",
        "user_code",
        "verification_uri",
        "verification_uri_complete",
    )

    def __init__(self, answer: TokenResponse, scopes: tuple[str, ...]) -> None:
        interval = answer.get("interval")
        self._device_code = _needed(answer, "device_code")
        self.user_code = _needed(answer, "user_code")
        self.verification_uri = _page(_needed(answer, "verification_uri"))
        complete = answer.get("verification_uri_complete")
        self.verification_uri_complete = None if complete is None else _page(complete)
        self.expires_in = parse_expires_in(_needed(answer, "expires_in"))
        # Never without a pause, whatever a server says.
        self.interval = max(1, parse_expires_in(interval or DEFAULT_INTERVAL))
        self.scopes = scopes
        """The scopes that were asked for."""
        self._deadline = time.monotonic() + self.expires_in

    def __repr__(self) -> str:
        return (
            f"<DeviceAuthorization {self.user_code!a} at {self.verification_uri!a}, "
            f"{self.expires_in} s>"
        )

    def device_code(self) -> str:
        """The secret that the token endpoint is asked with."""
        return self._device_code

    def deadline(self) -> float:
        """When the codes are out of date, of `time.monotonic`."""
        return self._deadline


def _needed(answer: TokenResponse, name: str) -> str:
    value = answer.get(name)
    # Section 3.2: all of these are required. None of them has blanks.
    if value is None or not is_token_text(value):
        raise AuthorizationResponseError(
            f"the server's answer has no {name} that can be used: check that the URL "
            "is that of the device authorization endpoint",
            code="invalid_response",
        )
    return value


def _page(url: str) -> str:
    """A page that can be shown, and opened. Raises AuthError."""
    parts = split_url(url, "the verification URI")
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise AuthorizationResponseError(
            f"the server's verification URI is no web page: {printable(url)}",
            code="invalid_response",
        )
    return url
