"""The page at the redirect URI: it hands the answer over, and tells the person.

The page is one static file, `callback_page.html`, without anything from outside. Its
own script and style are all that its content security policy lets run.

It does not say which application asked. Nothing that arrives here vouches for a name,
and the document's words are not to be trusted on a page that a token passes through.
The server's own page has just said it, with the name that is registered there.
"""

from __future__ import annotations

from .errors import InvalidRequestError
from .http_messages import SECURITY_HEADERS

_HARMLESS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-._~%"
)


class CallbackPage(str):
    """The page's text. It has to be served with these `headers`."""

    __slots__ = ("headers", "policy")

    headers: dict[str, str]
    policy: str

    def __new__(cls, post_to: str = "", continue_to: str = "") -> CallbackPage:
        """Without `post_to` it posts to its own path; without the other it is the end.

        Raises InvalidRequestError for what is no path of the page's own origin.
        """
        # Imported on first use, as is the page itself.
        from pkgutil import get_data

        data = get_data(__package__ or "", "callback_page.html")
        html = (data or b"").decode("utf-8")
        text = _with_path(html, "post-to", post_to)
        page = super().__new__(cls, _with_path(text, "continue-to", continue_to))
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


def _with_path(html: str, name: str, path: str) -> str:
    """Put a path in, in which nothing can end an attribute or lead elsewhere."""
    if path and (
        not path.startswith("/") or path.startswith("//") or set(path) - _HARMLESS
    ):
        raise InvalidRequestError(
            f"{name.replace('-', '_')} is a path of your own server, such as "
            "/oauth/token: the page sends neither tokens nor people to another origin"
        )
    empty = f'<meta name="{name}" content="">'
    return html.replace(empty, empty.replace('""', f'"{path}"'))


def _hash(html: str, element: str) -> str:
    """The hash of the one inline script or style (Content Security Policy, level 2)."""
    from base64 import b64encode
    from hashlib import sha256

    text = html.partition(f"<{element}>")[2].partition(f"</{element}>")[0]
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode()}'"
