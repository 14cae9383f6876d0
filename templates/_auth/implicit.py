"""The implicit grant (RFC 6749, section 4.2), as safe as it can be made.

The token comes in the fragment of a redirect. It is accepted only with the state of a
request that this manager made, and sent only as a Bearer header (RFC 6750).
"""

from __future__ import annotations

from .errors import (
    AuthorizationResponseError,
    CredentialsMissingError,
    InsufficientScopeError,
    TokenExpiredError,
    TokenMissingError,
)
from .oauth_scope import OAuthScope
from .oauth_token import check_token, split_scope
from .operation_auth import least_scopes
from .pending import PendingRequest, PendingRequests
from .request_auth import SchemeAuth
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .authorization_response import AuthorizationResponse
    from .errors import AuthError
    from .implicit_credentials import ImplicitCredentials
    from .oauth_token import OAuthToken
    from .operation_auth import Operations


class ImplicitGrant(SchemeAuth):
    """Gets a token by the implicit grant, keeps it, and puts it on requests.

    Threads may share a manager.
    """

    authorization_url: str | None = None
    """The document's authorization endpoint; None where it has none."""
    scope_enum: type[OAuthScope] = OAuthScope
    operations: Operations

    def __init__(
        self,
        credentials: ImplicitCredentials,
        *,
        allowed_origins: frozenset[str] | None = None,
    ) -> None:
        super().__init__(allowed_origins)
        self._credentials = credentials
        self._pending = PendingRequests()
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
        # Imported on first use, here and below: a program that only sends tokens does
        # not pay for what gets them.
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
                "redirect_uri": credentials.o_auth_redirect_uri,
                # Section 3.3: joined by single blanks, and left out if there are none.
                "scope": " ".join(scopes),
                "state": state,
            },
            additional_params or {},
        )
        self._pending.add(
            PendingRequest(
                state,
                credentials.o_auth_redirect_uri,
                scopes,
                credentials.o_auth_issuer,
            )
        )
        return url

    @keeps_secrets
    def fetch_token(
        self, authorization_response: str, state: str | None = None
    ) -> OAuthToken:
        """Read the response, keep its token and return it (RFC 6749, section 4.2.2).

        `authorization_response` is the URL that the browser was redirected to, with
        its fragment, or the fragment alone. `state` is the one that was sent; without
        it, the request must have been made by this manager.

        Raises AuthorizationError if the server refused, and
        AuthorizationResponseError or InvalidTokenError if the response is not to be
        used; the manager then keeps the token it had.
        """
        from .authorization_response import read_response
        from .token_response import check_issuer, raise_error_of, token_of

        response = read_response(authorization_response, self.o_auth_redirect_uri)
        request = self._request_of(response, state)
        check_issuer(response, request.issuer)
        if not self._pending.answered(request.state):
            raise _state_mismatch()
        raise_error_of(response)
        token = token_of(response, request.scopes)
        self._grant = (token, request.scopes)
        return token

    def is_valid(self) -> bool:
        """Whether there is a token that is not known to be out of date."""
        token = self.o_auth_token
        return token is not None and not token.is_expired()

    def lacks(self, scopes: tuple[str, ...] = ()) -> AuthError | None:
        """Why no request with these scopes can be authenticated now; None if it can."""
        return self._problem_of(self.o_auth_token, scopes)

    def headers(self) -> dict[str, str]:
        """`Authorization: Bearer ...` (RFC 6750, section 2.1).

        Raises TokenMissingError and TokenExpiredError.
        """
        token = self.o_auth_token
        error = self._problem_of(token, ())
        if token is None or error is not None:
            raise error or TokenMissingError("no token")
        return {"Authorization": f"Bearer {token.access_token}"}

    def scopes_for(self, *operations: str) -> tuple[str, ...]:
        """The fewest scopes with which all these operations can be called.

        Operations that this scheme does not serve need none. Raises
        InvalidRequestError for an operation that the document does not know.
        """
        fewest = least_scopes(self.operations, operations, self.scheme)
        declared = [str(scope) for scope in self.scope_enum if str(scope) in fewest]
        return self._known([*declared, *sorted(fewest.difference(declared))])

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
        if state is not None and not _same(answered, state):
            raise _state_mismatch()
        request = self._pending.get(answered)
        if request is not None:
            return request
        if state is None:
            raise _state_mismatch()
        # Another process made the request, with these credentials.
        from .authorization_request import check_state

        credentials = self._credentials
        return PendingRequest(
            check_state(state),
            credentials.o_auth_redirect_uri,
            credentials.o_auth_scopes,
            credentials.o_auth_issuer,
        )

    def _problem_of(
        self, token: OAuthToken | None, scopes: tuple[str, ...]
    ) -> AuthError | None:
        if token is None:
            return TokenMissingError(
                "no token: send the person to get_authorization_url(), then give the "
                "redirect to fetch_token()"
            )
        if token.is_expired():
            return TokenExpiredError(
                "the token is out of date, and the implicit grant has no refresh: "
                "authorize again with get_authorization_url() and fetch_token()"
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


def _same(one: str, other: str) -> bool:
    """Compare in a time that tells nothing of where the difference is."""
    from hmac import compare_digest

    return compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def _state_mismatch() -> AuthorizationResponseError:
    return AuthorizationResponseError(
        "the state of the response is not that of a request that waits for one: it is "
        "forged, answered already, or older than an hour. Start again with "
        "get_authorization_url()",
        code="state_mismatch",
    )
