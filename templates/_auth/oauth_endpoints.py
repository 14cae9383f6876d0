"""Where the authorization server of a grant is.

The credentials know, or the document, or else the server itself is asked.
"""

from __future__ import annotations

from .errors import AuthorizationResponseError, CredentialsMissingError
from .request_auth import SchemeAuth
from .secrecy import keeps_secrets, keeps_secrets_async
from .steps import run, run_async
from .urls import endpoint_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .discovery import ServerMetadata
    from .oauth_credentials import OAuthCredentials
    from .settings import Settings
    from .steps import Steps


class OAuthEndpoints(SchemeAuth):
    """Base of all grants: their credentials, and the endpoints of their server."""

    metadata_url: str | None = None
    """The document's `oauth2MetadataUrl` (OpenAPI 3.2); None where it has none."""

    def __init__(
        self,
        credentials: OAuthCredentials,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(settings)
        self._credentials = credentials
        self._metadata: ServerMetadata | None = None

    @keeps_secrets
    def discover(self) -> ServerMetadata:
        """Ask the server for its endpoints, once for this manager (RFC 8414).

        From then on they serve where neither the credentials nor the document have
        one, and responses have to come from its issuer. Raises CredentialsMissingError
        where nobody said whom to ask, TransportError where there is no answer to use,
        and AuthorizationResponseError (`issuer_mismatch`) where another server answers.
        """
        return run(self._discovered(), self._settings.send)

    @keeps_secrets_async
    async def discover_async(self) -> ServerMetadata:
        """Do the same without blocking the event loop."""
        return await run_async(self._discovered(), self._settings.send_async)

    def _discovered(self) -> Steps[ServerMetadata]:
        if self._metadata is None:
            # Imported on first use: most documents name their endpoints.
            from .discovery import fetched_metadata

            metadata = yield from fetched_metadata(self._metadata_location())
            if self._credentials.o_auth_issuer not in (None, metadata.issuer):
                raise AuthorizationResponseError(
                    "the server calls itself by another name than o_auth_issuer: give "
                    f"{metadata.issuer!a} if it is the one you mean",
                    code="issuer_mismatch",
                )
            self._metadata = metadata
        return self._metadata

    def _discovery(self) -> Steps[ServerMetadata] | None:
        """What has to be done before endpoint and issuer are used; None if nothing."""
        return None

    def _metadata_location(self) -> str:
        if self.metadata_url is None:
            raise CredentialsMissingError(
                "the document does not say where the server publishes its metadata "
                "(oauth2MetadataUrl), so there is nothing to discover"
            )
        return self.metadata_url

    def _issuer(self) -> str | None:
        """Whose responses are taken, where that is known."""
        if self._metadata is not None:
            return self._metadata.issuer
        return self._credentials.o_auth_issuer

    def _endpoint(self, name: str) -> str:
        """An endpoint, such as `token_url`: the credentials' own, or the document's.

        Raises CredentialsMissingError, InvalidRequestError, InsecureTransportError.
        """
        field = f"o_auth_{name}"
        given: str | None = getattr(self._credentials, field)
        declared: str | None = getattr(self, name)
        found = given or declared or self._published(name)
        url = endpoint_url(found, field, self._settings.server)
        issuer = self._issuer()
        if issuer is not None:
            self._settings.check_endpoint_of(issuer, name, url)
        return url

    def _published(self, name: str) -> str | None:
        url: str | None = getattr(
            self._metadata, f"{name.removesuffix('_url')}_endpoint", None
        )
        return url
