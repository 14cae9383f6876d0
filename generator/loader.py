"""A path, a URL or standard input, to a document. Knows nothing of security."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit, urlunsplit

from .document import Document, Mapping, Node, Scalar, Sequence, Shape, Source
from .errors import DocumentError, Place, Problem, quoted
from .json_reader import read_json
from .yaml_reader import read_yaml

STDIN = "-"
MAX_BYTES = 64 * 1024 * 1024
"""Ten times the largest OpenAPI documents that are published."""
MAX_REFERENCES = 100
"""How many `$ref`s one pointer may pass through."""
FETCH_TIMEOUT = 30.0
"""Seconds."""


def load(spec: str, shape: Shape) -> Document:
    """Read a document, building what `shape` names.

    `spec` is a path, an http(s) URL, or `-` for standard input. Raises DocumentError.
    """
    url = spec if spec.startswith(("https://", "http://")) else None
    source = _source(spec, url)
    root, problems = _parse(source, shape)
    return Document(
        root=root,
        problems=tuple(problems),
        resolve=_References(root).resolve,
        url=url,
    )


def _source(spec: str, url: str | None) -> Source:
    if url is not None:
        name = _without_secrets(url)
        return Source(name=name, text=_decode(name, _fetch(url, name)))
    if spec == STDIN:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return Source(name="<stdin>", text=_decode("<stdin>", data))
    path = Path(spec)
    return Source(name=spec, text=_decode(spec, _read_file(spec, path)), path=path)


def _without_secrets(url: str) -> str:
    """A URL for messages: user, password and query may be somebody's credentials."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def _fetch(url: str, name: str) -> bytes:
    # Imported here: most runs never open a connection.
    from http.client import HTTPException
    from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector
    from urllib.request import HTTPDefaultErrorHandler, HTTPErrorProcessor
    from urllib.request import HTTPRedirectHandler, ProxyHandler

    # Not build_opener(): it would follow a redirect to ftp: as well.
    opener = OpenerDirector()
    for handler in (
        ProxyHandler,
        HTTPHandler,
        HTTPSHandler,
        HTTPRedirectHandler,
        HTTPDefaultErrorHandler,
        HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    try:
        with opener.open(url, timeout=FETCH_TIMEOUT) as response:
            data: bytes = response.read(MAX_BYTES + 1)
    except (OSError, HTTPException, ValueError) as error:
        reason = ascii(str(getattr(error, "reason", error)))[1:-1]
        _fail(
            name,
            "cannot-fetch",
            f"the document cannot be fetched: {reason}",
            "check the URL in a browser, or save the document and give its path",
        )
    return data


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


def _parse(source: Source, shape: Shape) -> tuple[Node, list[Problem]]:
    if not source.text.lstrip().startswith(("{", "[")):
        return read_yaml(source, shape)
    try:
        return read_json(source, shape)
    except DocumentError as json_error:
        if json_error.problems[0].code != "json-syntax":
            raise
        return _parse_near_json(source, shape, json_error)


def _parse_near_json(
    source: Source, shape: Shape, json_error: DocumentError
) -> tuple[Node, list[Problem]]:
    """What starts like JSON and is none may still be YAML, which allows more."""
    try:
        root, problems = read_yaml(source, shape)
    except DocumentError:
        raise json_error from None
    if source.name.endswith(".json"):
        strict = json_error.problems[0]
        warning = Problem(
            severity="warning",
            code="not-json",
            message=f"{strict.message}; it was read as YAML",
            hint="mend the line, or call the file .yaml",
            place=strict.place,
        )
        problems.insert(0, warning)
    return root, problems


class _References:
    """Follows `$ref`: within a document, and to files at or below its folder."""

    def __init__(self, root: Node) -> None:
        self._entry = root
        path = root.source.path
        self._folder = path.parent.resolve() if path is not None else None
        # Each file is built whole at most once, and only when something needs it.
        self._whole: Callable[[Source], Node] = cache(self._build_whole)
        self._open: Callable[[Path], Source] = cache(self._open_file)

    def resolve(self, reference: Scalar) -> Node:
        """The node that a `$ref` value means. Raises DocumentError."""
        return self._resolve(reference, reference, 0)

    def _resolve(self, reference: Scalar, asked: Scalar, passed: int) -> Node:
        if passed > MAX_REFERENCES:
            raise DocumentError.at(
                asked.place,
                "reference-loop",
                f"$ref {quoted(asked.text)} passes through itself",
                "let one of the references point to the thing itself",
            )
        location, _, pointer = reference.text.partition("#")
        source = self._locate(reference, location) if location else reference.source
        roots = [self._entry] if source is self._entry.source else []
        for root in roots:
            if (node := self._walk(root, pointer, asked, passed)) is not None:
                return node
        node = self._walk(self._whole(source), pointer, asked, passed)
        if node is None:
            raise DocumentError.at(
                reference.place,
                "dangling-reference",
                f"$ref {quoted(reference.text)} points to nothing",
                "correct the pointer, or add what it names",
            )
        return node

    def _walk(
        self, node: Node, pointer: str, asked: Scalar, passed: int
    ) -> Node | None:
        """RFC 6901, in its URI fragment form (section 6)."""
        if pointer and not pointer.startswith("/"):
            return None
        for escaped in pointer.split("/")[1:]:
            token = unquote(escaped).replace("~1", "/").replace("~0", "~")
            if isinstance(node, Mapping) and token not in node.values:
                reference = node.values.get("$ref")
                if isinstance(reference, Scalar):
                    node = self._resolve(reference, asked, passed + 1)
            following = _child(node, token)
            if following is None:
                return None
            node = following
        return node

    def _locate(self, reference: Scalar, location: str) -> Source:
        if "://" in location or location.startswith(("//", "/", "\\")):
            raise DocumentError.at(
                reference.place,
                "reference-not-local",
                f"$ref {quoted(reference.text)} leads out of the document's folder",
                "generating opens no connection and no file elsewhere: save what it "
                "names beside the document and refer to it by a relative path",
            )
        base = reference.source.path
        if base is None or self._folder is None:
            raise DocumentError.at(
                reference.place,
                "reference-without-folder",
                f"$ref {quoted(reference.text)} names a file, and this document was "
                "not read from a folder",
                "save the document and its files, and give the path",
            )
        try:
            path = (base.parent / unquote(location)).resolve()
        except (OSError, ValueError, RuntimeError):
            path = self._folder.parent
        if not path.is_relative_to(self._folder):
            raise DocumentError.at(
                reference.place,
                "reference-outside",
                f"$ref {quoted(reference.text)} leads out of the document's folder",
                "files at or below the document's own folder are followed, no others",
            )
        if not path.is_file():
            raise DocumentError.at(
                reference.place,
                "reference-not-found",
                f"$ref {quoted(reference.text)}: there is no such file",
                "correct the path; it is relative to the file that it stands in",
            )
        return self._open(path)

    def _open_file(self, path: Path) -> Source:
        if self._entry.source.path and path == self._entry.source.path.resolve():
            return self._entry.source
        assert self._folder is not None
        beside = Path(self._entry.source.name).parent
        name = str(beside / path.relative_to(self._folder))
        return Source(name=name, text=_decode(name, _read_file(name, path)), path=path)

    @staticmethod
    def _build_whole(source: Source) -> Node:
        return _parse(source, None)[0]


def _child(node: Node, token: str) -> Node | None:
    match node:
        case Mapping(values=values):
            return values.get(token)
        case Sequence(items=items):
            index = int(token) if token.isdecimal() and len(token) < 9 else -1
            return items[index] if 0 <= index < len(items) else None
        case Scalar():
            return None


def _fail(name: str, code: str, message: str, hint: str) -> NoReturn:
    raise DocumentError.at(Place(name, 1, 1), code, message, hint)
