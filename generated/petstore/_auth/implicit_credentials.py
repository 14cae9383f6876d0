"""What the implicit grant needs to know of an application."""

from __future__ import annotations

from .credentials import Credentials
from .errors import InvalidRequestError
from .oauth_scope import scope_tuple
from .oauth_token import OAuthToken, check_token
from .secrecy import keeps_secrets
from .urls import check_endpoint, check_redirect_uri

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    from .id_token import IdTokenVerifier

    C = TypeVar("C", bound="ImplicitCredentials")


class ImplicitCredentials(Credentials):
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

    o_auth_client_id: str | None
    o_auth_redirect_uri: str | None
    o_auth_token: OAuthToken | None
    o_auth_scopes: tuple[str, ...]
    o_auth_issuer: str | None
    o_auth_authorization_url: str | None
    o_auth_id_token_verifier: IdTokenVerifier | None

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
        # RFC 6749, appendix A.1: client-id = *VSCHAR, which includes the blank.
        if o_auth_client_id is not None and not (
            o_auth_client_id.isascii() and o_auth_client_id.isprintable()
        ):
            raise InvalidRequestError("the client id must be printable ASCII")
        if o_auth_redirect_uri is not None:
            check_redirect_uri(o_auth_redirect_uri)
        check_token(o_auth_token)
        if o_auth_authorization_url is not None:
            check_endpoint(o_auth_authorization_url, "o_auth_authorization_url")
        self._set(
            o_auth_client_id=o_auth_client_id,
            o_auth_redirect_uri=o_auth_redirect_uri,
            o_auth_token=o_auth_token,
            o_auth_scopes=scope_tuple(o_auth_scopes or ()),
            o_auth_issuer=o_auth_issuer,
            o_auth_authorization_url=o_auth_authorization_url,
            o_auth_id_token_verifier=o_auth_id_token_verifier,
        )

    @classmethod
    @keeps_secrets
    def from_environment(cls: type[C]) -> C:
        """Credentials from variables such as `<PREFIX>_O_AUTH_CLIENT_ID`.

        `<PREFIX>_O_AUTH_TOKEN` is an access token, `<PREFIX>_O_AUTH_SCOPES` a list of
        scopes with blanks between. What is not set is None. Raises AuthError.
        """
        token = cls._environment("o_auth_token")
        return cls(
            o_auth_client_id=cls._environment("o_auth_client_id"),
            o_auth_redirect_uri=cls._environment("o_auth_redirect_uri"),
            o_auth_token=None if token is None else OAuthToken(token),
            o_auth_scopes=(cls._environment("o_auth_scopes") or "").split(),
            o_auth_issuer=cls._environment("o_auth_issuer"),
            o_auth_authorization_url=cls._environment("o_auth_authorization_url"),
        )
