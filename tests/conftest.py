"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_cache() -> Iterator[None]:
    """Every run reads its documents: what an earlier one made of them is no proof."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHGEN_CACHE", "off")
        yield
