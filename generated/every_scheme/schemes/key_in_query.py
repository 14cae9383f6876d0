"""The API key in the query of this API."""

from __future__ import annotations

from .._auth import api_key


class KeyInQueryCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "KEY_IN_QUERY"


class KeyInQuery(api_key.ApiKeyQuery):
    """Puts the key on requests.

    The document calls this scheme deprecated: if there is another one, use that.
    """

    scheme = "key_in_query"
    parameter = "key"
