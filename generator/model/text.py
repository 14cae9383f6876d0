"""Text that comes from a document."""

from __future__ import annotations

from typing import NoReturn


class DocumentText:
    """Text from the document, which nobody here wrote and nobody may trust."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def open(self) -> str:
        """The bare text, for quoting filters and for nothing else."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DocumentText) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"DocumentText({self._text!r})"

    def __str__(self) -> NoReturn:
        raise TypeError("document text reaches the output through a quoting filter")

    def __format__(self, _: str) -> NoReturn:
        self.__str__()
