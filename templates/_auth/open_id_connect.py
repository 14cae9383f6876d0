"""OpenID Connect: a server that tells where it is, and who logged in.

Discovery, and then the authorization code grant with PKCE (OpenID Connect Core 1.0,
section 3.1), or the implicit flow (3.2) for a server that knows nothing else.
"""

from __future__ import annotations

from .authorization_code import AuthorizationCodeGrant
from .errors import CredentialsMissingError
from .open_id_connect_credentials import ID_TOKEN_TOKEN
from .secrecy import keeps_secrets_async
from .steps import run_async
from .urls import endpoint_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .authorization_response import AuthorizationResponse
    from .discovery import ServerMetadata
    from .open_id_connect_credentials import OpenIdConnectCredentials
    from .pending import PendingRequest
    from .settings import Settings
    from .steps import Steps
    from .token_endpoint import TokenResponse


class OpenIdConnect(AuthorizationCodeGrant):
    """Logs a person in at a server that tells its endpoints itself.

    It is asked for them when the first one is needed, or by `discover()`. Threads may
    share a manager.
    """

    discovery_url: str | None = None
    """The document's `openIdConnectUrl`; None where it has none that can be used."""

    def __init__(
        self,
        credentials: OpenIdConnectCredentials,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(credentials, settings)
        self._discovery_url = credentials.o_auth_discovery_url
        self._is_implicit = credentials.o_auth_response_type == ID_TOKEN_TOKEN
        self._answer_in_query = not self._is_implicit
        self._response_type_with_identity = credentials.o_auth_response_type

    @keeps_secrets_async
    async def get_authorization_url_async(
        self,
        state: str | None = None,
        additional_params: Mapping[str, str] | None = None,
        code_verifier: str | None = None,
    ) -> str:
        """`get_authorization_url()`, without blocking the event loop for discovery."""
        await run_async(self._discovered(), self._settings.send_async)
        return self.get_authorization_url(state, additional_params, code_verifier)

    def _metadata_location(self) -> str:
        return endpoint_url(
            self._discovery_url or self.discovery_url,
            "o_auth_discovery_url",
            self._settings.server,
        )

    def _server_name(self) -> str:
        return self._metadata_location()

    def _discovery(self) -> Steps[ServerMetadata]:
        return self._discovered()

    def _published(self, name: str) -> str:
        url = super()._published(name)
        if url is None:
            raise CredentialsMissingError(
                f"the server tells of no {name.removesuffix('_url')} endpoint, so it "
                "does not offer what is asked for: see o_auth_response_type"
            )
        return url

    def _parameters(self, request: PendingRequest) -> dict[str, str]:
        if not self._is_implicit:
            return super()._parameters(request)
        if not self._identity.is_asked:
            raise CredentialsMissingError(
                f"o_auth_response_type {ID_TOKEN_TOKEN!r} needs an "
                "o_auth_id_token_verifier: through the browser, nothing else tells "
                "whether a token was meant for this program"
            )
        return {}

    def _request_of(
        self,
        response: AuthorizationResponse,
        state: str | None,
        code_verifier: str | None,
    ) -> PendingRequest:
        if self._is_implicit:
            # Without a code, there is nothing to exchange with a secret.
            return super(AuthorizationCodeGrant, self)._request_of(
                response, state, code_verifier
            )
        return super()._request_of(response, state, code_verifier)

    def _exchange(
        self, response: AuthorizationResponse, request: PendingRequest
    ) -> Steps[TokenResponse] | None:
        return None if self._is_implicit else super()._exchange(response, request)
