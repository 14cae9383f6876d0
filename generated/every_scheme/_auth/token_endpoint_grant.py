"""What the grants share that get their tokens from a token endpoint: the refresh.

One refresh serves any number of threads, tasks and processes that find the token out
of date, for a server may take a refresh token only once (RFC 9700, section 4.14.2).
"""

from __future__ import annotations

from .errors import AuthorizationError, TokenExpiredError, TokenMissingError
from .oauth_grant import OAuthGrant
from .oauth_token import split_scope
from .secrecy import keeps_secrets, keeps_secrets_async
from .single_flight import SingleFlight
from .steps import run, run_async
from .urls import endpoint_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .errors import AuthError
    from .oauth_credentials import OAuthCredentials
    from .oauth_token import OAuthToken
    from .settings import Settings
    from .steps import Steps
    from .token_endpoint import Parameters, TokenResponse


class TokenEndpointGrant(OAuthGrant):
    """Gets tokens from the token endpoint. Threads and event loops may share it."""

    token_url: str | None = None
    """The document's token endpoint; None where it has none."""
    refresh_url: str | None = None
    """Where the document says that tokens are refreshed; None for `token_url`."""

    _main_endpoint = "token_url"

    def __init__(
        self,
        credentials: OAuthCredentials,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(credentials, settings)
        self._flight = SingleFlight()

    @keeps_secrets
    def refresh(self) -> OAuthToken:
        """A new token for the refresh token, kept and returned (RFC 6749, section 6).

        Requests do this by themselves when the token is out of date. Raises
        TokenMissingError, TokenExpiredError where the person has to authorize again,
        TransportError and other AuthErrors.
        """
        return run(self._refreshed_now(), self._settings.send)

    @keeps_secrets_async
    async def refresh_async(self) -> OAuthToken:
        """Do the same without blocking the event loop."""
        steps = self._refreshed_now()
        return await run_async(steps, self._settings.send_async)

    def _refreshed_now(self) -> Steps[OAuthToken]:
        token, _ = yield from self._kept.find()
        if token is None or token.refresh_token is None:
            raise TokenMissingError(f"no refresh token: {self._how_to_authorize}")
        return (yield from self._renewed(token))

    def _renewed(self, token: OAuthToken | None) -> Steps[OAuthToken]:
        return self._flight.join(lambda: self._renewed_once(token))

    def _renewed_once(self, old: OAuthToken | None) -> Steps[OAuthToken]:
        """Another token than `old`; of several threads, one gets here at a time."""
        release = yield from self._kept.lock()
        try:
            # Who had the lock before may have left a new token.
            token, _ = yield from self._kept.find(anew=True)
            if token is not None and token != old and not token.is_expired():
                return token
            return (yield from self._replaced(token))
        finally:
            release()

    def _replaced(self, token: OAuthToken | None) -> Steps[OAuthToken]:
        """A new token in place of this one, which is kept already."""
        if token is None or token.refresh_token is None:
            raise self._why_not_renewed(token) or TokenMissingError("no token")
        return (yield from self._refreshed(token, token.refresh_token))

    def _refreshed(self, token: OAuthToken, refresh_token: str) -> Steps[OAuthToken]:
        """A refresh. No scope is asked for, so that it stays what it was."""
        discovery = self._discovery()
        if discovery is not None:
            yield from discovery
        answer: TokenResponse | None = None
        try:
            answer = yield from self._ask(
                self._refresh_endpoint(),
                {"grant_type": "refresh_token", "refresh_token": refresh_token},
            )
        except AuthorizationError as error:
            if error.code != "invalid_grant":
                raise
        _, requested = yield from self._kept.find()
        if answer is None:
            yield from self._kept.keep(_without_refresh(token), requested)
            raise TokenExpiredError(
                "the server does not take the refresh token any more (invalid_grant): "
                + self._how_to_authorize
            )
        scopes = split_scope(token.scope) if token.scope else requested
        new = answer.token(scopes, refresh_token)
        yield from self._keep_identity(answer, token, new)
        yield from self._kept.keep(new, requested)
        return new

    def _keep_identity(
        self,
        answer: TokenResponse,  # noqa: ARG002
        old: OAuthToken,  # noqa: ARG002
        new: OAuthToken,  # noqa: ARG002
    ) -> Steps[None]:
        """Let who logged in be known with the new token, in a grant that knows it.

        Raises IdTokenError.
        """
        yield from ()

    def _refresh_endpoint(self) -> str:
        if self._credentials.o_auth_token_url or self.refresh_url is None:
            return self._endpoint("token_url")
        return endpoint_url(self.refresh_url, "o_auth_token_url", self._settings.server)

    def _why_not_renewed(self, token: OAuthToken | None) -> AuthError | None:
        if token is not None and token.refresh_token is not None:
            return None
        return super()._why_not_renewed(token)

    def _ask(self, url: str, parameters: Parameters) -> Steps[TokenResponse]:
        """What an endpoint answers to a form. Raises AuthError where it refuses."""
        # Imported on first use: a program whose token is good needs no endpoint.
        from .token_endpoint import form_request, read_answer

        response = yield form_request(url, parameters, self._credentials)
        return read_answer(response)


def _without_refresh(token: OAuthToken) -> OAuthToken:
    return token.from_dictionary({**token.to_dictionary(), "refresh_token": None})
