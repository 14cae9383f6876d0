"""The API key in a header of this API."""

from __future__ import annotations

from .._auth import api_key


class ClassCredentials(api_key.KeyCredentials):
    """Credentials of the scheme: the key."""

    __slots__ = ()

    environment_prefix = "CLASS"


class Class(api_key.ApiKeyHeader):
    """Puts the key on requests."""

    scheme = "class_"
    parameter = "Authorization"
