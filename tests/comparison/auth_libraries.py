"""requests_auth and httpx_auth, which have the same authors and much the same names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.comparison.asking import (
    AUTHORIZE,
    JWT,
    PLAIN,
    SECRET,
    Probes,
    installs,
    logs_in,
    mentions,
    module,
    refuses,
    stays,
)


def auth_library(name: str, call: Callable[[Any, str], object]) -> Probes:
    library = module(name)

    def implicit(port: int = 5000, url: str = AUTHORIZE) -> Any:
        return library.OAuth2Implicit(url, client_id="a", redirect_uri_port=port)

    def receives(state: str) -> bool:
        library.OAuth2.token_cache.clear()
        return logs_in(
            lambda port: call(implicit(port), "https://api.example/"),
            lambda port: f"GET /?access_token={JWT}&state={state}&{name}_redirect=1 "
            f"HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        )

    return {
        "document": lambda: mentions(name, "openapi", "OpenAPI"),
        "receiver": lambda: receives(implicit().state),
        "state": lambda: implicit().state != implicit().state,
        "mismatch": lambda: not receives("a-wrong-one"),
        "pkce": lambda: hasattr(library, "OAuth2AuthorizationCodePKCE"),
        "device": lambda: mentions(name, "device_code"),
        "refresh": lambda: hasattr(
            library.OAuth2AuthorizationCodePKCE, "refresh_token"
        ),
        "id_token": lambda: mentions(name, "at_hash", "verify_signature"),
        "plain_http": lambda: refuses(lambda: implicit(5000, PLAIN)),
        "repr": lambda: SECRET not in repr(library.HeaderApiKey(SECRET)),
        "other_origin": lambda: stays(
            lambda url: call(library.HeaderApiKey(SECRET), url)
        ),
        "page": lambda: mentions(name, "Content-Security-Policy"),
        "async": lambda: hasattr(library.HeaderApiKey(SECRET), "async_auth_flow"),
        "installs": lambda: installs(name),
        "oauth_1": lambda: mentions(name, "oauth_nonce"),
        "providers": lambda: hasattr(library, "OktaImplicit"),
        "aws": lambda: hasattr(library, "AWS4Auth"),
        "assertions": lambda: mentions(name, "client_assertion"),
        "server": lambda: mentions(name, "AuthorizationServer"),
    }


def with_requests(auth: Any, url: str) -> object:
    if "api.example" in url:
        requests = module("requests")
        return auth(requests.Request("GET", url).prepare())
    return module("requests").get(url, auth=auth, timeout=9)


def with_httpx(auth: Any, url: str) -> object:
    httpx = module("httpx")
    if "api.example" in url:
        return next(auth.sync_auth_flow(httpx.Request("GET", url)))
    return httpx.get(url, auth=auth, follow_redirects=True)
