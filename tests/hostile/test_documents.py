"""Whole documents that are like real ones and wrong somewhere, in any combination."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.check import check
from tests.fuzz.mutate import mutated
from tests.hostile.documents import NAMES, everything

SEEDS = st.lists(st.integers(0, 2**32), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), SEEDS)
def test_every_document_gives_a_package_or_problems(
    name: str, seeds: list[int]
) -> None:
    data = json.dumps(everything(name)).encode()
    for seed in seeds:
        data = mutated(data, seed) or data
    check(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_problems(data: bytes) -> None:
    check(b"openapi: 3.1.0\ncomponents: {securitySchemes: {a: {" + data)
    check(data)
