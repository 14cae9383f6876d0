"""The packages of two documents, each with its server for tests, as modules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from generator import Options, generate, load
from tests.packages import forget, import_folder, write

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages `petstore` and `every_scheme`, and nothing else."""
    folder = tmp_path_factory.mktemp("packages")
    for spec, name in (("petstore", "petstore"), ("every-scheme", "every_scheme")):
        document = load(str(ROOT / "specs" / f"{spec}.yaml"))
        write(generate(document, Options(testing=True)), folder / name)
    return folder


@pytest.fixture(scope="session")
def package(folder: Path) -> Iterator[Any]:
    """The package with every scheme and flow."""
    yield import_folder(folder / "every_scheme", "kit_under_test")
    forget("kit_under_test")


@pytest.fixture(scope="session")
def testing(package: Any) -> Any:
    """Its module `testing`."""
    return import_module(f"{package.__name__}.testing")


@pytest.fixture
def new_server(
    testing: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AbstractContextManager[Any]]:
    """Makes servers, which have to be entered."""
    monkeypatch.setenv("NO_PROXY", "*")
    make: Callable[..., AbstractContextManager[Any]] = testing.AuthorizationServer
    return make


@pytest.fixture
def server(new_server: Callable[..., AbstractContextManager[Any]]) -> Iterator[Any]:
    """One that runs."""
    with new_server() as server:
        yield server
