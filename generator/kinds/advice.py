"""What the pages say of errors: the ones that a program of that kind will meet."""

from __future__ import annotations

from typing import NamedTuple


class Advice(NamedTuple):
    """An error of the library, and what to do about it."""

    error: str
    """`TokenExpiredError`"""
    code: str
    """`token_expired`: what `error.code` is."""
    advice: str
    """What happened, and what to do."""


CREDENTIALS_MISSING = Advice(
    error="CredentialsMissingError",
    code="credentials_missing",
    advice="Give what the message names, or set its environment variable",
)
INSECURE = Advice(
    error="InsecureTransportError",
    code="insecure_transport",
    advice="Use https, both for the API and for the endpoints",
)
INVALID_REQUEST = Advice(
    error="InvalidRequestError",
    code="invalid_request",
    advice="Correct the argument that the message names: nothing was sent",
)
GIVEN = (CREDENTIALS_MISSING, INSECURE, INVALID_REQUEST)
"""What schemes raise whose credential is given."""

_REFUSED = Advice(
    error="AuthorizationError",
    code="access_denied",
    advice="The server refused, and the code is its own word: see the page of errors",
)
_UNREACHABLE = Advice(
    error="TransportError",
    code="transport_error",
    advice="Check the connection and the endpoint's URL, then try again",
)
_REJECTED = Advice(
    error="TokenRejectedError",
    code="invalid_token",
    advice="The API does not take the token any more: get a new one",
)
_INSUFFICIENT = Advice(
    error="InsufficientScopeError",
    code="insufficient_scope",
    advice="Ask for the `missing_scopes` of the error, too",
)
AUTOMATIC = (*GIVEN, _REFUSED, _UNREACHABLE, _REJECTED, _INSUFFICIENT)
"""What grants raise that need nobody to get a token."""

LOGIN = (
    Advice(error="TokenMissingError", code="token_missing", advice="Log in first"),
    Advice(error="TokenExpiredError", code="token_expired", advice="Log in again"),
    Advice(
        error="AuthorizationTimeoutError",
        code="timeout",
        advice="Nobody answered in time: log in again",
    ),
    *AUTOMATIC,
)
"""What grants raise that need a person to log in."""

REDIRECT = (
    *LOGIN,
    Advice(
        error="AuthorizationResponseError",
        code="state_mismatch",
        advice="Not the answer to a request that waits for one: start again",
    ),
)
"""The same for those whose answer is a redirect."""

IDENTITY = (
    *REDIRECT,
    Advice(
        error="AuthorizationResponseError",
        code="issuer_mismatch",
        advice="Another server answered than the one that the URL names: check it",
    ),
    Advice(
        error="IdTokenError",
        code="invalid_id_token",
        advice="The ID Token proves nothing, for the reason that the message names",
    ),
)
"""The same for those that ask who logged in."""
