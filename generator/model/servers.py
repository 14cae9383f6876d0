"""Where an API is served (OpenAPI, Server Object)."""

from __future__ import annotations

from dataclasses import dataclass

from .text import DocumentText


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """One absolute URL of the API, its variables replaced by their defaults."""

    url: DocumentText
    """What the paths of operations come after."""
    description: DocumentText
    """What the document says of it."""
