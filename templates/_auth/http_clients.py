"""The HTTP clients that people use, none of which is imported here.

requests and httpx both accept a function of the request as `auth=`.
"""

from __future__ import annotations

from .errors import InvalidRequestError
from .urls import is_origin, origin_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .request_parts import RequestParts

_OURS = "authgen"
"""The extension of an httpx request that tells which headers we put on it."""


def put_on(request: Any, parts: RequestParts, url: str) -> None:
    """Put headers on a request, which a redirect to another origin goes without."""
    headers = parts.all_headers()
    _put(request, headers)
    _keep_to_origin(request, origin_of(url), frozenset(map(str.lower, headers)))


def _put(request: Any, headers: dict[str, str]) -> None:
    """One method per request (RFC 6750, section 2), and one value per header."""
    # httpx may send one request again, after a new token has come: what stands there
    # then is ours, and is replaced.
    extensions: dict[str, Any] = getattr(request, "extensions", {})
    ours: dict[str, str] = extensions.get(_OURS, {})
    for name, value in headers.items():
        if request.headers.get(name, value) not in (value, ours.get(name)):
            raise InvalidRequestError(
                f"the request already has the header {name}: leave it to one of the two"
            )
    for name, value in headers.items():
        request.headers[name] = value
    extensions[_OURS] = headers


def _keep_to_origin(request: Any, origin: str, names: frozenset[str]) -> None:
    """Let a redirect to another origin go without our headers.

    requests and httpx take `Authorization` off by themselves, and no other header.
    """
    if hasattr(request, "register_hook"):
        register: Any = getattr(request, "register_hook")  # noqa: B009
        register("response", _requests_hook(origin, names))
    elif names - {"authorization"} and hasattr(request, "extensions"):
        extensions: dict[str, Any] = getattr(request, "extensions")  # noqa: B009
        previous = extensions.get("trace")
        extensions["trace"] = _httpx_trace(origin, names, previous)


def _requests_hook(origin: str, names: frozenset[str]) -> Callable[..., None]:
    """requests copies a request for the next hop after its response hooks have run."""

    def hook(response: Any, **_: object) -> None:
        location = response.headers.get("location")
        if location is None:
            return
        from urllib.parse import urljoin

        if not is_origin(urljoin(response.url, location), origin):
            for name in names:
                response.request.headers.pop(name, None)

    return hook


def _httpx_trace(
    origin: str, names: frozenset[str], previous: Callable[..., Any] | None
) -> Callable[[str, Mapping[str, Any]], Any]:
    """httpx copies headers to the next hop itself; what it lets us see is the sending.

    The `trace` extension runs just before the headers of each hop are written.
    """

    def trace(event: str, info: Mapping[str, Any]) -> Any:
        if event.endswith("send_request_headers.started"):
            request = info["request"]
            url = request.url
            host = url.host.decode("ascii")
            netloc = f"[{host}]" if ":" in host else host
            port = "" if url.port is None else f":{url.port}"
            if not is_origin(f"{url.scheme.decode()}://{netloc}{port}/", origin):
                request.headers = [
                    (name, value)
                    for name, value in request.headers
                    if name.decode("latin-1").lower() not in names
                ]
        if previous is not None:
            return previous(event, info)
        # An async client awaits what comes back, a sync client refuses to.
        return _nothing() if _called_by_coroutine() else None

    return trace


def _called_by_coroutine() -> bool:
    """Whether the caller of the trace function that calls this is an `async def`."""
    # Imported on first use: httpx has imported it long before.
    from inspect import CO_COROUTINE, currentframe

    frame = currentframe()
    trace = frame = frame and frame.f_back
    # On a request that is sent again, one trace function calls the one before it.
    while frame and trace and frame.f_code is trace.f_code:
        frame = frame.f_back
    return frame is not None and bool(frame.f_code.co_flags & CO_COROUTINE)


async def _nothing() -> None:
    pass
