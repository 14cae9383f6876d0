"""The example applications, running as their READMEs say, and who uses them."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import digits
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from tests.docs.pages import blocks_of

ROOT = Path(__file__).parents[2]
APPLICATIONS = {"flask_app": "--port", "fastapi_app": "--port", "django_view": ""}
"""The web applications, each with the option that says which port is its own."""
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="(\w+)">')
NAMES = ("Rex", "<b>Minka</b>", "Cora\x1b[2J")


class Api(ThreadingHTTPServer):
    """Where the pets are, for those whose `Authorization` it `accepts`."""

    # So that closing waits for the threads, and no socket is left open.
    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _PetHandler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.accepts: Callable[[str], bool] = bool
        self.pets: list[dict[str, str]] = [{"name": name} for name in NAMES]


class _PetHandler(BaseHTTPRequestHandler):
    timeout = 5

    def do_GET(self) -> None:
        assert isinstance(self.server, Api)
        if self._is_allowed():
            found = self.path == "/pet/findByStatus?status=available"
            self._answer(200 if found else 404, self.server.pets)

    def do_POST(self) -> None:
        assert isinstance(self.server, Api)
        pet = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._is_allowed():
            self.server.pets.append(pet)
            self._answer(200 if self.path == "/pet" else 404, pet)

    def _is_allowed(self) -> bool:
        assert isinstance(self.server, Api)
        allowed = self.server.accepts(self.headers.get("Authorization", ""))
        if not allowed:
            self._answer(401, [])
        return allowed

    def _answer(self, status: int, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Bearer error="invalid_token"')
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def commands_of(name: str) -> list[str]:
    """The commands that an example's README begins with."""
    return blocks_of(f"examples/{name}/README.md")[0].text.splitlines()


@contextmanager
def running_api() -> Generator[Api, None, None]:
    """The API that the applications call."""
    api = Api()
    thread = Thread(target=api.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield api
    api.shutdown()
    api.server_close()
    thread.join()


class Application:
    """One of the examples, as a process. `log` is all that it has written."""

    def __init__(self, name: str, **environment: str) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            port = free.getsockname()[1]
        self.name = name
        self.url = f"http://127.0.0.1:{port}"
        self.log: list[str] = []
        self._is_up = Event()
        command = commands_of(name)[-1].rstrip(digits)
        self._process = subprocess.Popen(
            ["bash", "-c", f"exec {command} {APPLICATIONS[name]} {port}"],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONUNBUFFERED": "1",
                "ORIGIN": self.url,
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = Thread(target=self._read)
        self._reader.start()
        assert self._is_up.wait(60)
        assert self._process.poll() is None, "".join(self.log)

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._reader.join()
        self._process.wait()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in output:
                self.log.append(line)
                if self.url in line:
                    self._is_up.set()
        self._is_up.set()


class Visitor:
    """Somebody's browser, without its user interface."""

    def __init__(self, application: Application) -> None:
        self.url = application.url
        self._cookie_name = application.name
        self.http = requests.Session()
        # A proxy is for other machines.
        self.http.trust_env = False
        self.seen: list[str] = []
        """Everything that came: lines of headers, and bodies."""

    def get(self, path: str) -> requests.Response:
        return self._send("GET", path)

    def post(self, path: str, body: str = "", **headers: str) -> requests.Response:
        """Post as a page of the application does, but for what `headers` say."""
        sent = {
            "Origin": self.url,
            "Content-Type": "application/x-www-form-urlencoded",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self._send("POST", path, data=body, headers=sent)

    def hidden(self) -> str:
        """What the forms of the first page hold that nobody sees."""
        return urlencode(_HIDDEN.findall(self.get("/").text))

    def submits(self, path: str) -> requests.Response:
        """Press the button of a form."""
        return self.post(path, self.hidden())

    def begins(self) -> str:
        """Go to the server's page; the state that it was sent."""
        answer = self.submits("/login")
        assert answer.status_code in (302, 303)
        query = parse_qs(urlsplit(answer.headers["Location"]).query)
        assert query["redirect_uri"] == [f"{self.url}/callback"]
        return query["state"][0]

    def brings(self, response: str) -> requests.Response:
        """Come back: the page at the redirect URI posts this."""
        assert self.get("/callback").status_code == 200
        return self.post("/oauth/token", response)

    def logs_in(self, token: str) -> requests.Response:
        return self.brings(granted(token, self.begins()))

    def cookie(self) -> str:
        """All that the application keeps in the browser."""
        (value,) = self.http.cookies.get_dict().values()
        return value

    def takes(self, cookie: str) -> None:
        """Steal somebody's session."""
        self.http.headers["Cookie"] = f"{self._cookie_name}={cookie}"

    def is_logged_in(self) -> bool:
        return "You are logged in" in self.get("/").text

    def _send(self, method: str, path: str, **rest: Any) -> requests.Response:
        answer = self.http.request(
            method, self.url + path, allow_redirects=False, timeout=30, **rest
        )
        self.seen += [f"{name}: {value}" for name, value in answer.headers.items()]
        self.seen.append(answer.text)
        return answer


def granted(token: str, state: str) -> str:
    return f"access_token={token}&token_type=bearer&state={state}"
