"""Who logged in, asked for along with a token (OpenID Connect Core 1.0)."""

from __future__ import annotations

from .errors import CredentialsMissingError, TokenMissingError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .implicit_credentials import ImplicitCredentials
    from .oauth_token import OAuthToken


class Identity:
    """What one manager knows of who logged in: nothing that is not verified.

    It asks only where the credentials have a verifier.
    """

    def __init__(self, credentials: ImplicitCredentials) -> None:
        self._credentials = credentials
        # One attribute, so that no thread sees one person's claims for another.
        self._proved: tuple[OAuthToken, Mapping[str, object]] | None = None

    @property
    def is_asked(self) -> bool:
        """Whether an ID Token has to come with a token."""
        return self._credentials.o_auth_id_token_verifier is not None

    def parameters_of(self, state: str) -> Mapping[str, str]:
        """What a request with this state needs for it (section 3.2.2.1)."""
        if not self.is_asked:
            return {}
        # Imported on first use, here and below: most programs ask nobody.
        from .id_token import nonce_of

        self._whose()
        return {"response_type": "id_token token", "nonce": nonce_of(state)}

    def prove(
        self, id_token: str | None, token: OAuthToken, state: str
    ) -> Mapping[str, object] | None:
        """Who logged in, by the response with this state; None if nobody asked.

        Raises IdTokenError.
        """
        verifier = self._credentials.o_auth_id_token_verifier
        if verifier is None:
            return None
        from .id_token import Expected, nonce_of, verified_claims

        issuer, client_id = self._whose()
        expected = Expected(
            issuer,
            client_id,
            token.access_token,
            nonce=nonce_of(state),
            at_hash_required=True,
        )
        return verified_claims(id_token, verifier, expected)

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
        if proved is None or proved[0] is not token:
            raise TokenMissingError(
                "no ID Token came with the token in use: log in with authorize(), or "
                "with get_authorization_url() and fetch_token()"
            )
        return proved[1]

    def _whose(self) -> tuple[str, str]:
        """The issuer whose ID Tokens are taken, and the client that they are for."""
        own = self._credentials
        if (
            not own.o_auth_client_id
            or not own.o_auth_issuer
            or "openid" not in own.o_auth_scopes
        ):
            raise CredentialsMissingError(
                "o_auth_id_token_verifier needs to know what to expect: give "
                "o_auth_client_id, o_auth_issuer to the letter as it stands in ID "
                "Tokens, and openid among o_auth_scopes"
            )
        return own.o_auth_issuer, own.o_auth_client_id
