"""The page `doc/testing.md`, as somebody takes its examples over, and their tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import Options, generate, load
from tests.markdown import all_tokens, fences_of, links_of
from tests.packages import write
from tests.pages.test_pages import DOCUMENTS

ROOT = Path(__file__).parents[2]
TEXTS = {
    **DOCUMENTS,
    "every_scheme": (ROOT / "specs" / "every-scheme.yaml").read_text(encoding="utf-8"),
}


def examples_of(page: str) -> tuple[str, str]:
    """The first example, which is a `conftest.py`, and the others in a row."""
    first, *others = fences_of(page, "python")
    return first, "\n".join(others)


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages of documents with schemes of all kinds, in one folder."""
    folder = tmp_path_factory.mktemp("packages")
    for name, text in TEXTS.items():
        document = tmp_path_factory.mktemp("document") / f"{name}.yaml"
        document.write_text(text, encoding="utf-8")
        write(generate(load(str(document)), Options(testing=True)), folder / name)
    return folder


@pytest.fixture(params=TEXTS)
def package(request: pytest.FixtureRequest, packages: Path) -> Path:
    return packages / str(request.param)


def page_of(package: Path) -> str:
    return (package / "doc" / "testing.md").read_text(encoding="utf-8")


def run_pytest(package: Path, folder: Path, conftest: str, tests: str) -> str:
    """Run tests that use a package; what pytest says of them."""
    (folder / "conftest.py").write_text(conftest, encoding="utf-8")
    (folder / "test_program.py").write_text(tests, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(package.parent), "NO_PROXY": "*"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_examples_of_the_page_pass(package: Path, tmp_path: Path) -> None:
    conftest, tests = examples_of(page_of(package))
    said = run_pytest(package, tmp_path, conftest, tests)
    count = tests.count("def test_")
    assert count > 4
    assert f"{count} passed" in said


def test_fixture_can_be_imported_instead(packages: Path, tmp_path: Path) -> None:
    package = packages / "petstore"
    _, tests = examples_of(page_of(package))
    conftest = (
        "from petstore.testing import authorization_server as authorization_server"
    )
    assert "passed" in run_pytest(package, tmp_path, conftest, tests)


def test_example_of_the_repository_readme_passes(
    packages: Path, tmp_path: Path
) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (tests,) = (block for block in blocks if "petstore.testing" in block)
    (conftest,) = re.findall(r"`(pytest_plugins = .*?)`", readme)
    assert "1 passed" in run_pytest(packages / "petstore", tmp_path, conftest, tests)


def test_examples_and_packages_pass_mypy(packages: Path, tmp_path: Path) -> None:
    for package in packages.iterdir():
        _, tests = examples_of(page_of(package))
        (tmp_path / f"test_{package.name}.py").write_text(tests, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(tmp_path)],
        env={**os.environ, "MYPYPATH": str(packages), "MYPY_CACHE_DIR": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_page_is_tidy_and_led_to(package: Path) -> None:
    page = page_of(package)
    prose = re.sub(r"(?ms)^```.*?^```$", "(an example)", page)
    assert "\n\n\n" not in prose
    assert not [t for t in all_tokens(page) if t.type.startswith("html")]
    readme = (package / "README.md").read_text(encoding="utf-8")
    assert "doc/testing.md" in links_of(readme)
