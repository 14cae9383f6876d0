"""Completion in shells: what the arguments can be, and the script that asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import click

from .. import manifest
from ..errors import AuthgenError
from ..project import find_project

TYPE_CHECKING = False
if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Shell: TypeAlias = Literal["bash", "zsh", "fish"]

_ADVICE: dict[Shell, str] = {
    "bash": 'put this into ~/.bashrc:  eval "$(authgen completion bash)"',
    "zsh": 'put this into ~/.zshrc, after compinit:  eval "$(authgen completion zsh)"',
    "fish": "authgen completion fish > ~/.config/fish/completions/authgen.fish",
}
SHELLS = tuple(_ADVICE)


def script(command: click.Command, shell: Shell) -> str:
    """What a shell has to run; its last line says how it comes to do so every time."""
    # Imported on use, here and below: only shells ask for it.
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    assert complete is not None
    source = complete(command, {}, "authgen", "_AUTHGEN_COMPLETE").source()
    return f"{source}\n# To have this in every shell: {_ADVICE[shell]}"


def files(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """The shell's own completion of paths."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def folders(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """The shell's own completion of folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def packages(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """The packages that there are already in the folder that they go into."""
    from click.shell_completion import CompletionItem

    try:
        out: Path = context.params.get("out") or find_project(Path()).output
    except AuthgenError:
        return []
    found = sorted(path.parent.name for path in out.glob(f"*/{manifest.NAME}"))
    return [CompletionItem(name) for name in found if name.startswith(incomplete)]
