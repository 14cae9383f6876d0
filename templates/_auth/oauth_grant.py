"""What every OAuth grant has once there is a token: its scopes, and its header."""

from __future__ import annotations

from .errors import InsufficientScopeError, TokenExpiredError, TokenMissingError
from .oauth_scope import OAuthScope
from .oauth_token import check_token, split_scope
from .operation_auth import least_scopes
from .request_auth import SchemeAuth
from .request_parts import RequestParts
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .errors import AuthError
    from .implicit_credentials import ImplicitCredentials
    from .oauth_token import OAuthToken
    from .operation_auth import Operations
    from .request_parts import Target
    from .settings import Settings
    from .steps import Steps


class OAuthGrant(SchemeAuth):
    """Keeps a token, and puts it on requests (RFC 6750). Threads may share it."""

    scope_enum: type[OAuthScope] = OAuthScope
    operations: Operations

    def __init__(
        self,
        credentials: ImplicitCredentials,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(settings)
        self._credentials = credentials
        # One attribute, so that no thread sees a token with another's scopes.
        self._grant = (credentials.o_auth_token, credentials.o_auth_scopes)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {'valid' if self.is_valid() else 'no token'}>"

    @property
    def o_auth_client_id(self) -> str | None:
        """The client identifier (RFC 6749, section 2.2)."""
        return self._credentials.o_auth_client_id

    @property
    def o_auth_redirect_uri(self) -> str | None:
        """Where the server sends the response, exactly as it is registered there."""
        return self._credentials.o_auth_redirect_uri

    @property
    def o_auth_scopes(self) -> tuple[str, ...]:
        """The scopes that are asked for."""
        return self._known(self._credentials.o_auth_scopes)

    @property
    def o_auth_token(self) -> OAuthToken | None:
        """The token in use. It can be set: to one from elsewhere, or to None."""
        return self._grant[0]

    @o_auth_token.setter
    @keeps_secrets
    def o_auth_token(self, token: OAuthToken | None) -> None:
        check_token(token)
        self._grant = (token, self._credentials.o_auth_scopes)

    @property
    def granted_scopes(self) -> tuple[str, ...]:
        """What the token allows: what the server said, or else what was asked for."""
        token, requested = self._grant
        if token is None:
            return ()
        return self._known(
            requested if token.scope is None else split_scope(token.scope)
        )

    @property
    def missing_scopes(self) -> tuple[str, ...]:
        """What was asked for and not granted."""
        token, requested = self._grant
        granted = self.granted_scopes
        missing = (scope for scope in requested if scope not in granted)
        return () if token is None else self._known(missing)

    @property
    def extra_scopes(self) -> tuple[str, ...]:
        """What was granted beyond what was asked for, if anything was asked for."""
        _, requested = self._grant
        if not requested:
            return ()
        return tuple(scope for scope in self.granted_scopes if scope not in requested)

    def is_valid(self) -> bool:
        """Whether there is a token that is not known to be out of date."""
        token = self.o_auth_token
        return token is not None and not token.is_expired()

    def lacks(self, scopes: tuple[str, ...] = ()) -> AuthError | None:
        """Why no request with these scopes can be authenticated now; None if it can."""
        return self._problem_of(self.o_auth_token, scopes)

    def prepare(
        self, target: Target, scopes: tuple[str, ...] = ()  # noqa: ARG002
    ) -> Steps[RequestParts]:
        """`Authorization: Bearer ...` (RFC 6750, section 2.1).

        Raises TokenMissingError, TokenExpiredError and InsufficientScopeError.
        """
        yield from ()
        token = self.o_auth_token
        error = self._problem_of(token, scopes)
        if token is None or error is not None:
            raise error or TokenMissingError("no token")
        return RequestParts({"Authorization": f"Bearer {token.access_token}"})

    def scopes_for(self, *operations: str) -> tuple[str, ...]:
        """The fewest scopes with which all these operations can be called.

        Operations that this scheme does not serve need none. Raises
        InvalidRequestError for an operation that the document does not know.
        """
        fewest = least_scopes(self.operations, operations, self.scheme)
        declared = [str(scope) for scope in self.scope_enum if str(scope) in fewest]
        return self._known([*declared, *sorted(fewest.difference(declared))])

    def _problem_of(
        self, token: OAuthToken | None, scopes: tuple[str, ...]
    ) -> AuthError | None:
        if token is None:
            return TokenMissingError(
                "no token: log in with authorize(), or send the person to "
                "get_authorization_url() and give the redirect to fetch_token()"
            )
        if token.is_expired():
            return TokenExpiredError(
                "the token is out of date, and the implicit grant has no refresh: "
                "log in again with authorize(), or with get_authorization_url() and "
                "fetch_token()"
            )
        # Where the server said nothing of scopes, it decides by itself.
        granted = split_scope(token.scope) if token.scope else scopes
        missing = tuple(scope for scope in scopes if scope not in granted)
        if not missing:
            return None
        return InsufficientScopeError(
            f"the token lacks {' '.join(missing)}: authorize again, asking for it",
            missing_scopes=missing,
        )

    def _known(self, scopes: Iterable[str]) -> tuple[str, ...]:
        """Members of the enum where it has them, and plain strings elsewhere."""
        members = {str(member): member for member in self.scope_enum}
        return tuple(members.get(scope, scope) for scope in scopes)
