"""The bytes of a document to text, from a file, a URL or standard input."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit, urlunsplit

from ..document import Source
from ..errors import DocumentError, Place

STDIN = "-"
MAX_BYTES = 64 * 1024 * 1024
"""Ten times the largest OpenAPI documents that are published."""
FETCH_TIMEOUT = 30.0
"""Seconds."""


def open_source(spec: str, url: str | None) -> Source:
    """What `spec` names; `url` is the same, if it is a URL. Raises DocumentError."""
    if url is not None:
        name = _without_secrets(url)
        return Source(name=name, text=_decode(name, _fetch(url, name)))
    if spec == STDIN:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return Source(name="<stdin>", text=_decode("<stdin>", data))
    return file_source(spec, Path(spec))


def file_source(name: str, path: Path) -> Source:
    """A file, under the name that messages call it. Raises DocumentError."""
    return Source(name=name, text=_decode(name, _read_file(name, path)), path=path)


def _without_secrets(url: str) -> str:
    """A URL for messages: user, password and query may be somebody's credentials."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.partition(":")[0] + "://..."
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def _fetch(url: str, name: str) -> bytes:
    # Imported here: most runs never open a connection.
    from http.client import HTTPException, InvalidURL
    from urllib.request import (
        HTTPDefaultErrorHandler,
        HTTPErrorProcessor,
        HTTPHandler,
        HTTPRedirectHandler,
        HTTPSHandler,
        OpenerDirector,
        ProxyHandler,
        UnknownHandler,
    )

    # Not build_opener(): it would follow a redirect to ftp: as well.
    opener = OpenerDirector()
    for handler in (
        ProxyHandler,
        HTTPHandler,
        HTTPSHandler,
        HTTPRedirectHandler,
        HTTPDefaultErrorHandler,
        HTTPErrorProcessor,
        UnknownHandler,
    ):
        opener.add_handler(handler())
    try:
        if "@" in urlsplit(url).netloc:
            raise InvalidURL
        with opener.open(url, timeout=FETCH_TIMEOUT) as response:
            data: bytes = response.read(MAX_BYTES + 1)
    except (InvalidURL, ValueError):
        # What Python says of it can quote the URL, and with it a password.
        _cannot_fetch(name, "its URL is malformed, or holds a user name")
    except (OSError, HTTPException) as error:
        _cannot_fetch(name, ascii(str(getattr(error, "reason", error)))[1:-1])
    return data


def _cannot_fetch(name: str, reason: str) -> NoReturn:
    _fail(
        name,
        "cannot-fetch",
        f"the document cannot be fetched: {reason}",
        "check the URL in a browser, or save the document and give its path",
    )


def _read_file(name: str, path: Path) -> bytes:
    try:
        if path.is_dir():
            _fail(
                name,
                "is-a-folder",
                "this is a folder, not a document",
                "name a file in it",
            )
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        _fail(
            name,
            "not-found",
            "there is no such file",
            "check the path; it is relative to the folder you are in",
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path is not valid"
        _fail(
            name,
            "cannot-read",
            f"the file cannot be read: {reason}",
            "check the path and its permissions",
        )


def _decode(name: str, data: bytes) -> str:
    """UTF-8, as both JSON (RFC 8259, section 8.1) and OpenAPI ask for."""
    if len(data) > MAX_BYTES:
        _fail(
            name,
            "too-large",
            f"the document is larger than {MAX_BYTES // 1024 // 1024} MiB",
            "split the document, or generate from the part that has the security",
        )
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", errors="replace")) + 1
        utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        raise DocumentError.at(
            Place(name, before.count(b"\n") + 1, column),
            "not-utf-8",
            "the file is UTF-16" if utf16 else "the file is not UTF-8 text",
            "convert it: iconv -f " + ("UTF-16" if utf16 else "CP1252") + " -t UTF-8",
        ) from None
    if "\0" in text:
        _fail(
            name,
            "not-text",
            "the file holds NUL bytes, so it is no text, or UTF-16",
            "give a YAML or JSON document in UTF-8",
        )
    return text


def _fail(name: str, code: str, message: str, hint: str) -> NoReturn:
    raise DocumentError.at(Place(name, 1, 1), code, message, hint)
