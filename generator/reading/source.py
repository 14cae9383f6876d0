"""The bytes of a document to text, from a file, a URL or standard input."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit, urlunsplit

from ..document import Source
from ..errors import DocumentError, Place
from ..specs import STDIN
from .limits import MAX_BYTES, Budget

_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
"""The longer ones first: one of UTF-32 begins like one of UTF-16."""

# The first characters of a document are ASCII (YAML 1.2, section 5.2).
_ZEROS = {
    b"\1\0\0\0": "UTF-32LE",
    b"\0\0\0\1": "UTF-32BE",
    b"\1\0\1\0": "UTF-16LE",
    b"\0\1\0\1": "UTF-16BE",
}
"""Which of the first four bytes are zeros."""
FETCH_TIMEOUT = 30.0
"""Seconds."""


def open_source(spec: str, url: str | None, budget: Budget) -> Source:
    """What `spec` names; `url` is the same, if it is a URL. Raises DocumentError."""
    if url is not None:
        name = _without_secrets(url)
        return Source(name=name, text=_decode(name, _fetch(url, name), budget))
    if spec == STDIN:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return Source(name="<stdin>", text=_decode("<stdin>", data, budget))
    return file_source(spec, Path(spec), budget)


def file_source(name: str, path: Path, budget: Budget) -> Source:
    """A file, under the name that messages call it. Raises DocumentError."""
    text = _decode(name, _read_file(name, path), budget)
    return Source(name=name, text=text, path=path)


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
        _cannot_fetch(name, ascii(_reason(error))[1:-1])
    return data


def _reason(error: Exception) -> str:
    """Why a URL gives nothing, without numbers of the system and names of classes."""
    from urllib.error import HTTPError

    if isinstance(error, HTTPError):
        # The connection ends with it.
        error.close()
        return f"the server answers {error.code} {error.reason}"
    cause = getattr(error, "reason", error)
    return getattr(cause, "strerror", None) or str(cause) or "the connection broke off"


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


def _decode(name: str, data: bytes, budget: Budget) -> str:
    """UTF-8, as both JSON (RFC 8259, section 8.1) and OpenAPI ask for."""
    budget.bytes -= len(data)
    if budget.bytes < 0:
        _fail(
            name,
            "too-large",
            f"the document is larger than {MAX_BYTES // 1024 // 1024} MiB",
            "split the document, or generate from the part that has the security",
        )
    text = _decode_utf_8(name, data.removeprefix(codecs.BOM_UTF8))
    if "\0" in text:
        _fail(
            name,
            "not-text",
            "the file holds NUL bytes, so it is no text",
            "give a YAML or JSON document in UTF-8",
        )
    return text


def _decode_utf_8(name: str, data: bytes) -> str:
    if encoding := _wide_encoding(data):
        _fail(
            name,
            "not-utf-8",
            f"the file is {encoding}",
            f"convert it: iconv -f {encoding} -t UTF-8",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", errors="replace")) + 1
        raise DocumentError.at(
            Place(name, before.count(b"\n") + 1, column),
            "not-utf-8",
            "the file is not UTF-8 text",
            "convert it: iconv -f CP1252 -t UTF-8",
        ) from None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32, by the mark or by the zeros of the first character."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding
    return _ZEROS.get(bytes(map(bool, data[:4])))


def _fail(name: str, code: str, message: str, hint: str) -> NoReturn:
    raise DocumentError.at(Place(name, 1, 1), code, message, hint)
