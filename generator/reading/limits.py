"""How much is read: more than anybody publishes, and less than harms a machine.

A short text can stand for more than any memory holds, and what is built of a text is
many times as large as the text. So whatever grows with a document is counted.
"""

from __future__ import annotations

from ..document import Source
from ..errors import DocumentError

MAX_BYTES = 40 * 1024 * 1024
"""Of a document and of all the files that it refers to, together."""

MAX_DEPTH = 64
"""No OpenAPI document nests what is built here deeper than about ten levels."""

MAX_SKIPPED_DEPTH = 1000
"""What is passed over; libyaml takes quadratic time for deeper flow collections."""

MAX_REFERENCES = 100
"""How many `$ref`s one `$ref` may lead through."""

MAX_VALUES = 1_500_000
"""Of a JSON document, built or not: Python's own scanner makes an object of each."""

_MAX_EVENTS = 2_000_000
_MAX_NODES = 200_000
_MAX_MERGED = 1_000_000


class Budget:
    """What one document, with all of its files, may still cost."""

    def __init__(self) -> None:
        self.bytes = MAX_BYTES
        self.events = _MAX_EVENTS
        """Of YAML that is passed over."""
        self.nodes = _MAX_NODES
        self.merged = _MAX_MERGED
        """Entries that merge keys copy."""

    def spend_node(self, source: Source, offset: int) -> None:
        """Count a node that is built. Raises DocumentError when there are too many."""
        self.nodes -= 1
        if self.nodes < 0:
            raise too_large(source, offset, f"more than {_MAX_NODES:,} values")

    def spend_merged(self, source: Source, offset: int, entries: int) -> None:
        """Count the entries of a mapping that is merged into another one."""
        self.merged -= entries
        if self.merged < 0:
            raise too_large(source, offset, f"merges more than {_MAX_MERGED:,} entries")


def too_large(source: Source, offset: int, what: str) -> DocumentError:
    """The error for a document that would take too long or too much memory."""
    return DocumentError.at(
        source.place(offset),
        "too-large",
        f"the document is too large to be read: {what}",
        "split the document, or generate from the part that has the security",
    )
