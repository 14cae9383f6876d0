"""Requests as they arrive at the server for tests, and what it answers."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode


class Parameters(dict[str, str]):
    """The parameters of a request; what shows them shows their names alone."""

    def __repr__(self) -> str:
        return f"<Parameters {', '.join(self)}>"


@dataclass(frozen=True, kw_only=True, repr=False)
class Request:
    """A request as it arrived."""

    method: str
    path: str
    query: str
    """As it stands in the URL, without the question mark."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    def __repr__(self) -> str:
        return f"<Request {self.method} {self.path}>"

    @property
    def url(self) -> str:
        """What stands in the request line."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def query_parameters(self) -> Parameters:
        """The query, decoded."""
        return _decoded(self.query)

    @property
    def form(self) -> Parameters:
        """The body, where it is a form."""
        return _decoded(self.body.decode("latin-1"))

    @property
    def cookies(self) -> Parameters:
        """The cookies (RFC 6265, section 4.2)."""
        try:
            found = SimpleCookie(self.headers.get("cookie", ""))
        except CookieError:
            return Parameters()
        return Parameters({name: morsel.value for name, morsel in found.items()})


def _decoded(encoded: str) -> Parameters:
    return Parameters(parse_qsl(encoded, keep_blank_values=True))


@dataclass(frozen=True, kw_only=True, repr=False)
class Answer:
    """What the server answers."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"<Answer {self.status}>"


def json_answer(
    value: object, status: int = 200, headers: tuple[tuple[str, str], ...] = ()
) -> Answer:
    """A JSON text, which nobody may keep (RFC 6749, section 5.1)."""
    return Answer(
        status=status,
        body=json.dumps(value).encode(),
        content_type="application/json",
        headers=(("Cache-Control", "no-store"), *headers),
    )


def redirect(uri: str, parameters: Mapping[str, object], *, in_query: bool) -> Answer:
    """Send the browser on, with an answer in the query, or else in the fragment."""
    mark = ("&" if "?" in uri else "?") if in_query else "#"
    location = f"{uri}{mark}{urlencode(parameters)}"
    return Answer(status=302, headers=(("Location", location),))


_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 4rem auto;
  padding: 0 1rem; color-scheme: light dark }}
button {{ font: inherit; padding: .4rem 1.4rem; margin-right: .6rem }}
</style>
<h1>{title}</h1>
<p>This is a server for tests. Nobody's data is behind it.</p>
{content}
</html>
"""
_HEADERS = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
)


def page(title: str, content: str, status: int = 200) -> Answer:
    """A page for a person: a title, which is text, and HTML below it."""
    return Answer(
        status=status,
        body=_PAGE.format(title=html.escape(title), content=content).encode(),
        content_type="text/html; charset=utf-8",
        headers=_HEADERS,
    )


def consent_page(client: str, scopes: tuple[str, ...]) -> Answer:
    """The question whether a client may have what it asks for."""
    items = "".join(f"<li><code>{html.escape(scope)}</code></li>" for scope in scopes)
    return page(
        "Allow access?",
        f"<p><strong>{html.escape(client)}</strong> asks for:</p><ul>{items}</ul>"
        '<form method="post">'
        '<button name="decision" value="allow">Allow</button>'
        '<button name="decision" value="deny">Deny</button></form>',
    )
