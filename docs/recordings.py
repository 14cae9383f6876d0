"""Replay the sessions of `docs/recordings/` and write down what they print.

`make recordings` does it. A page has `console` blocks: a line that begins with `$ ` is
a command, one with `> ` goes on with it, and the others are what it prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.session import Session
from tests.docs.copies import fresh_copy

RECORDINGS = Path(__file__).parent / "recordings"
BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")
CHANGING = (
    # What is new each time, and what stands for it.
    (re.compile(r"(state=|code_challenge=)[\w-]{43}"), r"\1XXXXXXXX"),
    (re.compile(r"^date: .*$", re.MULTILINE), "date: today"),
)


def commands_of(block: str) -> Iterator[str]:
    """The commands of a block, each with the lines that it goes on with."""
    command: list[str] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield "\n".join(command)
            command = [line[2:]]
        elif line.startswith("> ") or line == ">":
            command.append(line[2:])
    if command:
        yield "\n".join(command)


def replayed(page: str, folder: Path) -> str:
    """The page, with what its commands print now."""
    with Session(folder, NO_COLOR="1", COLUMNS="88") as session:
        return BLOCK.sub(lambda match: _replayed_block(match[1], session, folder), page)


def _replayed_block(block: str, session: Session, folder: Path) -> str:
    lines = ["```console"]
    for command in commands_of(block):
        first, *others = command.split("\n")
        lines += [f"$ {first}", *(f"> {line}".rstrip() for line in others)]
        printed = session.run(command).replace(str(folder), "/home/you/authgen")
        for pattern, stand_in in CHANGING:
            printed = pattern.sub(stand_in, printed)
        lines += [line.rstrip() for line in printed.splitlines()]
    return "\n".join([*lines, "```"])


def main() -> None:
    """Every recording."""
    for path in sorted(RECORDINGS.glob("*.md")):
        with TemporaryDirectory() as folder:
            copy = fresh_copy(Path(folder) / "authgen")
            page = replayed(path.read_text(encoding="utf-8"), copy)
        path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
