"""What has to hold of a package, whatever text stood in the document.

The numbers are those of the hazards' oracles: Z1 shape of the code, Z2 imports, Z3
characters, Z4 files, Z5 environments, Z6 elements of the pages. Each raises
AssertionError, or SyntaxError where the code is none.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.naming import MAX_COMPONENT
from generator.renderer import Files
from generator.templates import OWN_TEMPLATES
from tests.generator.support import ROOT, tree, write

COPIED = frozenset(OWN_TEMPLATES.copied)
MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": True})
HIDDEN = frozenset(["Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"])


def rendered(files: Files, suffix: str) -> dict[str, str]:
    """The files in which text of the document can stand."""
    return {
        path: text
        for path, text in files.items()
        if path.endswith(suffix) and path not in COPIED
    }


def shapes(files: Files) -> list[list[str]]:
    """Z1. The types of all nodes of each module: code without constants and names."""
    return [
        [type(node).__name__ for node in ast.walk(ast.parse(text))]
        for text in rendered(files, ".py").values()
    ]


def elements(files: Files) -> list[Counter[str]]:
    """Z6. What the pages consist of for a renderer with every extension on."""

    def all_of(tokens: list[Token]) -> Iterator[Token]:
        return chain(tokens, *(token.children or () for token in tokens))

    return [
        Counter(token.type for token in all_of(MARKDOWN.parse(text)))
        - Counter(text=1_000_000, softbreak=1_000_000)
        for text in rendered(files, ".md").values()
    ]


def deeds(files: Files) -> set[str]:
    """Z1, where the shape depends on the text: all that the code imports and calls."""
    found: set[str] = set()
    for text in rendered(files, ".py").values():
        for node in ast.walk(ast.parse(text)):
            match node:
                case ast.Import() | ast.Global() | ast.Nonlocal() | ast.Lambda():
                    found.add(ast.dump(node))
                case ast.ImportFrom(module=module) if module and "schemes" in module:
                    pass  # named after the document
                case ast.ImportFrom(module=module, level=level):
                    found.add(f"{'.' * level}{module}")
                case ast.Call(func=function):
                    found.add(_without_classes(ast.unparse(function)))
                case _:
                    pass
    return found


def _without_classes(called: str) -> str:
    """Credentials and managers are named after the document, and others are not."""
    return re.sub(r"\b[A-Z]\w*", "Class", called)


def assert_plain(files: Files) -> None:
    """Z3. No encoding, editor or terminal can read the files in another way."""
    for path, text in files.items():
        assert "\r" not in text
        assert not text or text.endswith("\n")
        hidden = {
            unicodedata.category(character)
            for character in set(text) - {"\n"}
            if not character.isascii() or not character.isprintable()
        }
        assert not hidden & HIDDEN, path
        if not path.endswith(".md"):
            assert text.isascii(), path
    for text in (text for path, text in files.items() if path.endswith(".py")):
        assert "coding" not in "".join(text.splitlines()[:2])


def assert_stays_inside(files: Files) -> None:
    """Z4, before anything is written: paths that every disk takes, and apart."""
    for path in files:
        assert path.isascii()
        assert path.isprintable()
        assert not set(path) & set('<>:"\\|?* ')
        for part in path.split("/"):
            assert part not in ("", ".", "..")
            assert len(part) <= MAX_COMPONENT
            assert part.strip(". ") in (part, "authgen.json")
    assert len({path.casefold() for path in files}) == len(files)


_IMPORT = """
import importlib, pkgutil, sys

def refuse(event, arguments):
    reads = event == "open" and not set(str(arguments[1])) & set("wax+")
    allowed = {"import", "compile", "exec", "marshal.loads", "os.listdir", "os.scandir"}
    quiet = event in allowed or event.startswith(("object.", "sys.", "code."))
    if not (reads or quiet):
        sys.stderr.write(f"{event} {arguments}\\n")
        sys.stderr.flush()
        raise SystemExit(3)

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
sys.addaudithook(refuse)
for name in sys.stdin.read().split():
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(module.name)
    for exported in package.__all__:
        getattr(package, exported)
"""


def assert_only_defines(folder: Path, packages: Iterable[str]) -> None:
    """Z2. Importing packages below a folder does nothing that others could notice."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _IMPORT, str(folder)],
        input="\n".join(packages),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == ""
    assert done.returncode == 0


Tree: TypeAlias = "dict[str, bytes | str | None]"


def everywhere(
    document: Path, folder: Path, program: Sequence[str] = ("-m", "generator")
) -> tuple[Tree, Tree]:
    """Z5. What becomes of a document in two environments that differ in all they can.

    `program` is what Python runs.
    """

    def generated(out: Path, spec: str, cwd: Path, umask: int, **env: str) -> Tree:
        done = subprocess.run(
            [sys.executable, *program, "generate", spec, "-o", out],
            cwd=cwd,
            umask=umask,
            env={"PYTHONPATH": str(ROOT), "PATH": os.defpath, **env},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return tree(out)

    copy = folder / "copy" / document.name
    write(copy.parent, {copy.name: document.read_text(encoding="utf-8")})
    os.utime(copy, (0, 0))
    here = generated(
        folder / "out1",
        document.name,
        document.parent,
        0o022,
        PYTHONHASHSEED="0",
        TZ="UTC",
        LC_ALL="C.UTF-8",
    )
    elsewhere = generated(
        folder / "out2",
        str(copy),
        folder,
        0o077,
        PYTHONHASHSEED="4242",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        HOME=str(folder),
        USER="somebody",
        COLUMNS="40",
        SOURCE_DATE_EPOCH="1",
    )
    return here, elsewhere
