"""Packages that authgen makes, asked as the libraries are."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.comparison.asking import (
    AUTHORIZE,
    CALLBACK,
    FORGED,
    JWT,
    PLAIN,
    SECRET,
    Probes,
    logs_in,
    module,
    refuses,
    stays,
)


def petstore(**changes: Any) -> Any:
    package = module("petstore")
    fields = {
        "o_auth_client_id": "a",
        "o_auth_redirect_uri": CALLBACK,
        "o_auth_authorization_url": AUTHORIZE,
        **changes,
    }
    return package.PetstoreClient(
        petstore_auth_credentials=package.PetstoreAuthCredentials(**fields),
        api_key_credentials=package.ApiKeyCredentials(api_key=SECRET),
    )


def receives() -> bool:
    """Let `authorize()` log in, with the answer that its page would hand over."""
    shown: list[str] = []

    def start(port: int) -> object:
        manager = petstore(
            o_auth_redirect_uri=f"http://127.0.0.1:{port}/"
        ).petstore_auth
        return manager.authorize(timeout=20, open_browser=shown.append)

    def answer(port: int) -> str:
        (state,) = parse_qs(urlsplit(shown[0]).query)["state"]
        body = f"access_token={JWT}&token_type=bearer&state={state}"
        return (
            f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Origin: http://127.0.0.1:{port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        )

    return logs_in(start, answer)


def authgen() -> Probes:
    manager = petstore().petstore_auth
    schemes = module("every_scheme")
    token = module("petstore").OAuthToken(SECRET)
    return {
        "document": lambda: True,
        "receiver": receives,
        "state": lambda: (
            manager.get_authorization_url() != manager.get_authorization_url()
        ),
        "mismatch": lambda: refuses(lambda: manager.fetch_token(FORGED)),
        "pkce": lambda: hasattr(schemes.Login, "fetch_token"),
        "device": lambda: hasattr(schemes.LoginDeviceAuthorization, "start"),
        "refresh": lambda: hasattr(schemes.Login, "refresh"),
        "id_token": lambda: "with a verifier that you pass in",
        "plain_http": lambda: refuses(lambda: petstore(o_auth_authorization_url=PLAIN)),
        "repr": lambda: SECRET not in f"{token!r}{token}",
        "other_origin": lambda: stays(
            lambda url: module("requests").get(url, auth=petstore().api_key, timeout=9)
        ),
        "page": lambda: bool(manager.callback_page(post_to="/token")),
        "async": lambda: hasattr(manager, "async_auth_flow"),
        "installs": lambda: 0,
        "oauth_1": lambda: False,
        "providers": lambda: False,
        "aws": lambda: False,
        "assertions": lambda: False,
        "server": lambda: False,
    }
