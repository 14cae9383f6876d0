"""Make the picture of authgen at a terminal, from a run of it: `make screenshots`."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "images" / "terminal.svg"
WIDTH = 104
# It would come from the network; whoever looks at the picture has another.
FONT = re.compile(r"(?s)\s*@font-face \{.*?\}")
COMMANDS = (
    "authgen generate petstore.yaml",
    "authgen generate mistaken.yaml",
    "authgen diff petstore.yaml new.yaml",
)


def on_terminal(command: str, folder: Path) -> str:
    """What a command writes where its output is a terminal, with its colours."""
    arguments = [sys.executable, "-m", "generator", *command.split()[1:]]
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        subprocess.run(  # noqa: S603  # the commands stand above
            arguments,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            check=False,
        )
        # All of it is in the terminal's buffer, which holds a screen or two.
        written = os.read(terminal.fileno(), 65536) if _has_output(ours) else b""
    os.close(theirs)
    return written.decode("utf-8").replace("\r\n", "\n")


def _has_output(descriptor: int) -> bool:
    return bool(select([descriptor], [], [], 0)[0])


def prepare(folder: Path) -> None:
    """The Petstore, one with a mistake, and a new version of it."""
    petstore = folder / "petstore.yaml"
    shutil.copy(ROOT / "specs" / "petstore.yaml", petstore)
    lines = petstore.read_text(encoding="utf-8").splitlines(keepends=True)
    without = [line for line in lines if "authorizationUrl" not in line]
    (folder / "mistaken.yaml").write_text("".join(without), encoding="utf-8")
    text = "".join(lines).replace("petstore3.swagger.io/oauth", "login.swagger.io")
    new = text.replace(
        '"read:pets": ', '"own:pets": have a pet\n            "read:pets": '
    )
    (folder / "new.yaml").write_text(new, encoding="utf-8")


def main() -> None:
    """Run the commands, and draw what they wrote."""
    console = Console(record=True, width=WIDTH, file=StringIO())
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        for command in COMMANDS:
            console.print(Text(f"$ {command}", style="bold"))
            console.print(Text.from_ansi(on_terminal(command, Path(folder))))
    picture = console.export_svg(title="authgen", unique_id="authgen")
    PICTURE.write_text(FONT.sub("", picture), encoding="utf-8")


if __name__ == "__main__":
    main()
