"""HTTP Basic authentication (RFC 7617) for this API."""

from __future__ import annotations

from .._auth import http_basic


class BasicCredentials(http_basic.HttpBasicCredentials):
    """Credentials of the scheme: name and password."""

    __slots__ = ()

    environment_prefix = "BASIC"


class Basic(http_basic.HttpBasic):
    """Puts name and password on requests.

    Name and password.
    """

    scheme = "basic"
