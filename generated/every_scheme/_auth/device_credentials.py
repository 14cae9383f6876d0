"""What the device authorization grant needs to know of an application."""

from __future__ import annotations

from .oauth_credentials import OAuthCredentials
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .oauth_token import OAuthToken


class DeviceCredentials(OAuthCredentials):
    """Credentials of the device authorization grant, all optional until needed.

    A device has no `o_auth_client_secret` as a rule; where there is one, it is sent as
    `o_auth_client_authentication` says: `basic`, which is the default, or `body`.
    `o_auth_device_authorization_url` and `o_auth_token_url` take the place of the
    document's endpoints. Raises InvalidRequestError and InsecureTransportError for
    values that cannot be used.
    """

    __slots__ = (
        "o_auth_client_id",
        "o_auth_client_secret",
        "o_auth_token",
        "o_auth_scopes",
        "o_auth_token_url",
        "o_auth_client_authentication",
        "o_auth_device_authorization_url",
    )

    @keeps_secrets
    def __init__(
        self,
        *,
        o_auth_client_id: str | None = None,
        o_auth_client_secret: str | None = None,
        o_auth_token: OAuthToken | None = None,
        o_auth_scopes: Iterable[str] | None = None,
        o_auth_token_url: str | None = None,
        o_auth_client_authentication: str | None = None,
        o_auth_device_authorization_url: str | None = None,
    ) -> None:
        self._set_checked(
            o_auth_scopes,
            o_auth_client_id=o_auth_client_id,
            o_auth_client_secret=o_auth_client_secret,
            o_auth_token=o_auth_token,
            o_auth_token_url=o_auth_token_url,
            o_auth_client_authentication=o_auth_client_authentication,
            o_auth_device_authorization_url=o_auth_device_authorization_url,
        )
