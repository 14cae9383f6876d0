"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class OtherCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "OTHER"


class Other(api_key.ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "other"
    parameter = "X-Other"
