"""`$ref`: within a document, and to files at or below its folder."""

from __future__ import annotations

import os.path
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import unquote

from ..document import Mapping, Node, Scalar, Sequence, Source, reference_of
from ..errors import DocumentError, Problem, quoted
from .limits import MAX_REFERENCES, Budget
from .nodes import read_nodes
from .source import file_source

K = TypeVar("K")
V = TypeVar("V")


class _Once(Generic[K, V]):
    """What a function gives, which is called once for each key, also where it fails.

    It does not hold the function: as a method of its own owner, that would keep the
    document in memory to the end of the run, since no cycles are looked for.
    """

    def __init__(self) -> None:
        self._values: dict[K, V] = {}
        self._failed: dict[K, DocumentError] = {}

    def __call__(self, function: Callable[[K], V], key: K) -> V:
        if key in self._failed:
            raise DocumentError(self._failed[key].problems)
        if key not in self._values:
            try:
                self._values[key] = function(key)
            except DocumentError as error:
                self._failed[key] = error
                raise
        return self._values[key]


class References:
    """Follows the references of a document and of the files that it refers to."""

    def __init__(
        self,
        root: Node,
        problems: list[Problem],
        budget: Budget,
        opening: Callable[[Path], object],
    ) -> None:
        self._entry = root
        self._noticed = problems
        self._budget = budget
        self._opening = opening
        path = root.source.path
        self._folder = path.parent.resolve() if path is not None else None
        # Each file is read and built whole only when it is needed.
        self._open: _Once[Path, Source] = _Once()
        self._whole: _Once[Source, Node] = _Once()
        # A pointer can pass through references, and each of these as well.
        self._meant: dict[Scalar, Node] = {}

    def noticed(self) -> tuple[Problem, ...]:
        """The warnings of each file that was read up to now."""
        return tuple(self._noticed)

    def resolve(self, reference: Scalar) -> Node:
        """What a `$ref` value means in the end, which is itself no reference.

        Raises DocumentError where it is nothing.
        """
        return self._resolve(reference, ())

    def _resolve(self, reference: Scalar, passed: tuple[Scalar, ...]) -> Node:
        if reference not in self._meant:
            _check_chain(reference, passed)
            chain = (*passed, reference)
            node = self._target(reference, chain)
            further = reference_of(node)
            self._meant[reference] = (
                node if further is None else self._resolve(further, chain)
            )
        return self._meant[reference]

    def _target(self, reference: Scalar, chain: tuple[Scalar, ...]) -> Node:
        location, _, pointer = reference.text.partition("#")
        source = self._locate(reference, location) if location else reference.source
        node = None
        if source is self._entry.source:
            # Most references stay within the parts that are built already.
            node = self._walk(self._entry, pointer, chain)
        if node is None:
            node = self._walk(self._whole(self._build_whole, source), pointer, chain)
        if node is None:
            raise DocumentError.at(
                reference.place,
                "dangling-reference",
                f"$ref {quoted(reference.text)} points to nothing",
                "correct the pointer, or add what it names",
            )
        return node

    def _walk(self, node: Node, pointer: str, chain: tuple[Scalar, ...]) -> Node | None:
        """RFC 6901, in its URI fragment form (section 6)."""
        if pointer and not pointer.startswith("/"):
            return None
        for escaped in pointer.split("/")[1:]:
            token = unquote(escaped).replace("~1", "/").replace("~0", "~")
            reference = reference_of(node)
            if reference is not None and _child(node, token) is None:
                node = self._resolve(reference, chain)
            following = _child(node, token)
            if following is None:
                return None
            node = following
        return node

    def _locate(self, reference: Scalar, location: str) -> Source:
        """The file that a reference names. Raises DocumentError."""
        path = self._path(reference, location)
        self._opening(path)
        # Not Path.is_file(), which raises for a name that is too long.
        if not os.path.isfile(path):  # noqa: PTH113
            raise DocumentError.at(
                reference.place,
                "reference-not-found",
                f"$ref {quoted(reference.text)}: there is no such file",
                "correct the path; it is relative to the file that it stands in",
            )
        return self._open(self._open_file, path)

    def _path(self, reference: Scalar, location: str) -> Path:
        """Where the file has to be: at or below the document's own folder."""
        _check_local(reference, location)
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
                "only files at or below the document's own folder are followed: move "
                "the document up, copy the file, or bundle both into one",
            )
        return path

    def _open_file(self, path: Path) -> Source:
        if self._entry.source.path and path == self._entry.source.path.resolve():
            return self._entry.source
        assert self._folder is not None
        beside = Path(self._entry.source.name).parent
        name = str(beside / path.relative_to(self._folder))
        return file_source(name, path, self._budget)

    def _build_whole(self, source: Source) -> Node:
        node, problems = read_nodes(source, None, self._budget)
        self._noticed += problems
        return node


def _check_local(reference: Scalar, location: str) -> None:
    if "://" in location or location.startswith(("//", "/", "\\")):
        raise DocumentError.at(
            reference.place,
            "reference-not-local",
            f"$ref {quoted(reference.text)} leads out of the document's folder",
            "generating opens no connection and no file elsewhere: save what it "
            "names beside the document and refer to it by a relative path",
        )


def _check_chain(reference: Scalar, passed: tuple[Scalar, ...]) -> None:
    if reference in passed:
        circle = [*passed[passed.index(reference) :], reference]
        raise DocumentError.at(
            passed[0].place,
            "reference-loop",
            f"$ref {quoted(passed[0].text)} leads into a circle: "
            + " -> ".join(quoted(link.text) for link in circle),
            "let one of the references point to the thing itself",
        )
    if len(passed) == MAX_REFERENCES:
        raise DocumentError.at(
            passed[0].place,
            "reference-chain",
            f"$ref {quoted(passed[0].text)} leads through more than "
            f"{MAX_REFERENCES} others, to {quoted(reference.text)} and on",
            "let it point to the thing itself",
        )


def _child(node: Node, token: str) -> Node | None:
    match node:
        case Mapping(values=values):
            return values.get(token)
        case Sequence(items=items):
            index = int(token) if token.isdecimal() and len(token) < 9 else -1
            return items[index] if 0 <= index < len(items) else None
        case Scalar():
            return None
