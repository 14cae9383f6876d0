"""What all of parsing shares: the document, and the list of its problems."""

from __future__ import annotations

from ..document import (
    Document,
    Mapping,
    Node,
    Scalar,
    Sequence,
    kind_of,
    reference_of,
)
from ..errors import DocumentError, Place, Problem
from ..model import Version

MAX_SCHEMES = 500
"""Of one document: each is a module and a page."""

MAX_ENTRIES = 50_000
"""Operations, what they require, and scopes: ten times those of the largest known."""

MAX_CHARACTERS = 2_000_000
"""In names and descriptions, each time that they are used."""


class Context:
    """A document under the eyes of the parser."""

    def __init__(
        self, document: Document, version: Version, problems: list[Problem]
    ) -> None:
        """`problems` takes what is wrong with the document, or odd."""
        self.document = document
        self.version: Version = version
        self.problems = problems
        # Aliases let a short text hold any number of either.
        self._entries = 0
        self._characters = 0

    def count(self, node: Node, entries: int = 1) -> None:
        """Count what will be generated. Raises DocumentError when it is too much."""
        self._entries += entries
        if self._entries > MAX_ENTRIES:
            what = f"{MAX_ENTRIES:,} operations, requirements and scopes"
            raise too_much(node, what)

    def count_text(self, text: Scalar) -> Scalar:
        """The same for text that will be shown, which is given back."""
        self._characters += len(text.text)
        if self._characters > MAX_CHARACTERS:
            what = f"{MAX_CHARACTERS:,} characters of names and descriptions"
            raise too_much(text, what)
        return text

    @property
    def has_errors(self) -> bool:
        """Whether anything was noted without which nothing can be generated."""
        return any(problem.severity == "error" for problem in self.problems)

    def error(self, place: Place, code: str, message: str, hint: str) -> None:
        """Note something without which nothing can be generated."""
        self.problems.append(
            Problem(
                severity="error", code=code, message=message, hint=hint, place=place
            )
        )

    def warn(self, place: Place, code: str, message: str, hint: str) -> None:
        """Note something that is odd, and usable all the same."""
        self.problems.append(
            Problem(
                severity="warning", code=code, message=message, hint=hint, place=place
            )
        )

    def follow(self, node: Node) -> Node | None:
        """What a node means once its `$ref`s are followed; None if that fails."""
        reference = reference_of(node)
        if reference is None:
            return node
        try:
            return self.document.resolve(reference)
        except DocumentError as error:
            self.problems.extend(error.problems)
            return None

    def mapping(self, node: Node | None, what: str) -> Mapping | None:
        """A node that must be a mapping; None, and an error, where it is not."""
        if node is None:
            return None
        node = self.follow(node)
        if isinstance(node, Mapping) or node is None:
            return node
        self.error(
            node.place,
            "not-a-mapping",
            f"{what} must be a mapping, and this is {kind_of(node)}",
            "write it as `key: value` pairs",
        )
        return None

    def optional(self, node: Node | None, what: str, meanwhile: str) -> Mapping | None:
        """The same for what schemes can do without: each problem is a warning.

        `meanwhile` says what becomes of it, at the end of the hint.
        """
        noted = len(self.problems)
        mapping = self.mapping(node, what)
        self.problems[noted:] = [
            problem.as_warning(meanwhile) for problem in self.problems[noted:]
        ]
        return mapping

    def text(self, mapping: Mapping, key: str, what: str) -> Scalar | None:
        """A value that must be text; None where it is absent, null or not text."""
        node = mapping.get(key)
        if node is None:
            return None
        if isinstance(node, Scalar):
            return self.count_text(node)
        self.error(
            node.place,
            "not-text",
            f"{what}: {key} must be text, and this is {kind_of(node)}",
            f"write it as `{key}: text`",
        )
        return None

    def description(self, mapping: Mapping, what: str) -> str:
        """A description for people; what is no text is left out, with a warning."""
        return self.prose(mapping.get("description"), what)

    def prose(self, node: Node | None, what: str) -> str:
        """The same for a value that is itself the description, as a scope's."""
        if node is None:
            return ""
        if isinstance(node, Scalar):
            return self.count_text(node).text if node.kind != "null" else ""
        self.warn(
            node.place,
            "description-not-text",
            f"{what} has a description that is {kind_of(node)}",
            "write it as text; it is left out",
        )
        return ""

    def sequence(self, node: Node, what: str) -> Sequence | None:
        """A node that must be a list; None, and an error, where it is not."""
        if isinstance(node, Sequence):
            return node
        self.error(
            node.place,
            "not-a-list",
            f"{what} must be a list, and this is {kind_of(node)}",
            "write it as `- item` lines",
        )
        return None


def times(places: list[Place]) -> str:
    """How often something was found, for what is said once; nothing for once."""
    return f" {len(places)} times" if len(places) > 1 else ""


def too_much(node: Node, what: str) -> DocumentError:
    """The error for a document from which nobody would want a package."""
    return DocumentError.at(
        node.place,
        "too-large",
        f"the document has more than {what}",
        "split it, or generate from the part that you need",
    )
