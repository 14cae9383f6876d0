"""What the OAuth grants need to know of an application."""

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
    from typing import Any, TypeVar

    from .id_token import IdTokenVerifier

    C = TypeVar("C", bound="OAuthCredentials")

_ENDPOINTS = frozenset(
    [
        "o_auth_authorization_url",
        "o_auth_device_authorization_url",
        "o_auth_token_url",
    ]
)
_METHODS = ("basic", "body")
_OF_NO_TEXT = ("o_auth_id_token_verifier",)


class OAuthCredentials(Credentials):
    """Base of the credentials of every grant. What a grant has no use for is None."""

    __slots__ = ()

    o_auth_client_id: str | None = None
    o_auth_client_secret: str | None = None
    o_auth_client_authentication: str | None = None
    o_auth_redirect_uri: str | None = None
    o_auth_token: OAuthToken | None = None
    o_auth_scopes: tuple[str, ...] = ()
    o_auth_issuer: str | None = None
    o_auth_authorization_url: str | None = None
    o_auth_device_authorization_url: str | None = None
    o_auth_token_url: str | None = None
    o_auth_username: str | None = None
    o_auth_password: str | None = None
    o_auth_id_token_verifier: IdTokenVerifier | None = None

    _secret_fields = frozenset(["o_auth_client_secret", "o_auth_password"])

    def _set_checked(self, o_auth_scopes: Iterable[str] | None, **fields: Any) -> None:
        """Raises InvalidRequestError, InvalidTokenError and InsecureTransportError."""
        for name, value in fields.items():
            if value is not None:
                _check(name, value)
        self._set(o_auth_scopes=scope_tuple(o_auth_scopes or ()), **fields)

    @classmethod
    @keeps_secrets
    def from_environment(cls: type[C]) -> C:
        """Credentials from variables such as `<PREFIX>_O_AUTH_CLIENT_ID`.

        `<PREFIX>_O_AUTH_TOKEN` is an access token, `<PREFIX>_O_AUTH_SCOPES` a list of
        scopes with blanks between. What is not set is None. Raises AuthError.
        """
        fields: dict[str, Any] = {
            name: cls._environment(name)
            for name in cls.field_names()
            if name not in _OF_NO_TEXT
        }
        token = fields["o_auth_token"]
        fields["o_auth_token"] = None if token is None else OAuthToken(token)
        fields["o_auth_scopes"] = (fields["o_auth_scopes"] or "").split()
        return cls(**fields)


def _check(name: str, value: Any) -> None:
    if name in _ENDPOINTS:
        check_endpoint(value, name)
    elif name == "o_auth_redirect_uri":
        check_redirect_uri(value)
    elif name == "o_auth_token":
        check_token(value)
    # RFC 6749, appendix A.1: client-id = *VSCHAR, which includes the blank.
    elif name == "o_auth_client_id" and not (value.isascii() and value.isprintable()):
        raise InvalidRequestError("the client id must be printable ASCII")
    elif name == "o_auth_client_authentication" and value not in _METHODS:
        raise InvalidRequestError(
            "o_auth_client_authentication is 'basic', for a header, or 'body', for the "
            "form (RFC 6749, section 2.3.1)"
        )
