"""The request that starts a grant (RFC 6749, section 4.2.1)."""

from __future__ import annotations

from .errors import InvalidRequestError
from .urls import check_endpoint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

RESERVED = frozenset(
    [
        "client_id",
        "client_secret",
        "code_challenge",
        "code_challenge_method",
        "nonce",
        "redirect_uri",
        "response_mode",
        "response_type",
        "scope",
        "state",
    ]
)
"""What a caller cannot add: this package sets it, or it must not be in a URL."""

_NAME_CHARACTERS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"
)
MIN_STATE_LENGTH = 8
_STATE_BYTES = 32


def new_state() -> str:
    """An unguessable value: 256 bits of the system's randomness (RFC 6749, 10.10)."""
    # Imported on first use: it would double the cost of importing the package.
    from secrets import token_urlsafe

    return token_urlsafe(_STATE_BYTES)


def check_state(state: str) -> str:
    """A caller's own state: 1*VSCHAR (appendix A.5), and not so short as to be guessed.

    Raises InvalidRequestError.
    """
    if len(state) < MIN_STATE_LENGTH or not (state.isascii() and state.isprintable()):
        raise InvalidRequestError(
            f"a state needs at least {MIN_STATE_LENGTH} characters of printable ASCII "
            "that nobody can guess; without one, a fresh state is made"
        )
    return state


def authorization_url(
    endpoint: str,
    parameters: Mapping[str, str | None],
    additional: Mapping[str, str],
) -> str:
    """The endpoint with a query for the parameters, which keep their order.

    The endpoint's own query stays as it is (section 3.1). Raises InvalidRequestError
    and InsecureTransportError.
    """
    from urllib.parse import parse_qsl, quote, urlencode

    check_endpoint(endpoint, "the authorization endpoint")
    _, mark, query = endpoint.partition("?")
    present = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
    if clash := present & (RESERVED | additional.keys()):
        raise InvalidRequestError(
            f"the authorization endpoint already has {', '.join(sorted(clash))} in its "
            "query, and no parameter may stand twice (RFC 6749, section 3.1)"
        )
    _check_additional(additional)
    # A parameter without a value counts as omitted, so none is sent without one.
    pairs = [(name, value) for name, value in parameters.items() if value]
    pairs += [(name, value) for name, value in additional.items() if value]
    joint = "?" if not mark else "&" if query and not query.endswith("&") else ""
    return endpoint + joint + urlencode(pairs, quote_via=quote)


def _check_additional(additional: Mapping[str, str]) -> None:
    for name in additional:
        if name in RESERVED:
            raise InvalidRequestError(
                f"{name} cannot be given as an additional parameter: the request sets "
                "it, or it must not stand in a URL"
            )
        if not name or not _NAME_CHARACTERS.issuperset(name):
            raise InvalidRequestError(
                f"{name[:40]!a} is no parameter name (RFC 6749, section 8.2)"
            )
