"""What all managers of one client share."""

from __future__ import annotations

from .errors import InvalidRequestError, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, Protocol

    from .steps import HttpRequest, HttpResponse
    from .token_store import TokenStore

    class Transport(Protocol):
        """Carries one request to a server, and follows no redirect."""

        def send(self, request: HttpRequest) -> HttpResponse:
            """The server's answer, whatever its status. Raises AuthError."""
            ...

    class AsyncTransport(Protocol):
        """The same for an event loop."""

        async def send(self, request: HttpRequest) -> HttpResponse:
            """The server's answer, whatever its status. Raises AuthError."""
            ...


class Settings:
    """How a client reaches its servers. Immutable.

    `allowed_origins` are the only ones that requests with credentials go to; None
    allows all. `server` is where relative endpoints of the document start.
    `token_store` keeps tokens for other programs, and for the next start of this one.
    `transport` and `async_transport` carry requests to token endpoints; None means
    the standard library's.
    """

    __slots__ = (
        "_async_transport",
        "_endpoints",
        "_transport",
        "allowed_origins",
        "server",
        "token_store",
    )

    allowed_origins: frozenset[str] | None
    server: str | None
    token_store: TokenStore | None
    _async_transport: AsyncTransport | None
    _endpoints: dict[tuple[str, str], str]
    _transport: Transport | None

    def __init__(
        self,
        *,
        allowed_origins: frozenset[str] | None = None,
        server: str | None = None,
        token_store: TokenStore | None = None,
        transport: Transport | None = None,
        async_transport: AsyncTransport | None = None,
    ) -> None:
        for name, value in (
            ("allowed_origins", allowed_origins),
            ("server", server),
            ("token_store", token_store),
            ("_async_transport", async_transport),
            # Filled as issuers are met: by issuer and name of the endpoint.
            ("_endpoints", dict[tuple[str, str], str]()),
            ("_transport", transport),
        ):
            object.__setattr__(self, name, value)

    def check_endpoint_of(self, issuer: str, name: str, url: str) -> None:
        """Raise InvalidRequestError where two schemes give an issuer two endpoints.

        RFC 9700, section 4.4.2: an issuer is one server, or a response of one could be
        taken for that of another.
        """
        known = self._endpoints.setdefault((issuer, name), url)
        if known != url:
            raise InvalidRequestError(
                f"two schemes have the issuer {printable(issuer)}, and not the same "
                f"{name}: {printable(known)} and {printable(url)}. Correct what is "
                "wrong of them"
            )

    def send(self, request: HttpRequest) -> HttpResponse:
        """Ask a token endpoint, and block until it answers. Raises AuthError."""
        transport = self._transport
        if transport is None:
            # Imported on first use: it brings the standard library's HTTP client.
            from .standard_transport import StandardTransport

            transport = StandardTransport()
        return transport.send(request)

    async def send_async(self, request: HttpRequest) -> HttpResponse:
        """Do the same without blocking the event loop."""
        if self._async_transport is not None:
            return await self._async_transport.send(request)
        import asyncio

        return await asyncio.to_thread(self.send, request)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"settings are immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"settings are immutable: {name} cannot be deleted")
