"""Reading the redirect that answers an authorization request (RFC 6749, 4.1.2, 4.2.2).

Servers and attackers alike write what arrives here. What is decided first is decided
from the least: where it arrived, what it holds, and only then what it says.
"""

from __future__ import annotations

from functools import lru_cache

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
_TOKEN = frozenset(["access_token"])
_MAX_LENGTH = 1024 * 1024
_MAX_PARAMETERS = 100
_MAX_REMEMBERED = 1024
_HEXADECIMAL = "0123456789abcdefABCDEF"
_CHARACTERS = {a + b: chr(int(a + b, 16)) for a in _HEXADECIMAL for b in _HEXADECIMAL}
"""What an escape stands for, a byte, as the character of the same number."""


class AuthorizationResponse:
    """The parameters of a response, decoded, none of them trusted yet."""

    __slots__ = ("_others", "_parameters", "problem")

    def __init__(
        self,
        parameters: dict[str, str],
        others: list[str],
        problem: AuthorizationResponseError | None,
    ) -> None:
        self._parameters = parameters
        self._others = others
        self.problem = problem
        """Why it cannot be read, if it cannot."""

    def __repr__(self) -> str:
        return "<AuthorizationResponse>"

    def get(self, name: str) -> str | None:
        """A parameter's value. Without a value it counts as omitted (section 3.1)."""
        return self._parameters.get(name) or None

    def has_any(self, names: frozenset[str]) -> bool:
        """Whether one of these parameters is there, be it without a value."""
        return not names.isdisjoint(self._parameters)

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
        if any(name.endswith("access_token") for name in self._others):
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
    response = _parsed(fragment)
    if query or in_query:
        response = _of_both(query, fragment, response, in_query=in_query)
    if response.problem is not None:
        raise response.problem
    return response


def _of_both(
    query: str, fragment: str, in_fragment: AuthorizationResponse, *, in_query: bool
) -> AuthorizationResponse:
    """The response where there is a query, or should be one."""
    if _parsed(query).has_any(_TOKEN):
        raise _invalid(
            "the token stands in the query, where servers and browsers keep it in logs "
            "(RFC 9700, section 4.3.2): treat it as leaked"
        )
    if in_query and in_fragment.has_any(_GRANTED):
        raise _invalid("it stands in the fragment, and was asked for in the query")
    if not in_query and in_fragment.has_any(_KNOWN):
        raise _elsewhere("it has a query that the redirect URI does not have")
    # Refusals often come in the query, some with an empty-looking fragment.
    return _parsed(f"{query}&{fragment}")


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


def _parsed(encoded: str) -> AuthorizationResponse:
    """What a query or a fragment holds. A problem of it is the first that it has."""
    parameters: dict[str, str] = {}
    others: list[str] = []
    problem: AuthorizationResponseError | None = None
    parts = encoded.split("&")
    if len(parts) > _MAX_PARAMETERS:
        raise _invalid(f"it has more than {_MAX_PARAMETERS} parameters")
    for part in parts:
        name, _, value = part.partition("=")
        if name not in _KNOWN:
            name = _decoded(name) or ""
            # Unrecognized parameters must be ignored, whatever they hold.
            if name not in _KNOWN:
                others.append(name)
                continue
        if name in parameters:
            problem = problem or _repeated(name)
        decoded: str | None = value
        if "%" in value or "+" in value:
            decode = _decoded_scope if name == "scope" else _decoded
            decoded = decode(value)
        if decoded is None:
            problem = problem or _badly_encoded(name)
        parameters[name] = decoded or ""
    return AuthorizationResponse(parameters, others, problem)


def _decoded(encoded: str) -> str | None:
    """application/x-www-form-urlencoded, strictly; None where it is malformed."""
    if "%" not in encoded:
        return encoded.replace("+", " ")
    try:
        if not encoded.isascii():
            encoded = encoded.encode().decode("latin-1")
        text, *escapes = encoded.replace("+", " ").split("%")
        for escape in escapes:
            text += _CHARACTERS[escape[:2]] + escape[2:]
        # Its characters are bytes up to here.
        return text if text.isascii() else text.encode("latin-1").decode()
    except (KeyError, UnicodeError):
        return None


# A server grants the same few again and again, and decoding them takes 1 us of the 10
# of a redirect. Nothing else is remembered: it may be a secret.
_remembered = lru_cache(maxsize=64)(_decoded)


def _decoded_scope(encoded: str) -> str | None:
    # Anybody can send a redirect, and fill the memory with long ones.
    return (_remembered if len(encoded) <= _MAX_REMEMBERED else _decoded)(encoded)


def _repeated(name: str) -> AuthorizationResponseError:
    return AuthorizationResponseError(
        f"{name} stands twice in the response (RFC 6749, section 3.1)",
        code="duplicate_parameter",
    )


def _badly_encoded(name: str) -> AuthorizationResponseError:
    return _invalid(f"{name} is not properly encoded (RFC 6749, appendix B)")


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
