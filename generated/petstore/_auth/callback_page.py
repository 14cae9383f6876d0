"""The page at the redirect URI: it hands the fragment over, and tells the person.

The page is one static file, `callback_page.html`, without anything from outside. Its
own script and style are all that its content security policy lets run.
"""

from __future__ import annotations

from .errors import InvalidRequestError
from .http_messages import SECURITY_HEADERS

_HARMLESS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-._~%"
)
_POST_TO = '<meta name="post-to" content="">'


class CallbackPage(str):
    """The page's text. It has to be served with these `headers`."""

    __slots__ = ("headers", "policy")

    headers: dict[str, str]
    policy: str

    def __new__(cls, post_to: str = "") -> CallbackPage:
        """Without `post_to`, the page posts to its own path."""
        # Imported on first use, as is the page itself.
        from pkgutil import get_data

        data = get_data(__package__ or "", "callback_page.html")
        html = (data or b"").decode("utf-8")
        target = _POST_TO.replace('""', f'"{_path(post_to)}"')
        page = super().__new__(cls, html.replace(_POST_TO, target))
        page.policy = (
            f"default-src 'none'; script-src {_hash(html, 'script')}; "
            f"style-src {_hash(html, 'style')}; connect-src 'self'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        page.headers = {
            **SECURITY_HEADERS,
            "Content-Security-Policy": page.policy,
            "Content-Type": "text/html; charset=utf-8",
        }
        return page


def _path(path: str) -> str:
    """A path of the page's own origin, in which nothing can end an attribute."""
    if path and (
        not path.startswith("/") or path.startswith("//") or set(path) - _HARMLESS
    ):
        raise InvalidRequestError(
            "post_to is a path of your own server, such as /oauth/token: the page does "
            "not send a token to another origin"
        )
    return path


def _hash(html: str, element: str) -> str:
    """The hash of the one inline script or style (Content Security Policy, level 2)."""
    from base64 import b64encode
    from hashlib import sha256

    text = html.partition(f"<{element}>")[2].partition(f"</{element}>")[0]
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode()}'"
