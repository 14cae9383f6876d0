"""What is generated from documents that are given as data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeAlias

import pytest

from generator import Options, generate, load
from generator.renderer import Files
from tests.hostile.documents import Json

Generate: TypeAlias = Callable[[Json], Files]


@pytest.fixture(scope="session")
def files_of(tmp_path_factory: pytest.TempPathFactory) -> Generate:
    """The files of a document. Raises DocumentError."""
    path = tmp_path_factory.mktemp("documents") / "package.json"

    def files(document: Json) -> Files:
        path.write_text(json.dumps(document), encoding="utf-8")
        return generate(load(str(path)), Options(testing=True))

    return files
