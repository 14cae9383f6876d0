"""The page that the receiver serves, and that a web application can serve."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from tests.package.login.conftest import LogIn


def test_policy_lets_only_the_pages_own_script_and_style_run(log_in: LogIn) -> None:
    with log_in() as login:
        page = login.browser.get()
    hashes: dict[str, str] = {}
    for element in ("script", "style"):
        (text,) = page.text.split(f"<{element}")[1:]
        text = text.partition(">")[2].partition(f"</{element}>")[0]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[element] = f"'sha256-{digest}'"
    assert page.headers["content-security-policy"] == (
        f"default-src 'none'; script-src {hashes['script']}; "
        f"style-src {hashes['style']}; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


def test_page_for_a_web_application_posts_to_its_own_server(new_client: Any) -> None:
    manager = new_client().petstore_auth
    page, other = (
        manager.callback_page(post_to=path) for path in ("/oauth/token", "/x")
    )
    assert '<meta name="post-to" content="/oauth/token">' in page
    assert page.replace("/oauth/token", "/x") == other
    assert page.headers == other.headers
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "sha256-" in page.headers["Content-Security-Policy"]
    assert page.index("history.replaceState") < page.index("fetch(")
    for outside in ("src=", "href=", "url(", "@import", "http:", "https:"):
        assert outside not in page


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example/", '/a"b', "/a b", "token", "/a?b"]
)
def test_page_posts_nowhere_else(petstore: Any, new_client: Any, path: str) -> None:
    with pytest.raises(petstore.InvalidRequestError):
        new_client().petstore_auth.callback_page(post_to=path)
