"""What the authorization code grant needs to know of an application."""

from __future__ import annotations

from .oauth_credentials import OAuthCredentials
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .id_token import IdTokenVerifier
    from .oauth_token import OAuthToken


class AuthorizationCodeCredentials(OAuthCredentials):
    """Credentials of the authorization code grant, all optional until needed.

    `o_auth_redirect_uri` is sent to the letter. A program on somebody's machine has no
    `o_auth_client_secret` (RFC 8252, section 8.5); where there is one, it is sent as
    `o_auth_client_authentication` says: `basic`, which is the default, or `body`. With
    `o_auth_issuer`, a response must come from that issuer (RFC 9207).
    `o_auth_authorization_url` and `o_auth_token_url` take the place of the document's
    endpoints. With `o_auth_id_token_verifier`, which checks a signature, an ID Token
    (OpenID Connect) must come, too: `openid` must be among the scopes, and
    `o_auth_issuer` be given. Raises InvalidRequestError and InsecureTransportError for
    values that cannot be used.
    """

    __slots__ = (
        "o_auth_client_id",
        "o_auth_client_secret",
        "o_auth_redirect_uri",
        "o_auth_token",
        "o_auth_scopes",
        "o_auth_issuer",
        "o_auth_authorization_url",
        "o_auth_token_url",
        "o_auth_client_authentication",
        "o_auth_id_token_verifier",
    )

    @keeps_secrets
    def __init__(
        self,
        *,
        o_auth_client_id: str | None = None,
        o_auth_client_secret: str | None = None,
        o_auth_redirect_uri: str | None = None,
        o_auth_token: OAuthToken | None = None,
        o_auth_scopes: Iterable[str] | None = None,
        o_auth_issuer: str | None = None,
        o_auth_authorization_url: str | None = None,
        o_auth_token_url: str | None = None,
        o_auth_client_authentication: str | None = None,
        o_auth_id_token_verifier: IdTokenVerifier | None = None,
    ) -> None:
        self._set_checked(
            o_auth_scopes,
            o_auth_client_id=o_auth_client_id,
            o_auth_client_secret=o_auth_client_secret,
            o_auth_redirect_uri=o_auth_redirect_uri,
            o_auth_token=o_auth_token,
            o_auth_issuer=o_auth_issuer,
            o_auth_authorization_url=o_auth_authorization_url,
            o_auth_token_url=o_auth_token_url,
            o_auth_client_authentication=o_auth_client_authentication,
            o_auth_id_token_verifier=o_auth_id_token_verifier,
        )
