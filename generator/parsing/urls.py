"""The URLs of security schemes (OpenAPI, Relative References in API URLs)."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from ..document import Scalar
from ..errors import quoted
from ..kinds import EndpointField
from ..model import DocumentText, Endpoint
from .context import Context

_LOOPBACK_HOSTS = frozenset(["127.0.0.1", "::1", "localhost"])
_SET_BY_THE_REQUEST = frozenset(
    "client_id client_secret nonce redirect_uri response_mode response_type scope "
    "state".split()
)

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
SOME_SERVER = "https://server.invalid/"
"""What a relative URL is tried against where the document names no server."""

IN_THE_DOCUMENT = "as it stands in the document"
RELATIVE = "which starts from the client's `server`"


def endpoint(
    context: Context,
    field: EndpointField,
    written: Scalar,
    what: str,
    base: str | None,
) -> Endpoint:
    """A flow's endpoint, with a warning where the document's URL cannot be used."""
    reader = _Reader(context, field, written, f"{what}: its {field.name}")
    return reader.read(base)


class _Reader(NamedTuple):
    """Reads one URL of one scheme."""

    context: Context
    field: EndpointField
    written: Scalar
    what: str

    def read(self, base: str | None) -> Endpoint:
        written = self.written.text
        if not written.strip():
            return self._unusable("it is empty")
        if _ABSOLUTE.match(written):
            return self._read(written, IN_THE_DOCUMENT)
        if base is None and not written.startswith("//"):
            return self._without_server(written)
        return self._read(joined(base or SOME_SERVER, written), RELATIVE)

    def _read(self, absolute: str, remark: str) -> Endpoint:
        if (problem := problem_of(absolute)) is not None:
            return self._unusable(problem)
        refused = self._refused(absolute)
        return self._endpoint(remark, refused)

    def _without_server(self, written: str) -> Endpoint:
        if (problem := problem_of(joined(SOME_SERVER, written))) is not None:
            return self._unusable(problem)
        self._warn(
            "relative-url",
            f"{self.what} {quoted(written)} is relative, and the document names no "
            "absolute server",
            f"write the full https URL, or name the server; until then, give the "
            f"client `server`{self._or_another}",
        )
        return self._endpoint(RELATIVE, "The document names no absolute server")

    def _endpoint(self, remark: str, problem: str) -> Endpoint:
        url = DocumentText(self.written.text)
        return Endpoint(field=self.field, url=url, remark=remark, problem=problem)

    def _refused(self, url: str) -> str:
        """Why the generated code will not take a URL, for the pages; or nothing."""
        if not is_secure(url):
            self._warn(
                "insecure-url",
                f"{self.what} {quoted(url)} is plain http",
                "use https (RFC 6749, section 3.1); the generated code refuses this "
                f"URL{self._and_takes_another}",
            )
            return "It is plain http, which is refused"
        present = {name for name, _ in parse_qsl(urlsplit(url).query, True)}
        if clash := ", ".join(sorted(present & _SET_BY_THE_REQUEST)):
            self._warn(
                "reserved-parameter",
                f"{self.what} has {clash} in its query, which every request has to set",
                "remove it (RFC 6749, section 3.1: no parameter may stand twice); the "
                f"generated code refuses this URL{self._and_takes_another}",
            )
            return f"Its query already holds {clash}, which the request has to set"
        return ""

    def _unusable(self, reason: str) -> Endpoint:
        self._warn(
            "unusable-url",
            f"{self.what} cannot be used: {reason}",
            f"write the full https URL{self._until_then}",
        )
        remark = f"none: in the document {reason}"
        return Endpoint(field=self.field, url=None, remark=remark)

    @property
    def _until_then(self) -> str:
        keyword = self.field.keyword
        return f"; until then, give one as `{keyword}`" if keyword else ""

    @property
    def _or_another(self) -> str:
        return f", or `{self.field.keyword}`" if self.field.keyword else ""

    @property
    def _and_takes_another(self) -> str:
        keyword = self.field.keyword
        return f" and takes another one from `{keyword}`" if keyword else ""

    def _warn(self, code: str, message: str, hint: str) -> None:
        self.context.warn(self.written.place, code, message, hint)


def joined(base: str, url: str) -> str:
    """A URL made absolute; a malformed one stays as it is, and has a problem."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def problem_of(url: str) -> str | None:
    """Why an absolute URL is no endpoint, in words; None if it is one.

    Browsers and Python read some URLs differently, so what only one of them would
    accept is refused before anything parses it.
    """
    if not all("!" <= character <= "~" for character in url) or "\\" in url:
        return "it holds characters that do not belong into a URL"
    if any(character in url for character in '<>{}"^`|'):
        return "it holds a placeholder"
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # raises ValueError outside 0 to 65535
    except ValueError:
        return "it is malformed"
    return _problem_of_parts(parts, "#" in url)


def _problem_of_parts(parts: SplitResult, fragment: bool) -> str | None:
    if parts.scheme not in ("https", "http"):
        return "it is no http(s) URL"
    if not parts.hostname:
        return "it has no host"
    if "@" in parts.netloc:
        return "it holds a user name or a password"
    # RFC 6749, section 3.1: the endpoint URI must not include a fragment.
    return "it has a fragment" if fragment else None


def is_secure(url: str) -> bool:
    """https anywhere, or plain http to the machine itself."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in _LOOPBACK_HOSTS
