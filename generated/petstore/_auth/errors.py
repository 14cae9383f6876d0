"""Everything that can go wrong, as one tree.

    AuthError
    |-- AuthorizationError           the server refused; `code` is its own word
    |-- AuthorizationResponseError   the response must not be trusted
    |-- AuthorizationTimeoutError    nobody answered
    |-- CredentialsMissingError      something has to be configured first
    |-- IdTokenError                 who logged in is not proved
    |-- InsecureTransportError       a secret would travel in clear
    |-- InsufficientScopeError       the token does not cover the request
    |-- InvalidRequestError          the arguments contradict the protocol
    |-- InvalidTokenError            the token cannot be used as it is
    |-- TokenMissingError            nobody has authorized yet
    |-- TokenExpiredError            authorize again
    |-- TokenRejectedError           the server does not take the token any more
    |-- TokenStoreError              tokens cannot be stored, or not safely
    +-- TransportError               a server could not be asked

No message, attribute or traceback of an error holds a token, a key or a state.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 500

_HINTS = {
    "access_denied": "The person, or a policy of the server, said no.",
    "unauthorized_client": "The server does not allow this client this grant: register "
    "the client for it. Many servers have switched the implicit grant off; use the "
    "authorization code grant there.",
    "invalid_client": "Check the client id and the client secret, and whether the "
    "server wants them as o_auth_client_authentication 'basic' or 'body'.",
    "invalid_grant": "What was presented is wrong, used already or out of date: start "
    "again.",
    "unsupported_grant_type": "The server may have switched this grant off.",
    "expired_token": "The person did not answer in time: start again.",
    "unsupported_response_type": "The server may have switched the implicit grant off: "
    "use the authorization code grant.",
    "invalid_scope": "Check the scopes: one may be unknown to this server.",
    "invalid_request": "Check the client id and the parameters of the request.",
    "server_error": "Try again later.",
    "temporarily_unavailable": "Try again later.",
    "login_required": "Send the person to the authorization page without prompt=none.",
    "interaction_required": "Send the person there without prompt=none.",
    "consent_required": "Send the person there without prompt=none.",
    "account_selection_required": "Send the person there without prompt=none.",
}


def printable(text: str) -> str:
    """Foreign text made safe to show: printable ASCII, of bounded length.

    RFC 6749, section 10.14: values that are received have to be sanitized.
    """
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "..."
    return "".join(
        character if " " <= character <= "~" else ascii(character)[1:-1]
        for character in shown
    )


class AuthError(Exception):
    """Base of every error of this package.

    `code` names the error for programs: the server's own `error` value (RFC 6749,
    section 4.2.2.1), or one of this package's.
    """

    code = "auth_error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class AuthorizationError(AuthError):
    """The authorization server answered with an error (RFC 6749, section 4.2.2.1)."""

    def __init__(
        self,
        message: str = "the server refused",
        *,
        code: str | None = None,
        error_description: str | None = None,
        error_uri: str | None = None,
    ) -> None:
        super().__init__(message, code=code)
        self.error_description = error_description
        """The server's words, made printable; untrusted text all the same."""
        self.error_uri = error_uri
        """Text from the server. Do not open it without looking."""

    @classmethod
    def from_response(
        cls, code: str, description: str | None, uri: str | None
    ) -> AuthorizationError:
        """The error for a response's parameters, with advice for the known codes."""
        description = None if description is None else printable(description)
        said = f" ({description})" if description else ""
        advice = _HINTS.get(code, "Look the code up in the server's documentation.")
        return cls(
            f"the server refused: {code}{said}. {advice}",
            code=code,
            error_description=description,
            error_uri=None if uri is None else printable(uri),
        )


class AuthorizationResponseError(AuthError):
    """The response to an authorization request is not one to act on.

    `code` says why: `state_mismatch`, `redirect_uri_mismatch`, `empty_response`, ...
    """


class AuthorizationTimeoutError(AuthError, TimeoutError):
    """No response came in time, or the waiting was ended."""

    code = "timeout"


class CredentialsMissingError(AuthError):
    """Nothing can be sent before something is configured.

    `lacking` holds, for `for_operation()`, why each alternative is out of reach: one
    tuple of errors per alternative.
    """

    code = "credentials_missing"

    def __init__(
        self, message: str, *, lacking: Iterable[tuple[AuthError, ...]] = ()
    ) -> None:
        super().__init__(message)
        self.lacking = tuple(lacking)


class IdTokenError(AuthError, ValueError):
    """An ID Token does not prove who logged in (OpenID Connect Core, 3.2.2.11).

    It was dropped, and the access token with it. `code` is `missing_id_token` where
    none came, and else `invalid_id_token`.
    """

    code = "invalid_id_token"


class InsecureTransportError(AuthError):
    """A secret would travel over plain http to another machine (RFC 6750, 5.2)."""

    code = "insecure_transport"


class InsufficientScopeError(AuthError):
    """The token does not cover the request (RFC 6750, section 3.1)."""

    code = "insufficient_scope"

    def __init__(self, message: str, *, missing_scopes: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.missing_scopes = tuple(missing_scopes)
        """Those that are needed, or what was asked for and not granted."""


class InvalidRequestError(AuthError, ValueError):
    """An argument contradicts the protocol, so no request is made with it."""

    code = "invalid_request"


class InvalidTokenError(AuthError, ValueError):
    """A token, or what is known of it, does not have the form that it must have."""

    code = "invalid_token"


class TokenMissingError(AuthError):
    """There is no token yet."""

    code = "token_missing"


class TokenExpiredError(AuthError):
    """The token is out of date, and there is no refresh: authorize again."""

    code = "token_expired"


class TokenRejectedError(AuthError):
    """The server does not take the token (RFC 6750, section 3.1, `invalid_token`).

    It was dropped: the next request needs a new one.
    """

    code = "invalid_token"

    def __init__(self, message: str, *, error_description: str | None = None) -> None:
        super().__init__(message)
        self.error_description = error_description
        """The server's words, made printable; untrusted text all the same."""


class TokenStoreError(AuthError):
    """Tokens cannot be stored, or what is stored is not safe to use."""

    code = "token_store"


class TransportError(AuthError, ConnectionError):
    """A server could not be asked, or its answer could not be read."""

    code = "transport_error"
