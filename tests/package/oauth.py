"""The OAuth part of the library, as generated modules use it.

What each kind of scheme is in a generated package stands here once.
"""

from __future__ import annotations

from typing import Any

from templates._auth import errors
from templates._auth.authorization_code import AuthorizationCodeGrant
from templates._auth.authorization_code_credentials import AuthorizationCodeCredentials
from templates._auth.client_credentials import ClientCredentialsGrant
from templates._auth.client_credentials_credentials import ClientCredentialsCredentials
from templates._auth.device import DeviceGrant
from templates._auth.device_credentials import DeviceCredentials
from templates._auth.implicit import ImplicitGrant
from templates._auth.implicit_credentials import ImplicitCredentials
from templates._auth.oauth_token import OAuthToken
from templates._auth.open_id_connect import OpenIdConnect
from templates._auth.open_id_connect_credentials import OpenIdConnectCredentials
from templates._auth.password import PasswordGrant
from templates._auth.password_credentials import PasswordCredentials
from templates._auth.settings import Settings

CALLBACK = "http://127.0.0.1:8765/callback"

_KINDS: dict[str, tuple[Any, Any]] = {
    "authorization_code": (AuthorizationCodeGrant, AuthorizationCodeCredentials),
    "client_credentials": (ClientCredentialsGrant, ClientCredentialsCredentials),
    "device": (DeviceGrant, DeviceCredentials),
    "implicit": (ImplicitGrant, ImplicitCredentials),
    "open_id_connect": (OpenIdConnect, OpenIdConnectCredentials),
    "password": (PasswordGrant, PasswordCredentials),
}

_FACTS = {
    "authorization_url": "/authorize",
    "device_authorization_url": "/device",
    "token_url": "/token",
}


def manager(
    kind: str,
    server: str | None = "https://as.example/v1/",
    settings: dict[str, Any] | None = None,
    facts: dict[str, Any] | None = None,
    **credentials: Any,
) -> Any:
    """A manager as the client of a package makes it; endpoints are the server's."""
    grant, credentials_class = _KINDS[kind]
    found = {} if kind == "open_id_connect" else _FACTS
    scheme = type(
        "Shop",
        (grant,),
        {"scheme": "shop", "operations": {}, **found, **(facts or {})},
    )
    own = type(
        "ShopCredentials",
        (credentials_class,),
        {"__slots__": (), "environment_prefix": "SHOP"},
    )
    fields: dict[str, Any] = {"o_auth_client_id": "shop-cli", **credentials}
    if kind in ("authorization_code", "implicit", "open_id_connect"):
        fields.setdefault("o_auth_redirect_uri", CALLBACK)
    return scheme(own(**fields), Settings(server=server, **(settings or {})))


__all__ = ["CALLBACK", "OAuthToken", "errors", "manager"]
