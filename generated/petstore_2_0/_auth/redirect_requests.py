"""Authorization requests, and the redirects that answer them.

A response is accepted only with the state of a request that this manager made (RFC
6749, section 10.12).
"""

from __future__ import annotations

from .authorization_response import read_response
from .errors import CredentialsMissingError
from .identity import Identity
from .oauth_grant import OAuthGrant
from .pending import PendingRequest, PendingRequests, is_same, state_mismatch
from .secrecy import keeps_secrets, keeps_secrets_async
from .steps import run, run_async

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .authorization_response import AuthorizationResponse
    from .oauth_credentials import OAuthCredentials
    from .oauth_token import OAuthToken
    from .settings import Settings
    from .steps import Steps
    from .token_response import Response


class RedirectRequests(OAuthGrant):
    """Makes requests for a person's browser, and reads what comes back."""

    authorization_url: str | None = None
    """The document's authorization endpoint; None where it has none."""

    _main_endpoint = "authorization_url"
    _how_to_authorize = (
        "log in with authorize(), or send the person to get_authorization_url() and "
        "give the redirect to fetch_token()"
    )
    _response_type = ""
    _response_type_with_identity = ""
    _answer_in_query = False
    """Whether the response type puts its answer into the query, or the fragment."""

    def __init__(
        self,
        credentials: OAuthCredentials,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(credentials, settings)
        self._pending = PendingRequests()
        self._identity = Identity(credentials)

    @property
    def id_token_claims(self) -> Mapping[str, object]:
        """Who logged in: `sub`, which is unique at `iss`, and what else is told.

        All of it is verified (OpenID Connect Core, section 3.1.3.7). Raises
        CredentialsMissingError without an `o_auth_id_token_verifier`, and
        TokenMissingError where the token in use did not come with an ID Token.
        """
        return self._identity.claims(self.o_auth_token)

    @property
    def o_auth_redirect_uri(self) -> str | None:
        """Where the server sends the response, exactly as it is registered there."""
        return self._credentials.o_auth_redirect_uri

    @keeps_secrets
    def get_authorization_url(
        self,
        state: str | None = None,
        additional_params: Mapping[str, str] | None = None,
    ) -> str:
        """The page to send the person to (RFC 6749, section 3.1).

        The state is fresh, and remembered for one response within an hour; a web
        application with several processes gives its own and keeps it in the session.
        `additional_params` are extension parameters such as `prompt`.

        Raises CredentialsMissingError, InvalidRequestError, InsecureTransportError.
        """
        request = self._new_request(self.o_auth_redirect_uri, state)
        return self._begin(request, additional_params)

    @keeps_secrets
    def fetch_token(
        self, authorization_response: str, state: str | None = None
    ) -> OAuthToken:
        """Read the response, keep its token and return it.

        `authorization_response` is the URL that the browser was redirected to, or
        what the callback page posts. `state` is the one that was sent; without it, the
        request must have been made by this manager.

        Raises AuthorizationError if the server refused, and AuthorizationResponseError,
        InvalidTokenError or IdTokenError if the response is not to be used; the manager
        then keeps the token it had.
        """
        steps = self._fetched(authorization_response, state)
        return run(steps, self._settings.send)

    @keeps_secrets_async
    async def fetch_token_async(
        self, authorization_response: str, state: str | None = None
    ) -> OAuthToken:
        """Do the same without blocking the event loop."""
        steps = self._fetched(authorization_response, state)
        return await run_async(steps, self._settings.send_async)

    def _parameters(self, request: PendingRequest) -> dict[str, str]:  # noqa: ARG002
        """What this grant adds to the authorization request."""
        return {}

    def _new_verifier(self) -> str | None:
        """The secret of a new request, in a grant that has one."""
        return None

    def _exchange(
        self,
        response: AuthorizationResponse,  # noqa: ARG002
        request: PendingRequest,  # noqa: ARG002
    ) -> Steps[Response] | None:
        """Get the token that a response leads to; None where the response brings it."""
        return None

    def _new_request(
        self,
        redirect_uri: str | None,
        state: str | None,
        code_verifier: str | None = None,
    ) -> PendingRequest:
        """A request of these credentials; its state is fresh unless one is given."""
        # Imported on first use, here and below: it brings `secrets`.
        from .authorization_request import check_state, new_state

        discovery = self._discovery()
        if discovery is not None:
            run(discovery, self._settings.send)
        return PendingRequest(
            new_state() if state is None else check_state(state),
            redirect_uri,
            self._credentials.o_auth_scopes,
            self._issuer(),
            code_verifier,
        )

    def _begin(
        self, request: PendingRequest, additional_params: Mapping[str, str] | None
    ) -> str:
        """Let a request wait for its response; the URL to send the person to."""
        from .authorization_request import authorization_url

        client_id = self._credentials.o_auth_client_id
        if not client_id:
            raise CredentialsMissingError(
                "no client id: give o_auth_client_id, which the server's owner issues"
            )
        url = authorization_url(
            self._endpoint("authorization_url"),
            (
                ("response_type", self._type_of_response()),
                ("client_id", client_id),
                ("redirect_uri", request.redirect_uri),
                # Section 3.3: joined by single blanks, and left out if there are none.
                ("scope", " ".join(request.scopes)),
            ),
            {
                "state": request.state,
                **self._identity.parameters(request),
                **self._parameters(request),
            },
            additional_params or {},
        )
        self._pending.add(request)
        return url

    def _fetched(
        self, text: str, state: str | None, code_verifier: str | None = None
    ) -> Steps[OAuthToken]:
        token, claims, scopes = yield from self._read(text, state, code_verifier)
        self._identity.keep(token, claims)
        yield from self._kept.keep(token, scopes)
        return token

    def _read(
        self, text: str, state: str | None, code_verifier: str | None
    ) -> Steps[tuple[OAuthToken, Mapping[str, object] | None, tuple[str, ...]]]:
        """All that a response brings, once it is known to answer a request.

        The token, who logged in where that was asked, and the scopes asked for.
        """
        discovery = self._discovery()
        if discovery is not None:
            yield from discovery
        waiting = None if state is None else self._pending.get(state)
        redirect_uri = waiting.redirect_uri if waiting else self.o_auth_redirect_uri
        response = read_response(text, redirect_uri, in_query=self._answer_in_query)
        request = self._request_of(response, state, code_verifier)
        if request.issuer is not None:
            response.check_issuer(request.issuer, required=self._requires_issuer())
        if not self._pending.answered(request.state):
            raise state_mismatch()
        response.raise_error()
        exchange = self._exchange(response, request)
        answer: Response = response
        if exchange is not None:
            answer = yield from exchange
        token = answer.token(request.scopes)
        claims = None
        if self._identity.is_asked:
            claims = yield from self._identity.prove(response, answer, request, token)
        return token, claims, request.scopes

    def _type_of_response(self) -> str:
        if self._identity.is_asked:
            return self._response_type_with_identity
        return self._response_type

    def _requires_issuer(self) -> bool:
        """Whether a response has to name its issuer (RFC 9207, section 2.4)."""
        # An ID Token in the response names it, too, and is signed.
        if "id_token" in self._type_of_response():
            return False
        if self._metadata is not None:
            return self._metadata.authorization_response_iss_parameter_supported
        return not self._identity.is_asked

    def _request_of(
        self,
        response: AuthorizationResponse,
        state: str | None,
        code_verifier: str | None,
    ) -> PendingRequest:
        """The request that this response answers (RFC 6749, section 10.12)."""
        answered = response.get("state") or ""
        if state is not None and not is_same(answered, state):
            raise state_mismatch()
        request = self._pending.get(answered)
        if request is not None:
            return request
        if state is None:
            raise state_mismatch()
        # Another process made the request, with these credentials.
        return self._new_request(self.o_auth_redirect_uri, state, code_verifier)
