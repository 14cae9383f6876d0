"""What authgen says of every real document, so that a change in any of it is seen.

`make snapshots` refreshes the table: read its diff, and look at the document wherever
a problem came or went.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.corpus.conftest import Generated
from tests.corpus.corpus import table
from tests.generator.support import SNAPSHOT_WARNING, FileSnapshot


class Table(FileSnapshot):
    folder = Path(__file__).parent / "__snapshots__"


@pytest.mark.filterwarnings(SNAPSHOT_WARNING)
def test_every_document_ends_as_the_table_says(
    generated: Generated, snapshot: SnapshotAssertion
) -> None:
    expected = snapshot.use_extension(Table)(name="table.txt")
    assert table(generated.results) == expected
