"""The authorization code grant (RFC 6749, section 4.1) with PKCE (RFC 7636).

The redirect brings a code, and the code with a secret of this program's own brings the
token. Whoever sees the redirect has nothing of use.
"""

from __future__ import annotations

from .errors import AuthorizationResponseError, InvalidRequestError
from .redirect_grant import RedirectGrant
from .secrecy import keeps_secrets, keeps_secrets_async
from .steps import run, run_async
from .token_endpoint_grant import TokenEndpointGrant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .authorization_response import AuthorizationResponse
    from .callback_answer import CallbackAnswer, Headers
    from .oauth_token import OAuthToken
    from .pending import PendingRequest
    from .steps import Steps
    from .token_endpoint import TokenResponse

_VERIFIER_CHARACTERS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
)
_VERIFIER_BYTES = 32


class AuthorizationCodeGrant(RedirectGrant, TokenEndpointGrant):
    """Gets a token by the authorization code grant, and refreshes it.

    Threads may share a manager.
    """

    _grant_type = "authorization_code"
    _response_type = _response_type_with_identity = "code"
    _main_endpoint = "token_url"
    _answer_in_query = True

    @keeps_secrets
    def get_authorization_url(
        self,
        state: str | None = None,
        additional_params: Mapping[str, str] | None = None,
        code_verifier: str | None = None,
    ) -> str:
        """The page to send the person to (RFC 6749, section 4.1.1).

        State and code verifier (RFC 7636, section 4.1) are fresh, and remembered for
        one response within an hour. A web application with several processes gives its
        own, such as `secrets.token_urlsafe(32)`, keeps both in the session, and gives
        them to `fetch_token()`. `additional_params` are extension parameters such as
        `prompt`.

        Raises CredentialsMissingError, InvalidRequestError, InsecureTransportError.
        """
        verifier = self._new_verifier() if code_verifier is None else code_verifier
        check_verifier(verifier)
        request = self._new_request(self.o_auth_redirect_uri, state, verifier)
        return self._begin(request, additional_params)

    @keeps_secrets
    def fetch_token(
        self,
        authorization_response: str,
        state: str | None = None,
        code_verifier: str | None = None,
    ) -> OAuthToken:
        """Read the response, exchange its code for a token, keep and return that.

        `authorization_response` is the URL that the browser was redirected to, or
        what the callback page posts. `state` and `code_verifier` are those that were
        sent; without them, the request must have been made by this manager.

        Raises AuthorizationError if the server refused, TransportError if it could not
        be asked, and AuthorizationResponseError, InvalidTokenError or IdTokenError if a
        response is not to be used; the manager then keeps the token it had.
        """
        steps = self._fetched(authorization_response, state, code_verifier)
        return run(steps, self._settings.send)

    @keeps_secrets_async
    async def fetch_token_async(
        self,
        authorization_response: str,
        state: str | None = None,
        code_verifier: str | None = None,
    ) -> OAuthToken:
        """Do the same without blocking the event loop."""
        steps = self._fetched(authorization_response, state, code_verifier)
        return await run_async(steps, self._settings.send_async)

    @keeps_secrets
    def callback_answer(
        self,
        headers: Headers,
        body: bytes,
        state: str | None,
        code_verifier: str | None = None,
    ) -> CallbackAnswer:
        """Read what the page has posted to a web application, and answer the page.

        `headers` and `body` are those of the request. `state` is the one that the
        person's session holds, None if it holds none; it has to leave the session when
        the answer `is_over`. So does the `code_verifier`, if it is there. The answer
        has the `token` and, where they are verified, `id_token_claims`; or else the
        `error`. Nothing of it is kept here, so that one client can serve many people.

        Raises CredentialsMissingError where there is no redirect URI.
        """
        steps = self._answered(headers, body, state, code_verifier)
        return run(steps, self._settings.send)

    @keeps_secrets_async
    async def callback_answer_async(
        self,
        headers: Headers,
        body: bytes,
        state: str | None,
        code_verifier: str | None = None,
    ) -> CallbackAnswer:
        """Do the same without blocking the event loop."""
        steps = self._answered(headers, body, state, code_verifier)
        return await run_async(steps, self._settings.send_async)

    def _new_verifier(self) -> str:
        # Imported on first use, as below: a program that only sends tokens needs it
        # not.
        from secrets import token_urlsafe

        # 256 bits of the system's randomness (RFC 7636, section 7.1).
        return token_urlsafe(_VERIFIER_BYTES)

    def _request_of(
        self,
        response: AuthorizationResponse,
        state: str | None,
        code_verifier: str | None,
    ) -> PendingRequest:
        request = super()._request_of(response, state, code_verifier)
        if request.code_verifier is None:
            raise InvalidRequestError(
                "the request was made elsewhere: give fetch_token() the code_verifier "
                "that get_authorization_url() was given there"
            )
        check_verifier(request.code_verifier)
        return request

    def _parameters(self, request: PendingRequest) -> dict[str, str]:
        return {
            "code_challenge": code_challenge(request.code_verifier or ""),
            "code_challenge_method": "S256",
        }

    def _exchange(
        self, response: AuthorizationResponse, request: PendingRequest
    ) -> Steps[TokenResponse] | None:
        code = response.get("code")
        if code is None:
            raise AuthorizationResponseError(
                f"the response has no code. {response.advice_on_missing_token()}",
                code="missing_code",
            )
        return self._ask(
            self._endpoint("token_url"),
            {
                "grant_type": "authorization_code",
                "code": code,
                # RFC 6749, section 4.1.3: the same one, if one was sent.
                "redirect_uri": request.redirect_uri,
                "code_verifier": request.code_verifier,
            },
        )

    def _keep_identity(
        self, answer: TokenResponse, old: OAuthToken, new: OAuthToken
    ) -> Steps[None]:
        return self._identity.renew(answer.get("id_token"), self._issuer(), old, new)


def check_verifier(verifier: str) -> None:
    """43 to 128 unreserved characters (RFC 7636, section 4.1).

    Raises InvalidRequestError, without the value.
    """
    if not 43 <= len(verifier) <= 128 or not _VERIFIER_CHARACTERS.issuperset(verifier):
        raise InvalidRequestError(
            "a code verifier has 43 to 128 letters, digits, and -._~, that nobody can "
            "guess, such as secrets.token_urlsafe(32); without one, a fresh one is made"
        )


def code_challenge(verifier: str) -> str:
    """The challenge of the method S256 (RFC 7636, section 4.2)."""
    from base64 import urlsafe_b64encode
    from hashlib import sha256

    digest = sha256(verifier.encode("ascii")).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
