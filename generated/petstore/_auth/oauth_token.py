"""The access token and what is known of it (RFC 6749, section 4.2.2)."""

from __future__ import annotations

import time
from functools import lru_cache

from .errors import InvalidTokenError
from .oauth_scope import is_scope_token
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

_FORMAT_VERSION = 1
_MAX_LEEWAY = 60
_LIFETIME_DIGITS = 19
"""As many as the largest 64-bit number has, which some servers send for "never"."""


class OAuthToken:
    """An access token. Immutable, and silent: nothing but `access_token` shows it.

    `expires_in` is the lifetime in seconds as the server told it, `expiry` the moment
    in unix time (seconds, UTC) from which the token is out of date. Either may be None:
    then nothing is known, and the server decides. `scope` is what was granted, joined
    by blanks. Raises InvalidTokenError where a value cannot be part of a request.
    """

    __slots__ = (
        "access_token",
        "expires_in",
        "expiry",
        "scope",
        "refresh_token",
        "_lifetime",
        "_deadline",
    )

    access_token: str
    token_type = "Bearer"  # noqa: S105  # no password
    """The only type that is understood (RFC 6750)."""
    expires_in: int | None
    expiry: int | None
    scope: str | None
    refresh_token: str | None
    _lifetime: float
    _deadline: float

    _set = object.__setattr__

    @keeps_secrets
    def __init__(
        self,
        access_token: str,
        token_type: str = "Bearer",
        *,
        expires_in: int | None = None,
        expiry: float | None = None,
        scope: str | None = None,
        refresh_token: str | None = None,
    ) -> None:
        check_secret("access_token", access_token)
        if refresh_token is not None:
            check_secret("refresh_token", refresh_token)
        check_token_type(token_type)
        _check_seconds("expires_in", expires_in)
        _check_seconds("expiry", expiry)
        if scope is not None:
            split_scope(scope)
        self._fill(access_token, expires_in, expiry, scope, refresh_token)

    @classmethod
    def of_checked(
        cls,
        access_token: str,
        expires_in: int | None,
        scope: str | None,
        refresh_token: str | None,
    ) -> OAuthToken:
        """A token of values that have been checked as the constructor checks them.

        Doing it twice would add 2 us to the 9 that reading a redirect takes.
        """
        token = cls.__new__(cls)
        token._fill(  # noqa: SLF001
            access_token, expires_in, None, scope, refresh_token
        )
        return token

    def _fill(
        self,
        access_token: str,
        expires_in: int | None,
        expiry: float | None,
        scope: str | None,
        refresh_token: str | None,
    ) -> None:
        now = time.time()
        if expiry is None and expires_in is not None:
            expiry = int(now) + expires_in
        remaining = 0.0 if expiry is None else expiry - now
        put = self._set
        put("access_token", access_token)
        put("expires_in", expires_in)
        put("expiry", None if expiry is None else int(expiry))
        put("scope", scope)
        put("refresh_token", refresh_token)
        put("_lifetime", remaining if expires_in is None else expires_in)
        # The clock of the day may be set back; this one never is.
        put("_deadline", time.monotonic() + remaining)

    def is_expired(self, leeway: float | None = None) -> bool:
        """Whether the token is known to be out of date.

        `leeway` (seconds) is how much earlier it counts as expired, so that it does not
        expire on its way; by default a tenth of the lifetime, at most 60 seconds. A
        token without `expiry` is never known to be expired.
        """
        if self.expiry is None:
            return False
        remaining = min(
            self.expiry - time.time(),
            self._deadline - time.monotonic(),
        )
        if remaining <= 0:
            # For good, even if the clock of the day is set back.
            self._set("_deadline", float("-inf"))
            return True
        return remaining <= (self._leeway() if leeway is None else leeway)

    def fresh_until(self) -> tuple[float, float]:
        """When `is_expired()` will begin to say so: by the clock, and monotonic."""
        if self.expiry is None:
            return float("inf"), float("inf")
        leeway = self._leeway()
        return self.expiry - leeway, self._deadline - leeway

    def _leeway(self) -> float:
        return min(_MAX_LEEWAY, max(self._lifetime, 0) / 10)

    def to_dictionary(self) -> dict[str, str | int | None]:
        """Everything, the secrets included, for storage that you protect."""
        return {
            "version": _FORMAT_VERSION,
            "access_token": self.access_token,
            "token_type": self.token_type,
            "expires_in": self.expires_in,
            "expiry": self.expiry,
            "scope": self.scope,
            "refresh_token": self.refresh_token,
        }

    @classmethod
    @keeps_secrets
    def from_dictionary(cls, dictionary: Mapping[str, object]) -> OAuthToken:
        """A stored token, checked again. Fields that are unknown are ignored.

        Raises InvalidTokenError.
        """
        version = _number(dictionary, "version")
        if version is not None and version != _FORMAT_VERSION:
            raise InvalidTokenError(
                "the token was stored in a format that is not known"
            )
        token_type = _text(dictionary, "token_type")
        return cls(
            _text(dictionary, "access_token") or "",
            "Bearer" if token_type is None else token_type,
            expires_in=_number(dictionary, "expires_in"),
            expiry=_number(dictionary, "expiry"),
            scope=_text(dictionary, "scope"),
            refresh_token=_text(dictionary, "refresh_token"),
        )

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"an OAuthToken is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"an OAuthToken is immutable: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OAuthToken):
            return NotImplemented
        return self.to_dictionary() == other.to_dictionary()

    def __hash__(self) -> int:
        return hash((self.access_token, self.expiry, self.scope))

    def __repr__(self) -> str:
        known = f"scope {self.scope!a}, expiry {self.expiry}"
        return f"<OAuthToken {self.token_type}, {known}>"

    def __copy__(self) -> OAuthToken:
        return self

    def __deepcopy__(self, _: object) -> OAuthToken:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("an OAuthToken is not pickled: store to_dictionary() instead")


