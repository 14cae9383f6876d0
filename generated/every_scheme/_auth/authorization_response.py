"""Reading the redirect that answers an authorization request (RFC 6749, 4.1.2, 4.2.2).

Servers and attackers alike write what arrives here. What is decided first is decided
from the least: where it arrived, what it holds, and only then what it says.
"""

from __future__ import annotations

from .errors import AuthorizationResponseError
from .token_response import raise_error_of, token_of
from .urls import same_target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .oauth_token import OAuthToken

_KNOWN = frozenset(
    [
        "access_token",
        "code",
        "error",
        "error_description",
        "error_uri",
        "expires_in",
        "id_token",
        "iss",
        "scope",
        "state",
        "token_type",
    ]
)
_GRANTED = frozenset(["access_token", "code", "id_token"])
_MAX_LENGTH = 1024 * 1024
_MAX_PARAMETERS = 100
_HEXADECIMAL = "0123456789abcdefABCDEF"
_BYTES = {a + b: bytes.fromhex(a + b) for a in _HEXADECIMAL for b in _HEXADECIMAL}


class AuthorizationResponse:
    """The parameters of a response, decoded, none of them trusted yet."""

    __slots__ = ("_pairs", "_parameters")

    def __init__(
        self, parameters: dict[str, str], pairs: list[tuple[str, str]]
    ) -> None:
        self._parameters = parameters
        self._pairs = pairs

    def __repr__(self) -> str:
        return "<AuthorizationResponse>"

    def get(self, name: str) -> str | None:
        """A parameter's value. Without a value it counts as omitted (section 3.1)."""
        return self._parameters.get(name) or None

    def check_issuer(self, issuer: str, *, required: bool) -> None:
        """RFC 9207, section 2.4: on every response, by simple string comparison.

        An issuer need not be named where it is not `required`, and never a wrong one.
        Raises AuthorizationResponseError.
        """
        named = self.get("iss")
        if named == issuer or (named is None and not required):
            return
        raise AuthorizationResponseError(
            "the response does not come from the configured issuer: check "
            "o_auth_issuer, which must be equal to the letter, or suspect a mix-up",
            code="issuer_mismatch",
        )

    def raise_error(self) -> None:
        """Raises AuthorizationError where the server has refused (section 4.2.2.1)."""
        raise_error_of(self)

    def token(self, requested: tuple[str, ...]) -> OAuthToken:
        """The token, in a grant where the response brings it.

        Raises AuthorizationResponseError and InvalidTokenError.
        """
        return token_of(self, requested)

    def advice_on_missing_token(self) -> str:
        """What a response without a token, or without a code, usually means."""
        if "access_token" in self._parameters:
            return "The server answered with a token, as in the implicit grant"
        if "code" in self._parameters:
            return (
                "The server answered with an authorization code: it does not use the "
                "implicit grant, although it did not say so"
            )
        if any(name.endswith("access_token") for name, _ in self._pairs):
            return (
                "Something was put before the parameters: the fragment must be plain "
                "`access_token=...&state=...`, without a path or a second #"
            )
        return "Check that the whole address was passed on, from # to its end"


def read_response(
    text: str, redirect_uri: str | None, *, in_query: bool = False
) -> AuthorizationResponse:
    """The response in a redirect URL, or in a bare query or fragment.

    With `in_query`, an answer that is no error has to stand in the query (section
    4.1.2), without it in the fragment (4.2.2). Raises AuthorizationResponseError:
    `redirect_uri_mismatch`, `empty_response`, `duplicate_parameter`, or
    `invalid_response`.
    """
    text = text.strip()
    if len(text) > _MAX_LENGTH:
        raise _invalid("it is longer than any response")
    query, fragment = _split(text, redirect_uri, in_query=in_query)
    if not query and not fragment:
        raise AuthorizationResponseError(
            "the redirect carries no response: pass on the whole address, to its end. "
            "What begins at # never reaches a server and has to be handed over by a "
            "script or by hand",
            code="empty_response",
        )
    pairs_of_query, pairs_of_fragment = _pairs(query), _pairs(fragment)
    in_fragment = dict(pairs_of_fragment)
    if "access_token" in dict(pairs_of_query):
        raise _invalid(
            "the token stands in the query, where servers and browsers keep it in logs "
            "(RFC 9700, section 4.3.2): treat it as leaked"
        )
    if in_query:
        if not _GRANTED.isdisjoint(in_fragment):
            raise _invalid("it stands in the fragment, and was asked for in the query")
    elif not _KNOWN.isdisjoint(in_fragment):
        if query:
            raise _elsewhere("it has a query that the redirect URI does not have")
        return _response(pairs_of_fragment)
    # Refusals often come in the query, some with an empty-looking fragment.
    return _response(pairs_of_query + pairs_of_fragment)


