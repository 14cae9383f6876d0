"""What the grants share that send a person to the server and wait for a redirect.

The redirect arrives on this machine, at a web application's page, or is passed on by
the application itself.
"""

from __future__ import annotations

from .errors import AuthError, CredentialsMissingError
from .redirect_requests import RedirectRequests
from .secrecy import keeps_secrets, keeps_secrets_async
from .shared_login import SharedLogin
from .steps import run, run_async

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .callback_answer import CallbackAnswer, Headers
    from .callback_page import CallbackPage
    from .loopback_login import LoopbackLogin
    from .oauth_credentials import OAuthCredentials
    from .oauth_token import OAuthToken
    from .settings import Settings
    from .steps import Steps

LOGIN_SECONDS = 300.0
"""How long `authorize()` waits for the person by default."""


class RedirectGrant(RedirectRequests):
    """Gets a token through the person's browser. Threads may share a manager."""

    def __init__(
        self,
        credentials: OAuthCredentials,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(credentials, settings)
        self._shared_login = SharedLogin()

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

        `open_browser` is called in a thread, and so is a token endpoint, through the
        client's `transport`. Cancelling closes the port, if nobody else waits for the
        same login.
        """
        discovery = self._discovery()
        if discovery is not None:
            await run_async(discovery, self._settings.send_async)
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
        the answer `is_over`. The answer has the `token` and, where they are verified,
        `id_token_claims`; or else the `error`. Nothing of it is kept here, so that one
        client can serve many people.

        Raises CredentialsMissingError where there is no redirect URI.
        """
        return run(self._answered(headers, body, state), self._settings.send)

    @keeps_secrets_async
    async def callback_answer_async(
        self, headers: Headers, body: bytes, state: str | None
    ) -> CallbackAnswer:
        """Do the same without blocking the event loop."""
        steps = self._answered(headers, body, state)
        return await run_async(steps, self._settings.send_async)

    def _answered(
        self,
        headers: Headers,
        body: bytes,
        state: str | None,
        code_verifier: str | None = None,
    ) -> Steps[CallbackAnswer]:
        from .callback_answer import CallbackAnswer, check_from_page, response_in

        page = self.o_auth_redirect_uri
        if page is None:
            raise CredentialsMissingError("give o_auth_redirect_uri: the page is there")
        try:
            check_from_page(headers, page)
        except AuthError as error:
            return CallbackAnswer(403, error=error.with_traceback(None))
        try:
            response = response_in(body)
            token, claims, _ = yield from self._read(
                response, state or "", code_verifier
            )
        except AuthError as error:
            status = 200 if self._pending.is_answered(state or "") else 400
            return CallbackAnswer(status, error=error.with_traceback(None))
        return CallbackAnswer(200, token, id_token_claims=claims)

    def _new_login(self, additional_params: Mapping[str, str] | None) -> LoopbackLogin:
        from .loopback_login import LoopbackLogin
        from .loopback_target import default_redirect_uris

        def begin(redirect_uri: str) -> tuple[str, str]:
            request = self._new_request(redirect_uri, None, self._new_verifier())
            return self._begin(request, additional_params), request.state

        own = self.o_auth_redirect_uri
        return LoopbackLogin(
            default_redirect_uris(self.scheme) if own is None else (own,),
            client_id=self.o_auth_client_id,
            begin=begin,
            finish=self.fetch_token,
            is_waiting=lambda state: self._pending.get(state) is not None,
            forget=self._pending.answered,
        )
