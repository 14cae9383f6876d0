"""What the grants share that need the program alone: a token whenever one is due."""

from __future__ import annotations

from abc import abstractmethod

from .errors import AuthError, CredentialsMissingError, TokenExpiredError
from .secrecy import keeps_secrets, keeps_secrets_async
from .steps import run, run_async
from .token_endpoint_grant import TokenEndpointGrant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .oauth_token import OAuthToken
    from .steps import Steps


class AutomaticGrant(TokenEndpointGrant):
    """Gets a token for the credentials alone, when the first request needs it."""

    _how_to_authorize = "get one with fetch_token()"
    _needed: tuple[str, ...] = ()
    """The fields of the credentials that a token cannot be got without."""

    @keeps_secrets
    def fetch_token(self) -> OAuthToken:
        """A new token for the credentials, kept and returned (RFC 6749, section 4).

        Requests do this by themselves when there is none, or it is out of date. Raises
        AuthorizationError if the server refused, CredentialsMissingError,
        TransportError and other AuthErrors; the manager then keeps the token it had.
        """
        return run(self._flight.join(self._fetched), self._settings.send)

    @keeps_secrets_async
    async def fetch_token_async(self) -> OAuthToken:
        """Do the same without blocking the event loop."""
        steps = self._flight.join(self._fetched)
        return await run_async(steps, self._settings.send_async)

    @abstractmethod
    def _grant_parameters(self) -> dict[str, str | None]:
        """What the token endpoint is asked with."""

    def _fetched(self) -> Steps[OAuthToken]:
        error = self._why_not_fetched()
        if error is not None:
            raise error
        scopes = self._credentials.o_auth_scopes
        answer = yield from self._ask(
            self._endpoint("token_url"),
            {**self._grant_parameters(), "scope": " ".join(scopes)},
        )
        token = answer.token(scopes)
        yield from self._kept.keep(token, scopes)
        return token

    def _replaced(self, token: OAuthToken | None) -> Steps[OAuthToken]:
        """By the refresh token where there is one that is good, or else anew."""
        if token is not None and token.refresh_token is not None:
            try:
                return (yield from self._refreshed(token, token.refresh_token))
            except TokenExpiredError:
                pass  # The credentials are as good as ever.
        return (yield from self._fetched())

    def _why_not_renewed(
        self, token: OAuthToken | None  # noqa: ARG002  # it is not needed for a new one
    ) -> AuthError | None:
        return self._why_not_fetched()

    def _why_not_fetched(self) -> AuthError | None:
        credentials = self._credentials
        missing = [name for name in self._needed if not getattr(credentials, name)]
        if missing:
            prefix = credentials.environment_prefix
            variables = ", ".join(f"{prefix}_{name.upper()}" for name in missing)
            return CredentialsMissingError(
                f"no token, and no credentials to get one with: give "
                f"{', '.join(missing)}, or set {variables} and use from_environment()"
            )
        try:
            self._endpoint("token_url")
        except AuthError as error:
            return error.with_traceback(None)
        return None
