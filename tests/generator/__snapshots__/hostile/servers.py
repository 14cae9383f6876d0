"""Where the API is served, as the document's `servers` say it."""

from __future__ import annotations

SERVERS: tuple[str, ...] = ("https://api.example/%7B%7B7*7%7D%7D/",)
