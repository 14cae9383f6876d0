"""Where the API is served: `servers`, and 2.0's `host`, `basePath` and `schemes`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..document import Mapping, Node, Scalar, Sequence
from ..errors import quoted
from ..model import DocumentText, Server
from .context import Context
from .urls import SOME_SERVER, joined, problem_of

_LEFT_OUT = "this server is left out"
_VARIABLE = re.compile(r"\{([^{}]*)\}")


def servers_of(context: Context, root: Mapping) -> tuple[Server, ...]:
    """The absolute URLs of the API, each once; the first is the base of relative ones.

    Servers of a path or an operation never apply to a security scheme.
    """
    if context.version == "2.0":
        found = _of_version_2(context, root)
    else:
        found = _of_version_3(context, root)
    usable = (server for server in found if problem_of(server.url.open()) is None)
    return tuple({server.url: server for server in usable}.values())


def _of_version_3(context: Context, root: Mapping) -> Iterator[Server]:
    servers = root.get("servers")
    if not isinstance(servers, Sequence) or not servers.items:
        # OpenAPI Object: the default is one server with the URL `/`.
        yield _server(joined(context.document.url or "", "/"))
        return
    for node in servers.items:
        server = context.optional(node, "a server", _LEFT_OUT)
        url = server.get("url") if server else None
        if server is None:
            continue
        if not isinstance(url, Scalar):
            _warn(context, url or server, "a server has no URL")
            continue
        context.count(context.count_text(url))
        written = _VARIABLE.sub(_Variables(context, server, url), url.text)
        _check(context, url, written)
        absolute = joined(context.document.url or "", written)
        yield _server(absolute, context.description(server, "a server"))


def _check(context: Context, url: Scalar, written: str) -> None:
    """Warn of a URL that is malformed, unless that was said of its variables."""
    problem = problem_of(joined(SOME_SERVER, written))
    if problem is not None and "{" not in written:
        _warn(context, url, f"server {quoted(url.text)} cannot be used: {problem}")


def _warn(context: Context, node: Node, message: str) -> None:
    hint = f"give it an http(s) URL; until then {_LEFT_OUT}"
    context.warn(node.place, "unusable-server", message, hint)


def _of_version_2(context: Context, root: Mapping) -> Iterator[Server]:
    # Swagger Object: what is left out is as it is where the document was found.
    found = urlsplit(context.document.url or "")
    host, path, schemes = root.get("host"), root.get("basePath"), root.get("schemes")
    netloc = host.text if isinstance(host, Scalar) else found.netloc
    offered = schemes.items if isinstance(schemes, Sequence) else ()
    names = [scheme.text for scheme in offered if isinstance(scheme, Scalar)]
    # An API that offers both is reached over https, which nothing may downgrade.
    ordered = sorted(names, key=lambda name: name != "https")
    for scheme in ordered or [found.scheme or "https"]:
        for part in (host, path):
            if isinstance(part, Scalar):
                context.count_text(part)
        base = path.text if isinstance(path, Scalar) else "/"
        if isinstance(host, Scalar) and scheme in ("https", "http"):
            _check(context, host, f"{scheme}://{netloc}{base}")
        yield _server(f"{scheme}://{netloc}{base}")


def _server(url: str, description: str = "") -> Server:
    return Server(url=DocumentText(url), description=DocumentText(description))


class _Variables:
    """Puts a server's variables in the place of their names: each by its default."""

    def __init__(self, context: Context, server: Mapping, url: Scalar) -> None:
        self._context = context
        self._variables = server.get("variables")
        self._url = url

    def __call__(self, name: re.Match[str]) -> str:
        variable = _member(self._variables, name[1])
        default = _member(variable, "default")
        if not isinstance(default, Scalar):
            # The braces stay, and no URL has braces.
            self._warn(name[1], self._url, "has no default")
            return name[0]
        self._context.count_text(default)
        allowed = _member(variable, "enum")
        if isinstance(allowed, Sequence) and not self._has(allowed, default.text):
            self._warn(name[1], default, "has a default that is not in its enum")
        return default.text

    def _has(self, allowed: Sequence, text: str) -> bool:
        self._context.count(allowed, len(allowed.items))
        return any(isinstance(i, Scalar) and i.text == text for i in allowed.items)

    def _warn(self, name: str, node: Scalar, trouble: str) -> None:
        self._context.warn(
            node.place,
            "server-variable",
            f"server {quoted(self._url.text)}: variable {quoted(name)} {trouble}",
            "give it a default under variables; without one the server is left out",
        )


def _member(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None