def is_token_text(value: str) -> bool:
    """Whether a value can stand in a header after `Bearer `.

    RFC 6750, section 2.1, lists fewer characters (b64token), but tokens such as
    `12|abc` are issued and accepted, and RFC 6749, appendix A.12, allows them. Blanks,
    controls and what is not ASCII would change the header, and are refused.
    """
    return bool(value) and value.isascii() and value.isprintable() and " " not in value


def check_token(token: object) -> None:
    """Raises InvalidTokenError where a bare string is given for a token."""
    if token is not None and not isinstance(token, OAuthToken):
        raise InvalidTokenError(
            "a token is an OAuthToken, or None: wrap the string, OAuthToken(...)"
        )


def check_token_type(token_type: str) -> None:
    """RFC 6749, section 7.1: a type that is not understood must not be used."""
    if token_type.casefold() != "bearer":
        raise InvalidTokenError(
            f"the token is of type {token_type[:40]!a}, and only Bearer tokens can be "
            "sent: ask the server for one",
            code="unsupported_token_type" if token_type else "missing_token_type",
        )


def parse_expires_in(value: str) -> int:
    """A lifetime in seconds: 1*DIGIT (RFC 6749, appendix A.14)."""
    if not (value.isascii() and value.isdigit() and len(value) <= _LIFETIME_DIGITS):
        raise InvalidTokenError(
            f"expires_in is {value[:40]!a}, and must be a number of seconds in digits",
            code="invalid_expires_in",
        )
    return int(value)


# A server grants the same few again and again, and checking them takes 0.8 us.
@lru_cache(maxsize=64)
def split_scope(scope: str) -> tuple[str, ...]:
    """The single scopes of a `scope` value; an order is kept, a repetition is not."""
    tokens = tuple(dict.fromkeys(filter(None, scope.split(" "))))
    if tokens and not is_scope_token("".join(tokens)):
        wrong = next(token for token in tokens if not is_scope_token(token))
        raise InvalidTokenError(
            f"{wrong[:80]!a} in `scope` is no scope (RFC 6749, section 3.3)",
            code="invalid_scope_value",
        )
    return tokens


def check_secret(name: str, value: str) -> None:
    """Raises InvalidTokenError, without the value, where a value is no token."""
    if not is_token_text(value):
        raise InvalidTokenError(
            f"{name} is empty, or holds a blank, a control character or a character "
            "beyond ASCII. A blank is often a plus sign that the server forgot to "
            "encode as %2B"
        )


def _check_seconds(name: str, value: float | None) -> None:
    # An expiry can have a digit more than the lifetime that it comes from.
    if value is not None and not 0 <= value < 10 ** (_LIFETIME_DIGITS + 1):
        raise InvalidTokenError(
            f"{name} must be a number of seconds, 0 or more", code="invalid_expires_in"
        )


def _text(values: Mapping[str, object], name: str) -> str | None:
    value = values.get(name)
    if value is None or isinstance(value, str):
        return value
    raise InvalidTokenError(f"{name} of a stored token is no text")


def _number(values: Mapping[str, object], name: str) -> int | None:
    value = values.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise InvalidTokenError(
        f"{name} of a stored token is no whole number",
        code="invalid_expires_in",
    )
