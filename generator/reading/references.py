"""`$ref`: within a document, and to files at or below its folder."""

from __future__ import annotations

import os.path
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from ..document import Mapping, Node, Scalar, Sequence, Source
from ..errors import DocumentError, quoted
from .nodes import read_nodes
from .source import file_source

MAX_REFERENCES = 100
"""How many `$ref`s one pointer may pass through."""


class References:
    """Follows the references of a document and of the files that it refers to."""

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
        node = None
        if source is self._entry.source:
            # Most references stay within the parts that are built already.
            node = self._walk(self._entry, pointer, asked, passed)
        if node is None:
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
        # Not Path.is_file(), which raises for a name that is too long.
        if not os.path.isfile(path):  # noqa: PTH113
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
        return file_source(name, path)

    @staticmethod
    def _build_whole(source: Source) -> Node:
        return read_nodes(source, None)[0]


def _child(node: Node, token: str) -> Node | None:
    match node:
        case Mapping(values=values):
            return values.get(token)
        case Sequence(items=items):
            index = int(token) if token.isdecimal() and len(token) < 9 else -1
            return items[index] if 0 <= index < len(items) else None
        case Scalar():
            return None
