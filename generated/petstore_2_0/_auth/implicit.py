"""The implicit grant (RFC 6749, section 4.2), as safe as it can be made.

The token comes in the fragment of a redirect. It is accepted only with the state of a
request that this manager made, and sent only as a Bearer header (RFC 6750).
"""

from __future__ import annotations

from .errors import AuthError, CredentialsMissingError
from .identity import Identity
from .oauth_grant import OAuthGrant
from .pending import PendingRequest, PendingRequests, is_same, state_mismatch
from .secrecy import keeps_secrets
from .shared_login import SharedLogin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .authorization_response import AuthorizationResponse
    from .callback_answer import CallbackAnswer, Headers
    from .callback_page import CallbackPage
    from .implicit_credentials import ImplicitCredentials
    from .loopback_login import LoopbackLogin
    from .oauth_token import OAuthToken
    from .settings import Settings

LOGIN_SECONDS = 300.0
"""How long `authorize()` waits for the person by default."""


class ImplicitGrant(OAuthGrant):
    """Gets a token by the implicit grant, keeps it, and puts it on requests.

    Threads may share a manager.
    """

    authorization_url: str | None = None
    """The document's authorization endpoint; None where it has none."""

    def __init__(
        self,
        credentials: ImplicitCredentials,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(credentials, settings)
        self._pending = PendingRequests()
        self._shared_login = SharedLogin()
        self._identity = Identity(credentials)

    @property
    def id_token_claims(self) -> Mapping[str, object]:
        """Who logged in: `sub`, which is unique at `iss`, and what else is told.

        All of it is verified (OpenID Connect Core, section 3.2.2.11). Raises
        CredentialsMissingError without an `o_auth_id_token_verifier`, and
        TokenMissingError where the token in use did not come with an ID Token.
        """
        return self._identity.claims(self.o_auth_token)

    @keeps_secrets
    def get_authorization_url(
        self,
        state: str | None = None,
        additional_params: Mapping[str, str] | None = None,
    ) -> str:
        """The page to send the person to (RFC 6749, section 4.2.1).

        The state is fresh, and remembered for one response within an hour; a web
        application with several processes gives its own and keeps it in the session.
        `additional_params` are extension parameters such as `prompt`.

        Raises CredentialsMissingError, InvalidRequestError, InsecureTransportError.
        """
        return self._begin(self.o_auth_redirect_uri, state, additional_params)[0]

    @keeps_secrets
    def fetch_token(
        self, authorization_response: str, state: str | None = None
    ) -> OAuthToken:
        """Read the response, keep its token and return it (RFC 6749, section 4.2.2).

        `authorization_response` is the URL that the browser was redirected to, with
        its fragment, or the fragment alone. `state` is the one that was sent; without
        it, the request must have been made by this manager.

        Raises AuthorizationError if the server refused, and AuthorizationResponseError,
        InvalidTokenError or IdTokenError if the response is not to be used; the manager
        then keeps the token it had.
        """
        token, scopes, claims = self._read(authorization_response, state)
        self._identity.keep(token, claims)
        self._grant = (token, scopes)
        return token

    def authorize(
        self,
        timeout: float = LOGIN_SECONDS,
        *,
        open_browser: Callable[[str], object] | None = None,
        additional_params: Mapping[str, str] | None = None,
    ) -> OAuthToken:
        """Log the person at this machine in: open the browser, and wait for the token.

        For desktop and command-line programs. The response is received on the loopback
        address of the redirect URI (RFC 8252, section 7.3); without a port, a free one
        is taken. `timeout` is in seconds. `open_browser` is given the URL in place of
        the system's browser; where it returns False, the URL is printed, and a person
        at a terminal can paste the address that their browser ends at (not on Windows).
        Of several threads, one logs in and all get the token.

        Raises AuthorizationTimeoutError, AuthorizationError and other AuthErrors.
        """
        return self._shared_login.authorize(
            lambda: self._new_login(additional_params), timeout, open_browser
        )

    async def authorize_async(
        self,
        timeout: float = LOGIN_SECONDS,
        *,
        open_browser: Callable[[str], object] | None = None,
        additional_params: Mapping[str, str] | None = None,
    ) -> OAuthToken:
        """Do the same without blocking the event loop.

        `open_browser` is called in a thread. Cancelling closes the port, if nobody else
        waits for the same login.
        """
        return await self._shared_login.authorize_async(
            lambda: self._new_login(additional_params), timeout, open_browser
        )

    def callback_page(self, post_to: str, *, continue_to: str = "") -> CallbackPage:
        """Make the page for the redirect URI of a web application, as HTML.

        It posts the response, as a form, to the path `post_to` of your own server, with
        the session's cookie: that is for `callback_answer()`. Then the person goes on
        to the path `continue_to`. Serve it with its `headers`.

        Raises InvalidRequestError for what is no path.
        """
        from .callback_page import CallbackPage

        return CallbackPage(post_to, continue_to)

    @keeps_secrets
    def callback_answer(
        self, headers: Headers, body: bytes, state: str | None
    ) -> CallbackAnswer:
        """Read what the page has posted to a web application, and answer the page.

        `headers` and `body` are those of the request. `state` is the one that the
        person's session holds, None if it holds none; it has to leave the session when
        the answer `is_over`. The answer has the `token` and, where that is verified,
        `id_token_claims`; or else the `error`. Nothing of it is kept here, so that one
        client can serve many people.

        Raises CredentialsMissingError where there is no redirect URI.
        """
        from .callback_answer import CallbackAnswer, check_from_page, response_in

        page = self.o_auth_redirect_uri
        if page is None:
            raise CredentialsMissingError("give o_auth_redirect_uri: the page is there")
        try:
            check_from_page(headers, page)
        except AuthError as error:
            return CallbackAnswer(403, error=error.with_traceback(None))
        try:
            token, _, claims = self._read(response_in(body), state or "")
        except AuthError as error:
            status = 200 if self._pending.is_answered(state or "") else 400
            return CallbackAnswer(status, error=error.with_traceback(None))
        return CallbackAnswer(200, token, id_token_claims=claims)

    def _new_login(self, additional_params: Mapping[str, str] | None) -> LoopbackLogin:
        # Imported on first use, here and below: a program that only sends tokens does
        # not pay for what gets them.
        from .loopback_login import LoopbackLogin
        from .loopback_target import default_redirect_uris

        own = self.o_auth_redirect_uri
        return LoopbackLogin(
            default_redirect_uris(self.scheme) if own is None else (own,),
            client_id=self.o_auth_client_id,
            begin=lambda redirect: self._begin(redirect, None, additional_params),
            finish=self.fetch_token,
            is_waiting=lambda state: self._pending.get(state) is not None,
            forget=self._pending.answered,
        )

    def _begin(
        self,
        redirect_uri: str | None,
        state: str | None,
        additional_params: Mapping[str, str] | None,
    ) -> tuple[str, str]:
        """Make a request that waits for its response: its URL, and its state."""
        from .authorization_request import authorization_url, check_state, new_state

        credentials = self._credentials
        if not credentials.o_auth_client_id:
            raise CredentialsMissingError(
                "no client id: give o_auth_client_id, which the server's owner issues"
            )
        state = new_state() if state is None else check_state(state)
        scopes = credentials.o_auth_scopes
        url = authorization_url(
            self._endpoint(),
            {
                "response_type": "token",
                "client_id": credentials.o_auth_client_id,
                "redirect_uri": redirect_uri,
                # Section 3.3: joined by single blanks, and left out if there are none.
                "scope": " ".join(scopes),
                "state": state,
                **self._identity.parameters_of(state),
            },
            additional_params or {},
        )
        self._pending.add(
            PendingRequest(
                state,
                redirect_uri,
                scopes,
                credentials.o_auth_issuer,
            )
        )
        return url, state

    def _read(
        self, text: str, state: str | None
    ) -> tuple[OAuthToken, tuple[str, ...], Mapping[str, object] | None]:
        """The token in a response, the scopes asked for, and who logged in."""
        from .authorization_response import read_response
        from .token_response import check_issuer, raise_error_of, token_of

        waiting = None if state is None else self._pending.get(state)
        redirect_uri = waiting.redirect_uri if waiting else self.o_auth_redirect_uri
        response = read_response(text, redirect_uri)
        request = self._request_of(response, state)
        # An ID Token names its issuer, too, where one has to come.
        check_issuer(response, request.issuer, required=not self._identity.is_asked)
        if not self._pending.answered(request.state):
            raise state_mismatch()
        raise_error_of(response)
        token = token_of(response, request.scopes)
        id_token = response.get("id_token")
        claims = self._identity.prove(id_token, token, request.state)
        return token, request.scopes, claims

    def _endpoint(self) -> str:
        endpoint = self._credentials.o_auth_authorization_url or self.authorization_url
        if endpoint is None:
            raise CredentialsMissingError(
                "the document names no authorization endpoint that can be used: give "
                "o_auth_authorization_url"
            )
        return endpoint

    def _request_of(
        self, response: AuthorizationResponse, state: str | None
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
        from .authorization_request import check_state

        credentials = self._credentials
        return PendingRequest(
            check_state(state),
            credentials.o_auth_redirect_uri,
            credentials.o_auth_scopes,
            credentials.o_auth_issuer,
        )
