"""Where the API is served, as the document's `servers` say it."""

from __future__ import annotations

SERVERS: tuple[str, ...] = ("https://api.example/v1/", "https://test.api.example")
