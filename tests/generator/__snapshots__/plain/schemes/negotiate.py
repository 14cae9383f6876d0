"""An HTTP authentication scheme (RFC 9110, section 11) of this API."""

from __future__ import annotations

from .._auth import http_authorization


class NegotiateCredentials(http_authorization.HttpAuthorizationCredentials):
    """Credentials of the scheme: the value of the header Authorization."""

    __slots__ = ()

    environment_prefix = "NEGOTIATE"


class Negotiate(http_authorization.HttpAuthorization):
    """Puts the value of the header Authorization on requests, as it is given.

    Made elsewhere.
    """

    scheme = "negotiate"
    authentication_scheme = "Negotiate"
