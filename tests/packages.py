"""Generated packages: on disk, imported, and used by a program."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

RUN = """
import sys
def refuse(event, _):
    if event.startswith(("socket.", "subprocess.", "webbrowser.")):
        raise RuntimeError(event)
sys.addaudithook(refuse)
sys.path.insert(0, sys.argv[1])
exec(compile(sys.stdin.read(), "page", "exec"), {"__name__": "__main__"})
"""


def write(files: Mapping[str, str], folder: Path) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def import_folder(folder: Path, name: str) -> Any:
    """Import a package under a name of our own, whatever `sys.path` holds."""
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def forget(name: str) -> None:
    for module in [key for key in sys.modules if key.partition(".")[0] == name]:
        del sys.modules[module]


def run(folder: Path, program: str) -> str:
    """Run a program with the packages of a folder and the standard library alone."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", RUN, str(folder)],
        input=program,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, f"{program}\n{done.stderr}"
    return done.stdout
