"""What a browser, or whoever pretends to be one, sends to a running receiver."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

FORM = "application/x-www-form-urlencoded"
PATIENCE = 5


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A whole response. Header names are in lower case."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True, kw_only=True)
class Browser:
    """What a browser knows of a login: where it comes back to, and the state."""

    redirect_uri: str
    state: str

    @classmethod
    def at(cls, url: str) -> Browser:
        """One that was sent to an authorization endpoint."""
        query = parse_qs(urlsplit(url).query)
        return cls(redirect_uri=query["redirect_uri"][0], state=query["state"][0])

    @property
    def host(self) -> str:
        return urlsplit(self.redirect_uri).hostname or ""

    @property
    def port(self) -> int:
        return urlsplit(self.redirect_uri).port or 0

    @property
    def authority(self) -> str:
        return urlsplit(self.redirect_uri).netloc

    @property
    def path(self) -> str:
        return urlsplit(self.redirect_uri).path

    def connect(self) -> socket.socket:
        return socket.create_connection((self.host, self.port), PATIENCE)

    def is_refused(self) -> bool:
        """Whether nobody listens there any more."""
        try:
            self.connect().close()
        except ConnectionError:
            return True
        return False

    def send(self, request: str, **values: str) -> Answer:
        """Send text as it is, but for line ends, `{host}`, `{path}` and `values`."""
        with self.connect() as sock:
            sock.sendall(self.text(request, **values))
            return received(sock)

    def text(self, request: str, **values: str) -> bytes:
        values = {"host": self.authority, "path": self.path, **values}
        return request.replace("\n", "\r\n").format(**values).encode("latin-1")

    def get(self, target: str = "") -> Answer:
        return self.send(f"GET {target or self.path} HTTP/1.1\nHost: {{host}}\n\n")

    def post(
        self, body: str, headers: Mapping[str, str | None] | None = None
    ) -> Answer:
        return self.send(self.post_head(body, headers) + "{body}", body=body)

    def post_head(
        self, body: str, headers: Mapping[str, str | None] | None = None
    ) -> str:
        """The head of the page's own post, or of another with some headers changed."""
        sent: dict[str, str | None] = {
            "Host": "{host}",
            "Origin": "http://{host}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": FORM,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }
        lines = [
            f"{name}: {value}" for name, value in sent.items() if value is not None
        ]
        return "\n".join(["POST {path} HTTP/1.1", *lines, "", ""])

    def granted(self, token: str = "token-1") -> str:
        """What the page posts when the server has granted a token."""
        return (
            f"access_token={token}&token_type=bearer&expires_in=60&state={self.state}"
        )

    def grant(self, token: str = "token-1") -> None:
        answer = self.post(self.granted(token))
        assert (answer.status, answer.text) == (200, "accepted")


def received(sock: socket.socket) -> Answer:
    """The one response of a connection, which ends with it."""
    data = b"".join(iter(lambda: sock.recv(65536), b""))
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("ascii").split("\r\n")
    headers = {
        name.lower(): value for name, value in (line.split(": ", 1) for line in lines)
    }
    assert len(headers) == len(lines)
    assert int(headers.get("content-length", 0)) == len(body)
    return Answer(
        status=int(first.split(" ", 2)[1]), headers=headers, text=body.decode("utf-8")
    )
