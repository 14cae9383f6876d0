"""What the password grant needs to know of an application."""

from __future__ import annotations

from .oauth_credentials import OAuthCredentials
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .oauth_token import OAuthToken


class PasswordCredentials(OAuthCredentials):
    """Credentials of the password grant, all optional until needed.

    `o_auth_username` and `o_auth_password` are the person's own. Where there is a
    client secret, it is sent as `o_auth_client_authentication` says: `basic`, which is
    the default, or `body`. `o_auth_token_url` takes the place of the document's
    endpoint. Raises InvalidRequestError and InsecureTransportError for values that
    cannot be used.
    """

    __slots__ = (
        "o_auth_client_id",
        "o_auth_client_secret",
        "o_auth_token",
        "o_auth_scopes",
        "o_auth_token_url",
        "o_auth_client_authentication",
        "o_auth_username",
        "o_auth_password",
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
        o_auth_username: str | None = None,
        o_auth_password: str | None = None,
    ) -> None:
        self._set_checked(
            o_auth_scopes,
            o_auth_client_id=o_auth_client_id,
            o_auth_client_secret=o_auth_client_secret,
            o_auth_token=o_auth_token,
            o_auth_token_url=o_auth_token_url,
            o_auth_client_authentication=o_auth_client_authentication,
            o_auth_username=o_auth_username,
            o_auth_password=o_auth_password,
        )
