"""Putting credentials on the requests of the HTTP clients that people use.

requests and httpx both accept a function of the request as `auth=`, so a manager is
one, and neither library has to be imported here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from .errors import AuthError, InvalidRequestError
from .secrecy import keeps_secrets
from .urls import origin_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Protocol, TypeVar

    class HttpRequest(Protocol):
        """A request of any client: `requests.PreparedRequest`, `httpx.Request`."""

        headers: Any
        url: Any

    R = TypeVar("R", bound=HttpRequest)


_OURS = "authgen"
"""The extension of an httpx request that tells which headers we put on it."""


class RequestAuth(ABC):
    """Something that is a valid `auth=` for requests and for httpx."""

    def __init__(self, allowed_origins: frozenset[str] | None) -> None:
        self._allowed_origins = allowed_origins

    @abstractmethod
    def headers(self) -> dict[str, str]:
        """The headers that authenticate a request, for clients without `auth=`.

        Raises AuthError where there are none to give.
        """

    @keeps_secrets
    def __call__(self, request: R) -> R:
        """Put the credential on a request, unless its origin is not an allowed one.

        Raises InsecureTransportError for plain http to another machine, and AuthError
        where there is no credential to put on it.
        """
        url = str(request.url)
        allowed = self._allowed_origins
        if allowed is not None and not any(_is_origin(url, one) for one in allowed):
            return request
        headers = self.headers()
        if not headers:
            return request
        origin = origin_of(url)
        _put(request, headers)
        _keep_to_origin(request, origin, frozenset(map(str.lower, headers)))
        return request


class SchemeAuth(RequestAuth):
    """Base of the manager of one security scheme."""

    scheme = ""
    """The key of the scheme in what operations ask for."""

    @abstractmethod
    def lacks(self, scopes: tuple[str, ...] = ()) -> AuthError | None:
        """Why this scheme cannot authenticate a request now; None if it can."""


def _put(request: HttpRequest, headers: dict[str, str]) -> None:
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


def _keep_to_origin(request: HttpRequest, origin: str, names: frozenset[str]) -> None:
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


def _is_origin(url: str, origin: str) -> bool:
    try:
        return origin_of(url) == origin
    except AuthError:
        return False


def _requests_hook(origin: str, names: frozenset[str]) -> Callable[..., None]:
    """requests copies a request for the next hop after its response hooks have run."""

    def hook(response: Any, **_: object) -> None:
        location = response.headers.get("location")
        if location is None:
            return
        from urllib.parse import urljoin

        if not _is_origin(urljoin(response.url, location), origin):
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
            if not _is_origin(f"{url.scheme.decode()}://{netloc}{port}/", origin):
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
