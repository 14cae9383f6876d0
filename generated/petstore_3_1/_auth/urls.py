"""Which URLs a secret may travel to, and come back from."""

from __future__ import annotations

from functools import lru_cache

from .errors import (
    AuthError,
    CredentialsMissingError,
    InsecureTransportError,
    InvalidRequestError,
    printable,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from urllib.parse import SplitResult

LOOPBACK_HOSTS = frozenset(["127.0.0.1", "::1", "localhost"])
"""The machine itself (RFC 8252, section 7.3), compared after parsing."""

_DEFAULT_PORTS = {"https": 443, "http": 80}


def split_url(url: str, what: str) -> SplitResult:
    """Take a URL apart, refusing what Python and browsers would read differently.

    Raises InvalidRequestError.
    """
    # Imported on first use: it is the dearest import of the package.
    from urllib.parse import urlsplit

    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise _invalid(what, url, "holds characters that do not belong into a URL")
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # raises ValueError where it is no port
    except ValueError:
        raise _invalid(what, url, "is malformed") from None
    if "@" in parts.netloc:
        raise InvalidRequestError(
            f"{what} holds a user name or a password: remove them"
        )
    return parts


def check_endpoint(url: str, what: str) -> None:
    """RFC 6749, section 3.1: an endpoint uses TLS and has no fragment.

    Plain http reaches the machine itself and nothing else. Raises InvalidRequestError
    and InsecureTransportError.
    """
    parts = split_url(url, what)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise _invalid(what, url, "is no http(s) URL")
    if "#" in url:
        raise _invalid(what, url, "has a fragment (RFC 6749, section 3.1)")
    _check_secure(parts, what)


# A manager asks for the same few again and again, and parsing takes 4 us.
@lru_cache(maxsize=64)
def endpoint_url(url: str | None, field: str, server: str | None) -> str:
    """An endpoint in full: a relative one starts at the server of the API.

    `field` is what the endpoint can be given as. Raises CredentialsMissingError,
    InvalidRequestError and InsecureTransportError.
    """
    from urllib.parse import urljoin, urlsplit

    words = field.removeprefix("o_auth_").removesuffix("_url").replace("_", " ")
    what = f"{words} endpoint"
    if url is None:
        raise CredentialsMissingError(
            f"the document names no {what} that can be used: give {field}"
        )
    if not urlsplit(url).scheme:
        if server is None:
            raise CredentialsMissingError(
                f"the {what} of the document is relative: give server=, the URL of the "
                f"API, or {field}"
            )
        url = urljoin(server, url)
    check_endpoint(url, f"the {what}")
    return url


def check_redirect_uri(uri: str) -> None:
    """RFC 6749, section 3.1.2, and RFC 8252: where a response may arrive.

    An https URL, plain http on the machine itself, or a private-use scheme with a dot
    in it. Raises InvalidRequestError and InsecureTransportError.
    """
    what = "the redirect URI"
    parts = split_url(uri, what)
    if not parts.scheme:
        raise _invalid(what, uri, "is not absolute (RFC 6749, section 3.1.2)")
    if "#" in uri:
        raise _invalid(what, uri, "has a fragment (RFC 6749, section 3.1.2)")
    if parts.scheme in _DEFAULT_PORTS:
        if not parts.hostname:
            raise _invalid(what, uri, "has no host")
        _check_secure(parts, what)
    elif "." not in parts.scheme:
        raise _invalid(what, uri, "needs a dot in its scheme (RFC 8252, section 7.1)")


def origin_of(url: str) -> str:
    """The origin (scheme, host, port) that a request with a secret goes to.

    Raises InsecureTransportError for plain http to another machine, and
    InvalidRequestError for what is no URL of a web server.
    """
    parts = split_url(url, "the URL of the request")
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise _invalid("the URL of the request", url, "is no http(s) URL")
    _check_secure(parts, "the request")
    return _origin(parts)


def home_of(url: str) -> str:
    """How this URL begins, as all do that are of its origin and written like it.

    A blank, with which no URL begins, where that is not to be seen.
    """
    return url[: url.find("/", len("https://")) + 1] or " "


def is_origin(url: str, origin: str) -> bool:
    """Whether a URL is of an origin; what is no URL of a web server is of none."""
    try:
        return origin_of(url) == origin
    except AuthError:
        return False


def origins(urls: Iterable[str]) -> frozenset[str]:
    """Origins as a caller lists them, such as `https://api.example`."""
    if isinstance(urls, str):
        raise InvalidRequestError("allowed_origins is a list: put the origin into one")
    return frozenset(map(origin_of, urls))


def same_target(one: str, other: str) -> bool:
    """Whether two URLs name the same resource: scheme, host, port and path."""
    return _target(one) == _target(other)


def _target(url: str) -> tuple[str, str]:
    parts = split_url(url, "the redirect URI")
    return _origin(parts), parts.path or "/"


def _origin(parts: SplitResult) -> str:
    host = parts.hostname or ""
    port = parts.port if parts.port is not None else _DEFAULT_PORTS.get(parts.scheme)
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def _check_secure(parts: SplitResult, what: str) -> None:
    if parts.scheme == "http" and parts.hostname not in LOOPBACK_HOSTS:
        host = printable(parts.hostname or "")
        raise InsecureTransportError(
            f"{what} uses plain http to {host}, and anyone on the way can read it: use "
            "https. Plain http is for this machine only (127.0.0.1, [::1], localhost)"
        )


def _invalid(what: str, url: str, problem: str) -> InvalidRequestError:
    # What follows `?` or `#` can be a secret.
    shown = url.partition("#")[0].partition("?")[0]
    return InvalidRequestError(f"{what} {problem}: {printable(shown)}")
