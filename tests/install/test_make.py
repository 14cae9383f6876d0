"""`make generate` with a document of one's own, from wherever it is."""

from __future__ import annotations

import socket
import subprocess
from contextlib import closing
from pathlib import Path

from tests.generator.support import MINIMAL, ROOT, serving, write


def make(*variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        # What is installed is not what this is about.
        ["make", "--old-file=.venv/run", "generate", *variables],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_document_at_a_url_is_generated(tmp_path: Path) -> None:
    write(tmp_path / "site", {"web shop.yaml": MINIMAL})
    with serving(tmp_path / "site") as site:
        done = make(f"SPEC={site}/web%20shop.yaml?a=1&b=2", f"OUT={tmp_path}")

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "web_shop" / "client.py").is_file()


def test_server_that_cannot_be_reached_is_told_of(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    spec = f"http://127.0.0.1:{port}/shop.yaml"

    done = make(f"SPEC={spec}", f"OUT={tmp_path}")

    assert done.returncode == 2
    said = f"{spec}:1:1: error[cannot-fetch]: the document cannot be fetched: "
    assert done.stderr.startswith(f"{said}Connection refused\n")
    assert "hint: check the URL in a browser" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_page_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with serving(tmp_path) as site:
        done = make(f"SPEC={site}/shop.yaml", f"OUT={tmp_path}")

    assert done.returncode == 2
    assert "cannot be fetched: the server answers 404 File not found" in done.stderr
