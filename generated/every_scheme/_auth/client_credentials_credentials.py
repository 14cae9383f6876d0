"""What the client credentials grant needs to know of an application."""

from __future__ import annotations

from .oauth_credentials import OAuthCredentials
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .oauth_token import OAuthToken


class ClientCredentialsCredentials(OAuthCredentials):
    """Credentials of the client credentials grant, all optional until needed.

    The secret is sent as `o_auth_client_authentication` says: `basic`, which is the
    default, or `body`. `o_auth_token_url` takes the place of the document's endpoint.
    Raises InvalidRequestError and InsecureTransportError for values that cannot be
    used.
    """

    __slots__ = (
        "o_auth_client_id",
        "o_auth_client_secret",
        "o_auth_token",
        "o_auth_scopes",
        "o_auth_token_url",
        "o_auth_client_authentication",
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
    ) -> None:
        self._set_checked(
            o_auth_scopes,
            o_auth_client_id=o_auth_client_id,
            o_auth_client_secret=o_auth_client_secret,
            o_auth_token=o_auth_token,
            o_auth_token_url=o_auth_token_url,
            o_auth_client_authentication=o_auth_client_authentication,
        )
