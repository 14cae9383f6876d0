"""What all managers of one client share."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from .steps import AsyncTransport, Transport


class Settings:
    """How a client reaches its servers. Immutable.

    `allowed_origins` are the only ones that requests with credentials go to; None
    allows all. `server` is where relative endpoints of the document start.
    `transport` and `async_transport` carry requests to token endpoints; None means
    the standard library's.
    """

    __slots__ = ("allowed_origins", "async_transport", "server", "transport")

    allowed_origins: frozenset[str] | None
    async_transport: AsyncTransport | None
    server: str | None
    transport: Transport | None

    def __init__(
        self,
        *,
        allowed_origins: frozenset[str] | None = None,
        server: str | None = None,
        transport: Transport | None = None,
        async_transport: AsyncTransport | None = None,
    ) -> None:
        for name, value in (
            ("allowed_origins", allowed_origins),
            ("async_transport", async_transport),
            ("server", server),
            ("transport", transport),
        ):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"settings are immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"settings are immutable: {name} cannot be deleted")
