"""Schemes whose credential is given, and not fetched."""

from __future__ import annotations

from .kind import Field, Kind, Location


def _api_key(location: Location, manager: str, label: str) -> Kind:
    return Kind(
        key=f"api_key_{location}",
        label=label,
        module="api_key",
        manager=manager,
        credentials_module="api_key",
        credentials="KeyCredentials",
        summary=f"The {label} of this API.",
        holds="the key",
        purpose="Puts the key on requests.",
        fields=(
            Field(
                name="api_key",
                type="str",
                meaning="the key that the server's owner gave to you",
                example='"not-a-real-key"',
                variable="the key",
            ),
        ),
        page="api_key",
    )


API_KEY_HEADER = _api_key("header", "ApiKeyHeader", "API key in a header")
