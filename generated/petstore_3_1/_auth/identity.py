"""Who logged in, asked for along with a token (OpenID Connect Core 1.0)."""

from __future__ import annotations

from .errors import CredentialsMissingError, TokenMissingError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .id_token import Expected, IdTokenVerifier
    from .oauth_credentials import OAuthCredentials
    from .oauth_token import OAuthToken
    from .pending import PendingRequest
    from .steps import Steps
    from .token_response import Response


class Identity:
    """What one manager knows of who logged in: nothing that is not verified.

    It asks only where the credentials have a verifier.
    """

    def __init__(self, credentials: OAuthCredentials) -> None:
        self._credentials = credentials
        # One attribute, so that no thread sees one person's claims for another.
        self._proved: tuple[OAuthToken, Mapping[str, object]] | None = None

    @property
    def is_asked(self) -> bool:
        """Whether an ID Token has to come with a token."""
        return self._credentials.o_auth_id_token_verifier is not None

    def parameters(self, request: PendingRequest) -> Mapping[str, str]:
        """What a request needs for it (sections 3.1.2.1, 3.2.2.1).

        Raises CredentialsMissingError where it is not known whose ID Tokens to take.
        """
        if not self.is_asked:
            return {}
        # Imported on first use, here and below: most programs ask nobody.
        from .id_token import nonce_of

        if not request.issuer or "openid" not in request.scopes:
            raise CredentialsMissingError(
                "o_auth_id_token_verifier needs to know what to expect: give "
                "o_auth_issuer, to the letter as it stands in ID Tokens, and openid "
                "among o_auth_scopes"
            )
        return {"nonce": nonce_of(request.state)}

    def prove(
        self,
        response: Response,
        answer: Response,
        request: PendingRequest,
        token: OAuthToken,
    ) -> Steps[Mapping[str, object] | None]:
        """Who logged in, by the response to a request; None if nobody asked.

        The token came in `answer`: the response itself, or what its code led to. Raises
        IdTokenError.
        """
        verifier = self._credentials.o_auth_id_token_verifier
        if verifier is None:
            return None
        from dataclasses import replace

        from .id_token import nonce_of

        code = response.get("code")
        expected = replace(
            self._expected(request.issuer, token),
            nonce=nonce_of(request.state),
            code=code,
            # Through the browser nothing else ties the two together (3.2.2.9).
            at_hash_required=code is None,
        )
        return (yield from _verified(answer.get("id_token"), verifier, expected))

    def renew(
        self,
        id_token: str | None,
        issuer: str | None,
        old: OAuthToken,
        new: OAuthToken,
    ) -> Steps[None]:
        """Let it be known with a token that was refreshed (section 12.2).

        Raises IdTokenError where the ID Token is of somebody else.
        """
        verifier, proved = self._credentials.o_auth_id_token_verifier, self._proved
        if verifier is None or proved is None or proved[0] != old:
            return
        claims = proved[1]
        if id_token is not None:
            from dataclasses import replace

            expected = replace(self._expected(issuer, new), before=claims)
            claims = yield from _verified(id_token, verifier, expected)
        self.keep(new, claims)

    def keep(self, token: OAuthToken, claims: Mapping[str, object] | None) -> None:
        """Remember who logged in, as long as the token is the one in use."""
        self._proved = None if claims is None else (token, claims)

    def claims(self, token: OAuthToken | None) -> Mapping[str, object]:
        """The claims that came with a token.

        Raises CredentialsMissingError where nothing verifies them, and
        TokenMissingError where none came.
        """
        if not self.is_asked:
            raise CredentialsMissingError(
                "who logged in is not known without an o_auth_id_token_verifier: give "
                "one. An access token says nothing about it"
            )
        proved = self._proved
        if proved is None or proved[0] != token:
            raise TokenMissingError(
                "no ID Token came with the token in use: log in with authorize(), or "
                "with get_authorization_url() and fetch_token()"
            )
        return proved[1]

    def _expected(self, issuer: str | None, token: OAuthToken) -> Expected:
        from .id_token import Expected

        own = self._credentials
        return Expected(
            issuer=issuer or "",
            client_id=own.o_auth_client_id or "",
            is_public=not own.o_auth_client_secret,
            access_token=token.access_token,
        )


def _verified(
    id_token: str | None, verifier: IdTokenVerifier, expected: Expected
) -> Steps[Mapping[str, object]]:
    from .id_token import verified_claims

    # A verifier may have to fetch keys first.
    claims: Mapping[str, object] = yield lambda: verified_claims(
        id_token, verifier, expected
    )
    return claims
