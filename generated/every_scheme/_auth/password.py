"""The password grant (RFC 6749, section 4.3), which must not be used where another can.

The program learns the person's password, and no second factor can be asked for (RFC
9700, section 2.4).
"""

from __future__ import annotations

from .automatic_grant import AutomaticGrant


class PasswordGrant(AutomaticGrant):
    """Gets a token for a person's password, and puts it on requests.

    Threads and event loops may share a manager.
    """

    _grant_type = "password"
    _needed = ("o_auth_client_id", "o_auth_username", "o_auth_password")

    def _grant_parameters(self) -> dict[str, str | None]:
        return {
            "grant_type": self._grant_type,
            "username": self._credentials.o_auth_username,
            "password": self._credentials.o_auth_password,
        }
