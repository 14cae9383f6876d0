"""Servers, and the URLs of security schemes (OpenAPI, Relative References in URLs)."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from ..document import Mapping, Node, Scalar, Sequence
from ..errors import quoted
from ..model import DocumentText, Endpoint
from .context import Context

_LOOPBACK_HOSTS = frozenset(["127.0.0.1", "::1", "localhost"])
_SET_BY_THE_REQUEST = frozenset(
    "client_id client_secret nonce redirect_uri response_mode response_type scope "
    "state".split()
)
_VARIABLE = re.compile(r"\{([^{}]*)\}")

IN_THE_DOCUMENT = "as it stands in the document"
MADE_ABSOLUTE = "made absolute with the document's first server"


def base_url(context: Context, root: Mapping) -> str | None:
    """What relative URLs start from: the first server, or 2.0's host and basePath."""
    if context.version == "2.0":
        return _swagger_base(root)
    servers = root.get("servers")
    first = (
        servers.items[0] if isinstance(servers, Sequence) and servers.items else None
    )
    server = context.mapping(first, "a server")
    url = server.get("url") if server else None
    if server is None or not isinstance(url, Scalar):
        return context.document.url
    written = _VARIABLE.sub(lambda name: _variable(server, name), url.text)
    absolute = urljoin(context.document.url or "", written)
    return absolute if problem_of(absolute) is None else None


def _swagger_base(root: Mapping) -> str | None:
    host, path, schemes = root.get("host"), root.get("basePath"), root.get("schemes")
    if not isinstance(host, Scalar):
        return None
    offered = schemes.items if isinstance(schemes, Sequence) else ()
    names = [scheme.text for scheme in offered if isinstance(scheme, Scalar)]
    # An API that offers both is reached over https, which nothing may downgrade.
    scheme = "https" if "https" in names or not names else names[0]
    base = f"{scheme}://{host.text}{path.text if isinstance(path, Scalar) else '/'}"
    return base if problem_of(base) is None else None


def _variable(server: Mapping, name: re.Match[str]) -> str:
    """A server variable's default; without one the braces stay, and are refused."""
    node: Node | None = server.get("variables")
    for key in (name[1], "default"):
        node = node.get(key) if isinstance(node, Mapping) else None
    return node.text if isinstance(node, Scalar) else name[0]


def endpoint(
    context: Context, written: Scalar, what: str, base: str | None
) -> Endpoint:
    """A flow's endpoint, with a warning where the document's URL cannot be used."""
    if not written.text.strip():
        return _unusable(context, written, what, "it is empty")
    url, remark = written.text, IN_THE_DOCUMENT
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url):
        if url.startswith("//"):
            # Another host, under the server's scheme.
            base = base or "https:"
        if base is None:
            reason = "it is relative, and the document names no absolute server"
            return _unusable(context, written, what, reason)
        url, remark = urljoin(base, url), MADE_ABSOLUTE
    if (problem := problem_of(url)) is not None:
        return _unusable(context, written, what, problem)
    problem = _refused(context, written, what, url)
    return Endpoint(url=DocumentText(url), remark=remark, problem=problem)


def _refused(context: Context, written: Scalar, what: str, url: str) -> str:
    """Why the generated code will not take a URL, for the pages; or nothing."""
    if not is_secure(url):
        context.warn(
            written.place,
            "insecure-url",
            f"{what} {quoted(url)} is plain http",
            "use https (RFC 6749, section 3.1); the generated code refuses this URL "
            "and takes another one from `o_auth_authorization_url`",
        )
        return "It is plain http, which is refused"
    present = {name for name, _ in parse_qsl(urlsplit(url).query, True)}
    if clash := ", ".join(sorted(present & _SET_BY_THE_REQUEST)):
        context.warn(
            written.place,
            "reserved-parameter",
            f"{what} has {clash} in its query, which every request has to set",
            "remove it (RFC 6749, section 3.1: no parameter may stand twice); until "
            "then, give the endpoint as `o_auth_authorization_url`",
        )
        return f"Its query already holds {clash}, which the request has to set"
    return ""


def _unusable(context: Context, written: Scalar, what: str, reason: str) -> Endpoint:
    context.warn(
        written.place,
        "unusable-url",
        f"{what} cannot be used: {reason}",
        "write the full https URL; until then the caller has to give it as "
        "`o_auth_authorization_url`",
    )
    return Endpoint(url=None, remark=f"none: in the document {reason}")


def problem_of(url: str) -> str | None:
    """Why an absolute URL is no endpoint, in words; None if it is one.

    Browsers and Python read some URLs differently, so what only one of them would
    accept is refused before anything parses it.
    """
    if not all("!" <= character <= "~" for character in url) or "\\" in url:
        return "it holds characters that do not belong into a URL"
    if any(character in url for character in '<>{}"^`|'):
        return "it holds a placeholder"
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # raises ValueError outside 0 to 65535
    except ValueError:
        return "it is malformed"
    return _problem_of_parts(parts, "#" in url)


def _problem_of_parts(parts: SplitResult, fragment: bool) -> str | None:
    if parts.scheme not in ("https", "http"):
        return "it is no http(s) URL"
    if not parts.hostname:
        return "it has no host"
    if "@" in parts.netloc:
        return "it holds a user name or a password"
    # RFC 6749, section 3.1: the endpoint URI must not include a fragment.
    return "it has a fragment" if fragment else None


def is_secure(url: str) -> bool:
    """https anywhere, or plain http to the machine itself."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in _LOOPBACK_HOSTS
