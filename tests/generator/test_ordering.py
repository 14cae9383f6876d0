"""Names stand in the order that linters want, whatever they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.generator.support import ROOT, run, write

KEYS = "1 2 10 100 BASIC Basic basic X XY k_1 k_10 k_2 a1b a01b a1 OAuth oauth2".split()
FLOWS = "OAuth2 OAUTH2 oauth2_a o10 o9 PKCE OAuthScope".split()


def document() -> str:
    keys = "".join(
        f"    '{key}': {{type: apiKey, in: header, name: X-{key}}}\n" for key in KEYS
    )
    implicit = "{implicit: {authorizationUrl: 'https://a.example/', scopes: {}}}"
    flows = "".join(
        f"    '{flow} flow': {{type: oauth2, flows: {implicit}}}\n" for flow in FLOWS
    )
    return f"openapi: 3.0.4\ncomponents:\n  securitySchemes:\n{keys}{flows}"


def test_ruff_would_change_none(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": document()})
    assert run("generate", tmp_path / "a.yaml", "-o", tmp_path).status == 0
    for rules in (
        ["--isolated", "--select=I,RUF022"],
        [f"--config={ROOT}/pyproject.toml"],
    ):
        command = [sys.executable, "-m", "ruff", "check", "--no-cache", *rules]
        done = subprocess.run(
            [*command, tmp_path], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout
