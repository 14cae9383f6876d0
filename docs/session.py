"""A shell that runs one command after the other, and tells what each has printed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

MARK = "--- end of the command:"


def _bare(environment: Mapping[str, str]) -> dict[str, str]:
    """Without what a `make` around this one tells the next."""
    return {k: v for k, v in environment.items() if not k.startswith("MAKE")}


class Session:
    """One bash for all commands: folder, variables and jobs go on from one to the next.

    What goes to standard error is among the output, as on a terminal.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        self._bash = subprocess.Popen(
            ["/usr/bin/env", "bash", "--norc", "--noprofile"],
            cwd=folder,
            env={**_bare(os.environ), "HOME": str(folder.parent), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __enter__(self) -> Session:
        """Nothing more: the shell is there."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the shell and what it has started."""
        self._bash.communicate("kill $(jobs -p) 2> /dev/null\nwait\n")

    def run(self, command: str) -> str:
        """What a command prints; and its exit status, where that is not 0."""
        assert self._bash.stdin is not None
        assert self._bash.stdout is not None
        # Standard input is the session's own: no command may read from it.
        told = f"printf '\\n%s %s\\n' '{MARK}' $?"
        self._bash.stdin.write(f"{{\n{command}\n}} < /dev/null\n{told}\n")
        self._bash.stdin.flush()
        lines: list[str] = []
        for line in self._bash.stdout:
            if line.startswith(MARK):
                status = line.removeprefix(MARK).strip()
                text = "".join(lines).removesuffix("\n")
                return text if status == "0" else f"{text}(exit status {status})\n"
            lines.append(line)
        raise RuntimeError(f"the shell ended within: {command}")
