"""What the tests of the generator share: the command line, trees, payloads."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Thread

from syrupy.data import Snapshot, SnapshotCollection
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

from generator.cli import main

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"
SNAPSHOTS = HERE / "__snapshots__"

MINIMAL = """\
openapi: 3.0.4
info: {title: Minimal}
paths: {}
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        implicit:
          authorizationUrl: https://login.example/authorize
          scopes: {"read:all": everything}
"""

BENIGN = "text"

PAYLOADS = {
    "triple-quotes": '"""',
    "single-triple-quotes": "'''",
    "backslash": "\\",
    "quote": '"',
    "quote-and-backslash": '"\\',
    "call": 'x"+__import__("os").system("id")+"',
    "named-escape": "\\N{BULLET}",
    "broken-escape": "\\x",
    "percent": "%s %(a)s",
    "format": "{0.__class__}",
    "template": "{{7*7}} {% raw %} {# x #}",
    "dollar": "${x}",
    "line-feed": "\nimport os",
    "carriage-return": "\rimport os",
    "encoding-cookie": "coding: utf-7 +AAo-import os",
    "script": "</script><script>alert(1)</script>",
    "html-comment": "<!-- ]]>",
    "image": "<img src=x onerror=alert(1)>",
    "line-separators": "a\u2028b\u2029c\x85d",
    "javascript": "javascript:alert(1)",
    "backquotes": "```\n`${1}`",
    "pipes": "a | b || c",
    "link": "[x](javascript:1) ![x](https://e.example/x.png)",
    "heading": "# H\n\nH\n===",
    "front-matter": "---\na: b\n---",
    "details": "<details><summary>x</summary>",
    "address": "https://evil.example www.evil.example a@evil.example",
    "directive": ".. include:: /etc/passwd",
    "role": ":ref:`x` |sub| [1]_",
    "bidirectional": "a\u202eb\u2066c",
    "invisible": "a\u200b\ufeff\u00ad\U000e0041b",
    "lone-surrogate": "a\ud800b",
    "nul": "a\x00b",
    "escape-sequence": "\x1b]0;x\x07\x1b[2J",
    "decomposed": "e\u0301",
    "compatibility": "\ufb01 \u017f \u212a \U0001d41d\U0001d41e\U0001d41f",
    "cyrillic": "\u0440\u0430ypal",
    "arabic-digits": "\u0663\u0666",
    "emoji": "\U0001f600",
    "combining": "a" + "\u0301" * 100,
    "dots": "../../x",
    "entity": "&lt;b&gt; &#60;",
    "only-space": " \t ",
    "long": "n" * 3_000,
}
"""Text that has broken generators before: what a document may hold anywhere."""


@dataclass(frozen=True)
class Outcome:
    """What a run of the command line did, but for the disk."""

    status: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """Places, severities and codes: `a.yaml:1:2: error[code]`."""
        lines = self.err.splitlines()
        return [line.partition("]")[0] + "]" for line in lines if "]: " in line]


def run(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
    """Run authgen in this process."""
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    status: object = None
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main([str(argument) for argument in arguments])
    except SystemExit as ended:
        status = ended.code
    finally:
        sys.stdin = before
    assert isinstance(status, int)
    return Outcome(status, out.getvalue(), err.getvalue())


def in_terminal(*command: str, cwd: Path, **environment: str) -> str:
    """Run a program with this environment alone; what a person sees in a terminal."""
    import pty

    screen, terminal = pty.openpty()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment,
    )
    os.close(terminal)
    seen = b""
    while True:
        try:
            data = os.read(screen, 65_536)
        except OSError:  # what Linux says when nobody writes any more
            break
        if not data:
            break
        seen += data
    os.close(screen)
    process.wait()
    return seen.decode()


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """Everything below a folder: bytes of files, targets of links, None for folders."""
    return {
        path.relative_to(folder).as_posix(): (
            str(path.readlink())
            if path.is_symlink()
            else path.read_bytes() if path.is_file() else None
        )
        for path in folder.rglob("*")
    }


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files, with the folders that they need."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


class _Quiet(SimpleHTTPRequestHandler):
    timeout = 5

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serving(folder: Path) -> Generator[str, None, None]:
    """An HTTP server for the files of a folder, by its URL."""
    handler = partial(_Quiet, directory=str(folder))
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


# Said when a snapshot is written whose path does not name its test.
SNAPSHOT_WARNING = r"ignore:\s*Can not relate snapshot:UserWarning"


class FileSnapshot(SingleFileSnapshotExtension):
    """`snapshot(name="a/b.py")` is the file `__snapshots__/a/b.py`, as it is."""

    folder = SNAPSHOTS
    _write_mode = WriteMode.TEXT
    file_extension = ""

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(cls.folder)

    @classmethod
    def get_snapshot_name(
        cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0
    ) -> str:
        return str(index)

    @classmethod
    def get_location(
        cls, *, test_location: PyTestLocation, index: SnapshotIndex
    ) -> str:
        return str(cls.folder / str(index))

    def is_snapshot_location(self, *, location: str) -> bool:
        return True

    def read_snapshot_collection(self, *, snapshot_location: str) -> SnapshotCollection:
        collection = SnapshotCollection(location=snapshot_location)
        name = Path(snapshot_location).relative_to(self.folder).as_posix()
        collection.add(Snapshot(name=name))
        return collection
