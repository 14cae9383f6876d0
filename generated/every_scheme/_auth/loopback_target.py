"""Where on this machine a response can be received (RFC 8252, section 7.3)."""

from __future__ import annotations

from .errors import InvalidRequestError
from .urls import LOOPBACK_HOSTS, split_url


class LoopbackTarget:
    """A redirect URI of this machine, taken apart. Raises InvalidRequestError."""

    def __init__(self, redirect_uri: str) -> None:
        parts = split_url(redirect_uri, "the redirect URI")
        host = parts.hostname or ""
        if parts.scheme != "http" or host not in LOOPBACK_HOSTS:
            raise InvalidRequestError(
                "authorize() receives the response on this machine, so the redirect "
                "URI has to be like http://127.0.0.1:8765/callback. For another one "
                "there are get_authorization_url() and fetch_token()"
            )
        # RFC 8252, section 8.3: literal addresses, and no other interface.
        self.hosts = ("127.0.0.1", "::1") if host == "localhost" else (host,)
        self.port = parts.port or 0
        self.path = parts.path or "/"
        self._host = f"[{host}]" if ":" in host else host
        self._uri = redirect_uri
        self._query = f"?{parts.query}" if parts.query else ""

    def uri(self, port: int) -> str:
        """What is sent: the URI to the letter, unless it leaves the port open."""
        if self.port:
            return self._uri
        return f"http://{self._host}:{port}{self.path}{self._query}"

    def authorities(self, port: int) -> tuple[str, ...]:
        """What a browser puts into `Host` for it."""
        return (f"{self._host}:{port}", *((self._host,) if port == 80 else ()))


def default_redirect_uris(scheme: str) -> tuple[str, ...]:
    """The redirect URIs to try in turn where the caller has none.

    Literal addresses, and a path of its own for each scheme (RFC 8252, sections 7.3,
    8.3 and 8.10): a response for one server cannot be taken for one of another.
    """
    return tuple(f"http://{host}/callback/{scheme}" for host in ("127.0.0.1", "[::1]"))
