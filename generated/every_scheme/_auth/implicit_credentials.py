"""What the implicit grant needs to know of an application."""

from __future__ import annotations

from .oauth_credentials import OAuthCredentials
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .id_token import IdTokenVerifier
    from .oauth_token import OAuthToken


class ImplicitCredentials(OAuthCredentials):
    """Credentials of the implicit grant. Everything is optional until it is needed.

    `o_auth_redirect_uri` is sent to the letter. With `o_auth_issuer`, a response must
    come from that issuer (RFC 9207). `o_auth_authorization_url` takes the place of the
    document's endpoint. With `o_auth_id_token_verifier`, which checks a signature, the
    server is asked for an ID Token (OpenID Connect), too: `openid` must be among the
    scopes, and `o_auth_issuer` be given. Raises InvalidRequestError and
    InsecureTransportError for values that cannot be used.
    """

    __slots__ = (
        "o_auth_client_id",
        "o_auth_redirect_uri",
        "o_auth_token",
        "o_auth_scopes",
        "o_auth_issuer",
        "o_auth_authorization_url",
        "o_auth_id_token_verifier",
    )

    @keeps_secrets
    def __init__(
        self,
        *,
        o_auth_client_id: str | None = None,
        o_auth_redirect_uri: str | None = None,
        o_auth_token: OAuthToken | None = None,
        o_auth_scopes: Iterable[str] | None = None,
        o_auth_issuer: str | None = None,
        o_auth_authorization_url: str | None = None,
        o_auth_id_token_verifier: IdTokenVerifier | None = None,
    ) -> None:
        self._set_checked(
            o_auth_scopes,
            o_auth_client_id=o_auth_client_id,
            o_auth_redirect_uri=o_auth_redirect_uri,
            o_auth_token=o_auth_token,
            o_auth_issuer=o_auth_issuer,
            o_auth_authorization_url=o_auth_authorization_url,
            o_auth_id_token_verifier=o_auth_id_token_verifier,
        )
