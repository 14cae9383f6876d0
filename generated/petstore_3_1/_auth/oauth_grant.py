"""What every OAuth grant does with its token, and with a server's word on it."""

from __future__ import annotations

import time

from .errors import (
    AuthError,
    InsufficientScopeError,
    TokenExpiredError,
    TokenMissingError,
    TokenRejectedError,
)
from .exchange import Ready
from .oauth_token import check_token, split_scope
from .request_parts import RequestParts
from .token_holder import TokenHolder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .bearer_error import BearerError
    from .kept_token import Grant
    from .oauth_token import OAuthToken
    from .request_parts import Answer, Target
    from .steps import Steps


class _FreshToken:
    """What need not be asked again before a token comes to its end."""

    __slots__ = ("deadline", "grant", "headers", "token", "until")

    def __init__(self, token: OAuthToken, grant: Grant) -> None:
        self.token = token
        self.grant = grant
        self.until, self.deadline = token.fresh_until()
        self.headers: dict[tuple[str, ...], Ready] = {}
        """By the scopes of requests, those that the token is good for."""


class OAuthGrant(TokenHolder):
    """Puts its token on requests (RFC 6750), and gets another where it can."""

    on_rejected: Callable[[], OAuthToken | Awaitable[OAuthToken]] | None = None
    """Where a new token comes from when a server rejects the one that was sent.

    Such as `authorize`, or `refresh`. The request is then sent once more, if its body
    can be. Without it, the request ends with TokenRejectedError. In an event loop it is
    called in a thread, and may be `async`.
    """

    _fresh: _FreshToken | None = None

    def ready(self, scopes: tuple[str, ...] = ()) -> Ready | None:
        """The header with the token, as long as it is the same and can be used."""
        fresh = self._fresh
        if (
            fresh is None
            or fresh.grant is not self._kept.grant
            or time.time() >= fresh.until
            or time.monotonic() >= fresh.deadline
        ):
            grant = self._kept.grant
            if grant[0] is None or grant[0].is_expired():
                return None
            self._fresh = fresh = _FreshToken(grant[0], grant)
        return fresh.headers.get(scopes) or self._ready_for(fresh, scopes)

    def lacks(self, scopes: tuple[str, ...] = ()) -> AuthError | None:
        """Why no request with these scopes can be authenticated now; None if it can."""
        token = self.o_auth_token
        error = None if _is_good(token) else self._why_not_renewed(token)
        return error or self._out_of_scope(token, scopes)

    def prepare(
        self, target: Target, scopes: tuple[str, ...] = ()  # noqa: ARG002
    ) -> Steps[RequestParts]:
        """`Authorization: Bearer ...` (RFC 6750, section 2.1).

        Raises TokenMissingError, TokenExpiredError and InsufficientScopeError.
        """
        token, _ = yield from self._kept.find()
        if token is None or not _is_good(token):
            token = yield from self._renewed(token)
        error = self._out_of_scope(token, scopes)
        if error is not None:
            raise error
        return _parts_for(token)

    def react(
        self, target: Target, parts: RequestParts, answer: Answer  # noqa: ARG002
    ) -> Steps[RequestParts | None]:
        """What the server says of the token (RFC 6750, section 3.1).

        Raises InsufficientScopeError, and TokenRejectedError where there is no
        `on_rejected`. The token was then dropped.
        """
        if answer.status not in (401, 403) or not answer.challenges:
            return None
        # Imported on first use: most requests are not refused.
        from .bearer_error import bearer_error

        error = bearer_error(answer)
        if error is None:
            return None
        if answer.status == 403:
            raise self._insufficient(error.scopes)
        token = yield from self._after_rejection(error, parts)
        return _parts_for(token)

    def _ready_for(self, fresh: _FreshToken, scopes: tuple[str, ...]) -> Ready | None:
        if self._out_of_scope(fresh.token, scopes) is not None:
            return None
        ends = fresh.until, fresh.deadline
        parts = _parts_for(fresh.token)
        ready = Ready(self, scopes, parts, self._kept, fresh.grant, ends)
        return fresh.headers.setdefault(scopes, ready)

    def _renewed(self, token: OAuthToken | None) -> Steps[OAuthToken]:
        """A new token without asking anybody, where the grant can do that."""
        yield from ()
        raise self._why_not_renewed(token) or TokenMissingError("no token")

    def _why_not_renewed(self, token: OAuthToken | None) -> AuthError | None:
        """Why there cannot be a new token by itself; None where there can."""
        if token is None:
            return TokenMissingError(f"no token: {self._how_to_authorize}")
        return TokenExpiredError(
            "the token is out of date, and there is no refresh token: "
            + self._how_to_authorize
        )

    def _out_of_scope(
        self, token: OAuthToken | None, scopes: tuple[str, ...]
    ) -> AuthError | None:
        # Where the server said nothing of scopes, it decides by itself.
        said = (
            " ".join(self._credentials.o_auth_scopes) if token is None else token.scope
        )
        granted = split_scope(said) if said else scopes
        missing = tuple(scope for scope in scopes if scope not in granted)
        if not missing:
            return None
        return InsufficientScopeError(
            f"the token lacks {' '.join(missing)}: authorize again, asking for it",
            missing_scopes=missing,
        )

    def _insufficient(self, wanted: tuple[str, ...]) -> InsufficientScopeError:
        granted = self.granted_scopes
        missing = self._known(scope for scope in wanted if scope not in granted)
        # Many servers do not name them.
        missing = missing or self.missing_scopes
        named = f" ({' '.join(missing)})" if missing else ""
        return InsufficientScopeError(
            f"the server wants more scopes{named}: authorize again, asking for them",
            missing_scopes=missing,
        )

    def _after_rejection(
        self, error: BearerError, parts: RequestParts
    ) -> Steps[OAuthToken]:
        """Drop the token that was sent; another one, where the application wants it."""
        release = yield from self._kept.lock()
        try:
            current = yield from self._kept.drop(
                lambda token: _parts_for(token).headers == parts.headers
            )
        finally:
            release()
        if self.on_rejected is None:
            said = f" ({error.description})" if error.description else ""
            raise TokenRejectedError(
                f"the server does not take the token{said}, which was dropped: "
                + self._how_to_authorize,
                error_description=error.description,
            )
        # Another thread may have got a new one meanwhile.
        if current is not None and not current.is_expired():
            return current
        token: OAuthToken | None = yield self.on_rejected
        check_token(token)
        if token is None:
            raise TokenRejectedError("on_rejected has given no token")
        if token != (yield from self._kept.find())[0]:
            yield from self._kept.keep(token, self._credentials.o_auth_scopes)
        return token


def _parts_for(token: OAuthToken) -> RequestParts:
    return RequestParts({"Authorization": f"Bearer {token.access_token}"})


def _is_good(token: OAuthToken | None) -> bool:
    return token is not None and not token.is_expired()
