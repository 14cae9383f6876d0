"""The client credentials grant (RFC 6749, section 4.4), for programs alone."""

from __future__ import annotations

from .automatic_grant import AutomaticGrant


class ClientCredentialsGrant(AutomaticGrant):
    """Gets a token for the client itself, and puts it on requests.

    Threads and event loops may share a manager.
    """

    _grant_type = "client_credentials"
    _needed = ("o_auth_client_id", "o_auth_client_secret")

    def _grant_parameters(self) -> dict[str, str | None]:
        return {"grant_type": self._grant_type}
