"""The server as a fixture of pytest, which has to be there for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from .server import ServerForTests


def fixture_of(new_server: Callable[[], ServerForTests]) -> Any:
    """The fixture `authorization_server`: a server of its own for every test."""

    def authorization_server() -> Iterator[ServerForTests]:
        """An authorization server and an API, on 127.0.0.1, for as long as the test."""
        with new_server() as server:
            yield server

    # Not by an import statement: type checkers would ask everybody to have pytest.
    return import_module("pytest").fixture(authorization_server)
