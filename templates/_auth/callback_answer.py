"""What the page at the redirect URI posts, and what it is told.

The receiver of `authorize()` and the endpoint of a web application are both spoken to
by the same page, so they check its post and answer it alike.
"""

from __future__ import annotations

from .errors import AuthorizationResponseError, InvalidTokenError
from .http_messages import CLOSED_POLICY, SECURITY_HEADERS
from .urls import is_origin, origin_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Protocol

    from .errors import AuthError
    from .oauth_token import OAuthToken

    class Headers(Protocol):
        """A request's headers, of any web framework."""

        def items(self) -> Iterable[tuple[str, str]]:
            """Names in any case, with their values."""
            ...


ACCEPTED = "accepted"
"""The word for the page when there is a token."""
EXPIRED = "expired"
UNKNOWN = "unknown"

_FORM = "application/x-www-form-urlencoded"
_FAILED = "failed"

# The page has a sentence for each word. The person learns what to do next; the code
# itself is for the application's own message.
_WORDS = {
    "access_denied": "refused",
    "interaction_required": "interaction",
    "login_required": "interaction",
    "consent_required": "interaction",
    "account_selection_required": "interaction",
    "server_error": "unavailable",
    "temporarily_unavailable": "unavailable",
    "transport_error": "unavailable",
    "invalid_scope": "scope",
    "invalid_client": "rejected",
    "invalid_request": "rejected",
    "unauthorized_client": "rejected",
    "unsupported_grant_type": "rejected",
    "unsupported_response_type": "rejected",
    "invalid_grant": EXPIRED,
    "issuer_mismatch": "untrusted",
    "missing_id_token": "untrusted",
    "invalid_id_token": "untrusted",
    "redirect_uri_mismatch": "untrusted",
    "state_mismatch": UNKNOWN,
}


class CallbackAnswer(str):
    """The answer to the page's post: its one word, as text.

    Send it with its `status` and its `headers`.
    """

    __slots__ = ("error", "headers", "id_token_claims", "status", "token")

    status: int
    headers: dict[str, str]
    token: OAuthToken | None
    """What the person granted, if they did."""
    error: AuthError | None
    """Why there is no token."""
    id_token_claims: Mapping[str, object] | None
    """Who the person is, where an `o_auth_id_token_verifier` proves it."""

    def __new__(
        cls,
        status: int,
        token: OAuthToken | None = None,
        error: AuthError | None = None,
        id_token_claims: Mapping[str, object] | None = None,
    ) -> CallbackAnswer:
        answer = super().__new__(cls, ACCEPTED if error is None else word_for(error))
        answer.token = token
        answer.error = error
        answer.id_token_claims = id_token_claims
        answer.status = status
        answer.headers = {
            **SECURITY_HEADERS,
            "Content-Security-Policy": CLOSED_POLICY,
            "Content-Type": "text/plain; charset=utf-8",
        }
        return answer

    @property
    def is_over(self) -> bool:
        """Whether the state is used up, so that it has to leave the session."""
        return self.status == 200

    def __repr__(self) -> str:
        return f"<CallbackAnswer {self}>"


def word_for(error: AuthError) -> str:
    """Return the page's word for an error."""
    word = _WORDS.get(error.code)
    if word is not None:
        return word
    malformed = isinstance(error, (AuthorizationResponseError, InvalidTokenError))
    return "unreadable" if malformed else _FAILED


def response_in(body: bytes) -> str:
    """Return the response that a post hands over, as `fetch_token()` reads it.

    The page posts a query with its question mark, and a fragment without its hash.
    """
    text = body.decode("latin-1")
    return text if text.startswith("?") else f"#{text}"


def is_from_page(header: Callable[[str], str | None], page: str) -> bool:
    """Whether the script of our page at the URL `page` posted this.

    No other site can make a browser say so, no form can, and no sandboxed frame: the
    browser itself writes these headers (Fetch, section 3.2; Fetch Metadata).
    """
    kind, _, _ = (header("content-type") or "").partition(";")
    return (
        is_origin(header("origin") or "", origin_of(page))
        and header("sec-fetch-site") in (None, "same-origin")
        and kind.strip().lower() == _FORM
    )


def check_from_page(headers: Headers, page: str) -> None:
    """Raise AuthorizationResponseError where another than our page posted this."""
    found: dict[str, list[str]] = {}
    for name, value in headers.items():
        found.setdefault(name.lower(), []).append(value)

    # What stands twice is joined, and so is nothing that a browser sends.
    def header(name: str) -> str | None:
        return ", ".join(found[name]) if name in found else None

    if not is_from_page(header, page):
        raise AuthorizationResponseError(
            "the response was not posted by the page at the redirect URI, but by "
            "another site or program: its Origin, Sec-Fetch-Site or Content-Type "
            "differs. The page has to be served at the redirect URI itself",
            code="redirect_uri_mismatch",
        )
