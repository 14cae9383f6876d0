"""A token with its scopes, and where it is kept."""

from __future__ import annotations

from .errors import AuthError
from .kept_token import KeptToken
from .oauth_endpoints import OAuthEndpoints
from .oauth_scope import OAuthScope
from .oauth_token import check_token, split_scope
from .operation_auth import least_scopes
from .secrecy import keeps_secrets
from .steps import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .kept_token import Grant
    from .oauth_credentials import OAuthCredentials
    from .oauth_token import OAuthToken
    from .operation_auth import Operations
    from .settings import Settings


class TokenHolder(OAuthEndpoints):
    """Has a token, or none yet. Threads may share it."""

    scope_enum: type[OAuthScope] = OAuthScope
    operations: Operations

    _grant_type = ""
    _main_endpoint = ""
    """Which endpoint tells the server in the token store, such as `token_url`."""
    _how_to_authorize = ""
    """What somebody without a token has to do."""

    def __init__(
        self,
        credentials: OAuthCredentials,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(credentials, settings)
        self._kept = KeptToken(
            (credentials.o_auth_token, credentials.o_auth_scopes),
            self._settings.token_store,
            self._store_key,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {'valid' if self.is_valid() else 'no token'}>"

    @property
    def o_auth_client_id(self) -> str | None:
        """The client identifier (RFC 6749, section 2.2)."""
        return self._credentials.o_auth_client_id

    @property
    def o_auth_scopes(self) -> tuple[str, ...]:
        """The scopes that are asked for."""
        return self._known(self._credentials.o_auth_scopes)

    @property
    def o_auth_token(self) -> OAuthToken | None:
        """The token in use, from the token store where this program has none.

        It can be set: to one from elsewhere, or to None, which also takes it out of
        the store. Raises TokenStoreError.
        """
        return self._grant()[0]

    @o_auth_token.setter
    @keeps_secrets
    def o_auth_token(self, token: OAuthToken | None) -> None:
        check_token(token)
        run(
            self._kept.keep(token, self._credentials.o_auth_scopes), self._settings.send
        )

    @property
    def granted_scopes(self) -> tuple[str, ...]:
        """What the token allows: what the server said, or else what was asked for."""
        return self._known(_granted(self._grant()))

    @property
    def missing_scopes(self) -> tuple[str, ...]:
        """What was asked for and not granted."""
        token, requested = grant = self._grant()
        granted = _granted(grant)
        missing = (scope for scope in requested if scope not in granted)
        return () if token is None else self._known(missing)

    @property
    def extra_scopes(self) -> tuple[str, ...]:
        """What was granted beyond what was asked for, if anything was asked for."""
        _, requested = grant = self._grant()
        if not requested:
            return ()
        return self._known(s for s in _granted(grant) if s not in requested)

    def is_valid(self) -> bool:
        """Whether there is a token that is not known to be out of date.

        Raises TokenStoreError.
        """
        token = self.o_auth_token
        return token is not None and not token.is_expired()

    def scopes_for(self, *operations: str) -> tuple[str, ...]:
        """The fewest scopes with which all these operations can be called.

        Operations that this scheme does not serve need none. Raises
        InvalidRequestError for an operation that the document does not know.
        """
        fewest = least_scopes(self.operations, operations, self.scheme)
        declared = [str(scope) for scope in self.scope_enum if str(scope) in fewest]
        return self._known([*declared, *sorted(fewest.difference(declared))])

    def _grant(self) -> Grant:
        return run(self._kept.find(), self._settings.send)

    def _store_key(self) -> str | None:
        """Where the token store keeps this manager's token; None where it cannot."""
        from .token_store import store_key

        credentials = self._credentials
        try:
            server = self._server_name()
        except AuthError:
            return None
        return store_key(
            server,
            self._grant_type,
            (credentials.o_auth_client_id, credentials.o_auth_username),
            credentials.o_auth_scopes,
        )

    def _server_name(self) -> str:
        """What tells the server from others, without asking it. Raises AuthError."""
        return self._credentials.o_auth_issuer or self._endpoint(self._main_endpoint)

    def _known(self, scopes: Iterable[str]) -> tuple[str, ...]:
        """Members of the enum where it has them, and plain strings elsewhere."""
        members = {str(member): member for member in self.scope_enum}
        return tuple(members.get(scope, scope) for scope in scopes)


def _granted(grant: Grant) -> tuple[str, ...]:
    token, requested = grant
    if token is None:
        return ()
    return requested if token.scope is None else split_scope(token.scope)
