"""The API key in the query of this API."""

from __future__ import annotations

from .._auth import api_key


class QueryCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "QUERY"


class Query(api_key.ApiKeyQuery):
    """Puts the key on requests."""

    scheme = "query"
    parameter = "key"
