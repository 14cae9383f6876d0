"""The request that starts a grant (RFC 6749, section 4.2.1).

Imported for the first one, since it brings `secrets` and `urllib.parse`.
"""

from __future__ import annotations

from functools import lru_cache
from secrets import token_urlsafe
from urllib.parse import parse_qsl, quote

from .errors import InvalidRequestError
from .urls import check_endpoint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    same: tuple[tuple[str, str | None], ...],
    fresh: Mapping[str, str],
    additional: Mapping[str, str],
) -> str:
    """The endpoint with a query for the parameters, which keep their order.

    `same` are those that every request of a manager has, and no secrets; `fresh` are
    this one's own. The endpoint's own query stays as it is (section 3.1). Raises
    InvalidRequestError and InsecureTransportError.
    """
    if additional:
        _check_additional(endpoint, additional)
    rest = [*fresh.items(), *additional.items()]
    return "&".join([_beginning(endpoint, same), *_encoded(rest)])


# What is always the same is checked and encoded once: each time would be 9 us more,
# twice the whole.
@lru_cache(maxsize=16)
def _beginning(endpoint: str, same: tuple[tuple[str, str | None], ...]) -> str:
    check_endpoint(endpoint, "the authorization endpoint")
    _check_clash(endpoint, RESERVED)
    _, mark, query = endpoint.partition("?")
    joint = "?" if not mark else "&" if query and not query.endswith("&") else ""
    return endpoint + joint + "&".join(_encoded(same))


def _encoded(pairs: Iterable[tuple[str, str | None]]) -> list[str]:
    """Names with their values. Without a value a parameter counts as omitted."""
    return [f"{name}={quote(value, safe='')}" for name, value in pairs if value]


def _check_clash(endpoint: str, names: frozenset[str]) -> None:
    query = endpoint.partition("?")[2]
    clash = names.intersection(n for n, _ in parse_qsl(query, keep_blank_values=True))
    if clash:
        raise InvalidRequestError(
            f"the authorization endpoint already has {', '.join(sorted(clash))} in its "
            "query, and no parameter may stand twice (RFC 6749, section 3.1)"
        )


def _check_additional(endpoint: str, additional: Mapping[str, str]) -> None:
    _check_clash(endpoint, frozenset(additional))
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
