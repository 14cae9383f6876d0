"""What OpenID Connect needs to know of an application."""

from __future__ import annotations

from .errors import InvalidRequestError
from .oauth_credentials import OAuthCredentials
from .oauth_scope import scope_tuple
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .id_token import IdTokenVerifier
    from .oauth_token import OAuthToken

CODE, ID_TOKEN_TOKEN = "code", "id_token token"


class OpenIdConnectCredentials(OAuthCredentials):
    """Credentials of OpenID Connect. Everything is optional until it is needed.

    `openid` is always among the scopes (OpenID Connect Core, section 3.1.2.1).
    `o_auth_redirect_uri` is sent to the letter. `o_auth_discovery_url` takes the place
    of the document's URL, which ends in `/.well-known/openid-configuration`.
    `o_auth_id_token_verifier` checks the signature of ID Tokens; without one, nobody is
    known. `o_auth_response_type` is `code`, which is the default, or `id_token token`
    for a server that knows the implicit flow alone; that one needs a verifier. A
    program on somebody's machine has no `o_auth_client_secret` (RFC 8252, section 8.5);
    where there is one, it is sent as `o_auth_client_authentication` says: `basic`,
    which is the default, or `body`. Raises InvalidRequestError and
    InsecureTransportError for values that cannot be used.
    """

    __slots__ = (
        "o_auth_client_id",
        "o_auth_client_secret",
        "o_auth_redirect_uri",
        "o_auth_token",
        "o_auth_scopes",
        "o_auth_discovery_url",
        "o_auth_client_authentication",
        "o_auth_id_token_verifier",
        "o_auth_response_type",
    )

    o_auth_discovery_url: str | None
    o_auth_response_type: str

    @keeps_secrets
    def __init__(
        self,
        *,
        o_auth_client_id: str | None = None,
        o_auth_client_secret: str | None = None,
        o_auth_redirect_uri: str | None = None,
        o_auth_token: OAuthToken | None = None,
        o_auth_scopes: Iterable[str] | None = None,
        o_auth_discovery_url: str | None = None,
        o_auth_client_authentication: str | None = None,
        o_auth_id_token_verifier: IdTokenVerifier | None = None,
        o_auth_response_type: str | None = None,
    ) -> None:
        if o_auth_response_type not in (None, CODE, ID_TOKEN_TOKEN):
            raise InvalidRequestError(
                f"o_auth_response_type is {CODE!r} or {ID_TOKEN_TOKEN!r}"
            )
        self._set_checked(
            ("openid", *scope_tuple(o_auth_scopes or ())),
            o_auth_client_id=o_auth_client_id,
            o_auth_client_secret=o_auth_client_secret,
            o_auth_redirect_uri=o_auth_redirect_uri,
            o_auth_token=o_auth_token,
            o_auth_discovery_url=o_auth_discovery_url,
            o_auth_client_authentication=o_auth_client_authentication,
            o_auth_id_token_verifier=o_auth_id_token_verifier,
            o_auth_response_type=o_auth_response_type or CODE,
        )
