"""requests-oauthlib, with oauthlib, and Authlib: sessions that speak OAuth."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from tests.comparison.asking import (
    AUTHORIZE,
    CALLBACK,
    FORGED,
    PLAIN,
    SECRET,
    TOKEN,
    Answer,
    Probes,
    installs,
    mentions,
    module,
    refuses,
    stays,
)


def requests_oauthlib() -> Probes:
    oauth2 = module("oauthlib.oauth2")
    session_of = module("requests_oauthlib").OAuth2Session

    def session(**fields: Any) -> Any:
        client = oauth2.MobileApplicationClient("a")
        return session_of(client=client, redirect_uri=CALLBACK, **fields)

    def answered() -> object:
        waiting = session()
        waiting.authorization_url(AUTHORIZE)
        return waiting.token_from_fragment(FORGED)

    def url_of(**fields: Any) -> str:
        made = session_of("a", redirect_uri=CALLBACK, **fields)
        return str(made.authorization_url(AUTHORIZE)[0])

    parts = ("requests-oauthlib", "oauthlib")
    return {
        "document": lambda: any(mentions(part, "openapi", "OpenAPI") for part in parts),
        "receiver": lambda: any(mentions(part, "HTTPServer") for part in parts),
        "state": lambda: url_of() != url_of(),
        "mismatch": lambda: refuses(answered),
        "pkce": lambda: "code_challenge_method=S256" in url_of(pkce="S256"),
        "device": lambda: "in part" if hasattr(oauth2, "DeviceClient") else False,
        "refresh": lambda: "auto_refresh_url"
        in session_of.__init__.__code__.co_varnames,
        "id_token": lambda: any(mentions(part, "verify_at_hash") for part in parts),
        "plain_http": lambda: refuses(lambda: session().authorization_url(PLAIN)),
        "repr": lambda: SECRET not in repr(oauth2.OAuth2Token(TOKEN)),
        "other_origin": lambda: stays(
            lambda url: _with_plain_http(lambda: session_of("a", token=TOKEN).get(url))
        ),
        "page": lambda: any(mentions(p, "Content-Security-Policy") for p in parts),
        "async": lambda: any(mentions(part, "async def") for part in parts),
        "installs": lambda: installs("requests-oauthlib"),
        "oauth_1": lambda: hasattr(module("requests_oauthlib"), "OAuth1"),
        "providers": lambda: hasattr(
            module("requests_oauthlib.compliance_fixes"), "facebook_compliance_fix"
        ),
        "aws": lambda: any(mentions(part, "AWS4") for part in parts),
        "assertions": lambda: mentions("oauthlib", "ServiceApplicationClient"),
        "server": lambda: hasattr(oauth2, "Server"),
    }


def _with_plain_http(action: Callable[[], object]) -> object:
    """Let oauthlib talk to this machine, which it refuses otherwise."""
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    try:
        return action()
    finally:
        del os.environ["OAUTHLIB_INSECURE_TRANSPORT"]


def authlib() -> Probes:
    session_of = module("authlib.integrations.requests_client").OAuth2Session

    def session(**fields: Any) -> Any:
        return session_of("a", redirect_uri=CALLBACK, **fields)

    def url_of(url: str = AUTHORIZE, **fields: Any) -> str:
        verifier = "v" * 43
        made = session(code_challenge_method="S256")
        return str(made.create_authorization_url(url, code_verifier=verifier)[0])

    def answered(**state: str) -> object:
        waiting = session(response_type="token")
        waiting.create_authorization_url(AUTHORIZE)
        return waiting.fetch_token(authorization_response=FORGED, **state)

    def mismatch() -> Answer:
        with_state = refuses(lambda: answered(state="the-right-one"))
        return refuses(answered) or (
            "if you pass it the right one" if with_state else False
        )

    token = module("authlib.oauth2.rfc6749").OAuth2Token(TOKEN)
    return {
        "document": lambda: mentions("Authlib", "openapi", "OpenAPI"),
        "receiver": lambda: mentions("Authlib", "HTTPServer"),
        "state": lambda: url_of() != url_of(),
        "mismatch": mismatch,
        "pkce": lambda: "code_challenge_method=S256" in url_of(),
        "device": lambda: mentions("Authlib", "def fetch_device"),
        "refresh": lambda: hasattr(session_of, "ensure_active_token"),
        "id_token": lambda: hasattr(module("authlib.oidc.core"), "ImplicitIDToken"),
        "plain_http": lambda: refuses(lambda: url_of(PLAIN)),
        "repr": lambda: SECRET not in repr(token),
        "other_origin": lambda: stays(lambda url: session(token=TOKEN).get(url)),
        "page": lambda: mentions("Authlib", "Content-Security-Policy"),
        "async": lambda: hasattr(
            module("authlib.integrations.httpx_client"), "AsyncOAuth2Client"
        ),
        "installs": lambda: installs("Authlib"),
        "oauth_1": lambda: hasattr(
            module("authlib.integrations.requests_client"), "OAuth1Session"
        ),
        "providers": lambda: mentions("Authlib", "okta", "Okta"),
        "aws": lambda: mentions("Authlib", "AWS4"),
        "assertions": lambda: hasattr(
            module("authlib.integrations.requests_client"), "AssertionSession"
        ),
        "server": lambda: hasattr(
            module("authlib.oauth2.rfc6749"), "AuthorizationServer"
        ),
    }
