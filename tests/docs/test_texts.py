"""What the pages say that a program prints, as it prints it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, blocks_in
from tests.packages import run


def missing_url(folder: Path) -> str:
    """The complaint about a Petstore whose flow has no authorizationUrl."""
    document = (ROOT / "specs" / "petstore.yaml").read_text(encoding="utf-8")
    lines = [line for line in document.splitlines() if "authorizationUrl" not in line]
    (folder / "specs").mkdir()
    (folder / "specs" / "petstore.yaml").write_text("\n".join(lines), encoding="utf-8")
    return complaint(folder, "inspect", "specs/petstore.yaml")


def complaint(folder: Path, *arguments: str) -> str:
    """What authgen says that is wrong."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 2
    return done.stderr


REFUSAL = """
from petstore import AuthError, PetstoreClient, PetstoreAuthCredentials

client = PetstoreClient(
    petstore_auth_credentials=PetstoreAuthCredentials(
        o_auth_client_id="my-app",
        o_auth_redirect_uri="http://127.0.0.1:8765/callback",
    )
)
state = "0123456789abcdef0123456789abcdef"
client.petstore_auth.get_authorization_url(state=state)
try:
    client.petstore_auth.fetch_token(
        "http://127.0.0.1:8765/callback#error=access_denied&state=" + state
    )
except AuthError as error:
    print(f"It did not work ({error.code}): {error}")
"""


def refusal(_: Path) -> str:
    """What the program of the start says when the person refuses."""
    return run(ROOT / "generated", REFUSAL)


def mistyped_property(folder: Path) -> str:
    """The complaint about a template that wants what the model does not have."""
    (folder / "templates").mkdir()
    template = "# {{ package.name }}\n\n{{ package.titel | markdown }}\n"
    (folder / "templates" / "README.md.jinja").write_text(template, encoding="utf-8")
    document = str(ROOT / "specs" / "petstore.yaml")
    return complaint(folder, "generate", document, "--templates", "templates")


PRINTERS: dict[str, Callable[[Path], str]] = {
    "README.md": missing_url,
    "docs/start.md": refusal,
    "docs/templates.md": mistyped_property,
}


@pytest.mark.parametrize("block", blocks_in("text"), ids=str)
def test_text_is_what_the_program_prints(block: Block, tmp_path: Path) -> None:
    assert PRINTERS[block.page](tmp_path) == block.text
