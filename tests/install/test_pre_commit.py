"""The hook of `.pre-commit-hooks.yaml`, run by pre-commit itself in a repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import blocks_of
from tests.generator.support import MINIMAL, ROOT, run, write
from tests.install.wheelhouse import OFFLINE

pytestmark = pytest.mark.xdist_group("install")

SOURCES = ("generator", "templates")
FILES = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


class Repository:
    """A git repository in a folder of the test's."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self._environment = environment
        self.run("git", "init", "--quiet")

    def commit(self) -> str:
        """Commit everything that there is; its revision."""
        self.run("git", "add", "--all")
        names = ("-c", "user.name=A", "-c", "user.email=a@example.com")
        self.run("git", *names, "commit", "--quiet", "--no-verify", "-m", "Everything")
        return self.run("git", "rev-parse", "HEAD")[1].strip()

    def run(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """pre-commit keeps what it installs in a folder of the tests."""
    home = tmp_path_factory.mktemp("home")
    return {
        **{name: value for name, value in OFFLINE.items() if name[:4] != "GIT_"},
        "HOME": str(home),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        # The wheels that virtualenv carries are enough.
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
    }


@pytest.fixture(scope="module")
def authgen(
    environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Repository:
    """authgen as it stands here, in a repository that others can point to."""
    repository = Repository(tmp_path_factory.mktemp("authgen"), environment)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [
        n for n in listed.stdout.split("\0") if n in FILES or n.startswith(SOURCES)
    ]
    write(
        repository.folder,
        {name: (ROOT / name).read_text(encoding="utf-8") for name in names},
    )
    return repository


def test_hook_refuses_a_commit_in_which_packages_are_out_of_date(
    authgen: Repository, environment: dict[str, str], tmp_path: Path
) -> None:
    pre_commit = (sys.executable, "-m", "pre_commit")
    url = str(authgen.folder)
    mine = Repository(tmp_path, environment)
    _, shown = [b.text for b in blocks_of("docs/ci.md") if b.language == "yaml"]
    text = shown.replace("URL-OF-THIS-REPOSITORY", url)
    text = text.replace("REVISION", authgen.commit())
    write(tmp_path, {".pre-commit-config.yaml": text, "specs/shop.yaml": MINIMAL})
    out = tmp_path / "generated"
    assert run("generate", tmp_path / "specs" / "shop.yaml", "-o", out).status == 0
    mine.commit()

    status, said = mine.run(*pre_commit, "run", "--all-files")
    assert status == 0, said
    assert "authgen check" in said
    assert "Passed" in said

    document = MINIMAL.replace("read:all", "write:all")
    write(tmp_path, {"specs/shop.yaml": document})
    mine.run("git", "add", "specs/shop.yaml")
    status, said = mine.run(*pre_commit, "run")
    assert status == 1
    assert '+    WRITEALL = "write:all"' in said

    # Nothing that could be out of date is part of the next commit.
    mine.run("git", "checkout", "--force", "HEAD")
    write(tmp_path, {"notes.txt": "nothing to do with it"})
    mine.run("git", "add", "notes.txt")
    assert "Skipped" in mine.run(*pre_commit, "run")[1]


def test_pre_commit_takes_the_manifest() -> None:
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest"],
        cwd=ROOT,
        check=True,
    )
