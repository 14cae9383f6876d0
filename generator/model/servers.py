"""Where an API is served (OpenAPI, Server Object)."""

from __future__ import annotations

from typing import NamedTuple

from .text import DocumentText


class Server(NamedTuple):
    """One absolute URL of the API, its variables replaced by their defaults."""

    url: DocumentText
    """What the paths of operations come after."""
    description: DocumentText
    """What the document says of it."""