def _split(text: str, redirect_uri: str | None, *, in_query: bool) -> tuple[str, str]:
    """The part of the query that is not the redirect URI's own, and the fragment."""
    before, mark, fragment = text.partition("#")
    base, _, query = before.partition("?")
    if not base:
        # A bare response: `#a=b` or `?a=b`.
        return query, fragment
    expected, _, own = (redirect_uri or "").partition("?")
    if base != expected:
        if not mark and not _is_url(base):
            # Another one: `a=b`.
            return (text, "") if in_query else ("", text)
        if redirect_uri is not None:
            _check_arrival(base, expected)
    if own and query != own and not query.startswith(own + "&"):
        raise _elsewhere("the redirect URI's own query is not in it")
    return query[len(own) :].removeprefix("&"), fragment


def _check_arrival(base: str, expected: str) -> None:
    if not _is_url(base):
        raise _elsewhere("it does not begin with a scheme")
    try:
        arrived = same_target(base, expected)
    except ValueError:
        arrived = False
    if not arrived:
        raise _elsewhere("its scheme, host, port or path differs")


def _is_url(base: str) -> bool:
    scheme, mark, _ = base.partition(":")
    return (
        bool(mark)
        and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum()
    )


def _pairs(encoded: str) -> list[tuple[str, str]]:
    """Names with their values, still encoded; empty pairs are skipped."""
    parts = [part for part in encoded.split("&") if part]
    if len(parts) > _MAX_PARAMETERS:
        raise _invalid(f"it has more than {_MAX_PARAMETERS} parameters")
    pairs: list[tuple[str, str]] = []
    for part in parts:
        name, _, value = part.partition("=")
        # A known name needs no decoding.
        pairs.append((name if name in _KNOWN else _decoded(name) or "", value))
    return pairs


def _response(pairs: list[tuple[str, str]]) -> AuthorizationResponse:
    parameters: dict[str, str] = {}
    for name, encoded in pairs:
        # Unrecognized parameters must be ignored, whatever they hold.
        if name not in _KNOWN:
            continue
        if name in parameters:
            raise AuthorizationResponseError(
                f"{name} stands twice in the response (RFC 6749, section 3.1)",
                code="duplicate_parameter",
            )
        value = _decoded(encoded)
        if value is None:
            raise _invalid(f"{name} is not properly encoded (RFC 6749, appendix B)")
        parameters[name] = value
    return AuthorizationResponse(parameters, pairs)


def _decoded(encoded: str) -> str | None:
    """application/x-www-form-urlencoded, strictly; None where it is malformed."""
    if "%" not in encoded:
        return encoded.replace("+", " ")
    first, *escapes = encoded.replace("+", " ").split("%")
    try:
        rest = [_BYTES[escape[:2]] + escape[2:].encode() for escape in escapes]
        return b"".join([first.encode(), *rest]).decode()
    except (KeyError, UnicodeError):
        return None


def _invalid(why: str) -> AuthorizationResponseError:
    return AuthorizationResponseError(
        f"the response cannot be used: {why}", code="invalid_response"
    )


def _elsewhere(why: str) -> AuthorizationResponseError:
    return AuthorizationResponseError(
        f"the response did not arrive at the redirect URI of the request: {why}. "
        "Register one redirect URI for this server, and pass on the address as it is",
        code="redirect_uri_mismatch",
    )
