"""OAuth servers that nobody here wrote, as the tests see them.

Each is a process of its own: its log and its settings stay apart from the tests'.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).parents[2]
USERNAME, PASSWORD = "ada", "lovelace-1815"
SCOPES = {"read:pets": "See your pets", "write:pets": "Change your pets"}


class OAuthServer:
    """A running server: where it is, and what its owner can do.

    `module` is the package that is run, `folder` where it keeps its database and
    `server.log`. Raises RuntimeError, with that log, where the server fails.
    """

    def __init__(self, module: str, folder: Path) -> None:
        self._log = folder / "server.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                text=True,
            )
        endpoints = self._result()
        self.authorization_endpoint: str = endpoints["authorization_endpoint"]
        self.token_endpoint: str = endpoints["token_endpoint"]
        self.discovery: str | None = endpoints.get("discovery")
        """Where the server tells all this, if it speaks OpenID Connect."""
        self.resource: str = endpoints["resource"]
        """The pets of the person, for a token with the scope `read:pets`."""
        self._revocation_endpoint: str = endpoints["revocation_endpoint"]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def register(
        self,
        client_id: str,
        redirect_uris: Iterable[str],
        *,
        grant_type: str = "implicit",
        scopes: Iterable[str] = SCOPES,
    ) -> None:
        """Make a public client known, by the terms of RFC 7591."""
        self._command(
            "register",
            client_id=client_id,
            redirect_uris=[*redirect_uris],
            grant_type=grant_type,
            scopes=[*scopes],
        )

    def expire(self, access_token: str) -> None:
        """Let the lifetime of a token be over."""
        self._command("expire", access_token=access_token)

    def revoke(self, access_token: str, client_id: str) -> None:
        """Take a token back (RFC 7009)."""
        form = {
            "token": access_token,
            "token_type_hint": "access_token",
            "client_id": client_id,
        }
        requests.post(self._revocation_endpoint, form, timeout=30).raise_for_status()

    def _command(self, name: str, **arguments: object) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([name, arguments]) + "\n")
        self._process.stdin.flush()
        return self._result()

    def _result(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.close()
            raise RuntimeError(f"the server failed:\n{self._log.read_text()}")
        return json.loads(line)
