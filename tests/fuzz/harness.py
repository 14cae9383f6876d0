"""The process that libFuzzer drives; `python -m tests.fuzz` starts it."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

# No version of it runs on every Python, and only `make fuzz` installs it.
atheris: Any = import_module("atheris")

with atheris.instrument_imports(include=["generator"]):
    from tests.fuzz.check import check
    from tests.fuzz.mutate import mutated


def one_input(data: bytes) -> None:
    """What libFuzzer calls."""
    check(data, always_render=False)


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Change every other input as JSON, if it is JSON, and all others as bytes."""
    made = mutated(data, seed) if seed % 2 else None
    if made is None or len(made) > max_size:
        changed: bytes = atheris.Mutate(data, max_size)
        return changed
    return made


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input, custom_mutator=mutate)
    atheris.Fuzz()
