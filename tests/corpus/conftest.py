"""The corpus, generated once for all tests and all processes of a run."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.corpus import Result, folder
from tests.generator.support import ROOT


@dataclass(frozen=True, kw_only=True)
class Generated:
    """A folder of packages, and what came of each document."""

    out: Path
    results: tuple[Result, ...]

    @property
    def packages(self) -> dict[str, Path]:
        """The package of each document that gave one."""
        return {
            result.document: self.out / result.folder / result.package
            for result in self.results
            if result.package
        }


def generate(corpus: Path, out: Path, prefix: str, **options: Any) -> Generated:
    """Generate in a process of its own; `options` are those of `subprocess.run`."""
    out.mkdir()
    environment = {
        "AUTHGEN_CORPUS": str(corpus),
        "PYTHONPATH": str(ROOT),
        "PATH": os.defpath,
        **options.pop("env", {}),
    }
    with out.with_suffix(".json").open("wb") as file:
        subprocess.run(
            [sys.executable, "-m", "tests.corpus.corpus", prefix, out],
            env=environment,
            stdout=file,
            check=True,
            **options,
        )
    return read(out)


def read(out: Path) -> Generated:
    """What was generated into a folder before."""
    listed: list[dict[str, Any]] = json.loads(out.with_suffix(".json").read_text())
    for fields in listed:
        fields["problems"] = tuple(fields["problems"])
    return Generated(out=out, results=tuple(Result(**fields) for fields in listed))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the documents."""
    found = folder()
    if found is None:
        pytest.skip("not run: there is no ../shared/corpus and no $AUTHGEN_CORPUS")
    return found


@pytest.fixture(scope="session")
def shared(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Path:
    """A folder that all processes of this run see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def generated(corpus: Path, shared: Path) -> Generated:
    """Every document, generated as a person would from within their folder."""
    out = shared / "corpus"
    with out.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            generate(corpus, out, "", cwd=corpus)
    return read(out)
