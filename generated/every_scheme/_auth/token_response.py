"""What a response says, once it is known to answer our request (RFC 6749, 4.2.2, 5.1).

A token comes in a redirect or from a token endpoint; both say the same of it.
"""

from __future__ import annotations

from .errors import AuthorizationError, AuthorizationResponseError
from .oauth_token import (
    OAuthToken,
    check_secret,
    check_token_type,
    parse_expires_in,
    split_scope,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Response(Protocol):
        """The parameters of a redirect, or of a token endpoint's answer."""

        def get(self, name: str) -> str | None:
            """A parameter's value; None where it is omitted."""
            ...

        def token(self, requested: tuple[str, ...]) -> OAuthToken:
            """The token that it brings."""
            ...

        def advice_on_missing_token(self) -> str:
            """What a response without a token usually means."""
            ...


def raise_error_of(response: Response) -> None:
    """An error response is no grant, whatever else it holds (section 4.2.2.1)."""
    code = response.get("error")
    if code is None:
        return
    if not all(
        " " <= character <= "~" and character not in '"\\' for character in code
    ):
        raise AuthorizationResponseError(
            "the error code of the response holds characters that RFC 6749, appendix "
            "A.7, does not allow",
            code="invalid_response",
        )
    raise AuthorizationError.from_response(
        code, response.get("error_description"), response.get("error_uri")
    )


def token_of(
    response: Response,
    requested: tuple[str, ...],
    refresh_token: str | None = None,
) -> OAuthToken:
    """The token of a successful response. Raises AuthError where it cannot be used.

    The refresh token is none of the response's parameters here: only a token endpoint
    may issue one (section 4.2.2).
    """
    access_token = response.get("access_token")
    if access_token is None:
        raise AuthorizationResponseError(
            f"the response has no access_token. {response.advice_on_missing_token()}",
            code="missing_token",
        )
    check_token_type(response.get("token_type") or "")
    check_secret("access_token", access_token)
    expires_in = response.get("expires_in")
    lifetime = None if expires_in is None else parse_expires_in(expires_in)
    scope = response.get("scope")
    # Section 3.3: no scope in the response means what was asked for.
    granted = requested if scope is None else split_scope(scope)
    if refresh_token is not None:
        check_secret("refresh_token", refresh_token)
    return OAuthToken.of_checked(
        access_token,
        lifetime,
        " ".join(granted) if scope or granted else None,
        refresh_token,
    )
