"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class UnusedCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "UNUSED"


class Unused(api_key.ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "unused"
    parameter = "X-Unused"
