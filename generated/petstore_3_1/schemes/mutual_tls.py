"""Mutual TLS (RFC 8705, section 2) for this API."""

from __future__ import annotations

from .._auth import mutual_tls


class MutualTlsCredentials(mutual_tls.MutualTlsCredentials):
    """Credentials of the scheme: a certificate and its private key."""

    __slots__ = ()

    environment_prefix = "MUTUAL_TLS"


class MutualTls(mutual_tls.MutualTls):
    """Shows a certificate to the server while the connection is made."""

    scheme = "mutual_tls"
