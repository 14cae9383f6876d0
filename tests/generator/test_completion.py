"""Completion in shells that run for real, by the script that `completion` prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .support import MINIMAL, ROOT, in_terminal, run, write

# What a person would have typed, up to the Tab, and what the shell makes of it.
TYPED = {
    "authgen gen": {"generate"},
    "authgen generate --wa": {"--watch"},
    "authgen generate sp": {"specs"},
    "authgen check specs/": {"specs/shop.yaml"},
    "authgen inspect specs/sh": {"specs/shop.yaml"},
    "authgen diff specs/shop.yaml spe": {"specs"},
    "authgen generate --out gen": {"generated"},
    "authgen generate --package sh": {"shop"},
    "authgen generate -o lib --package ": {"bank"},
    "authgen check --format ": {"text", "github"},
    "authgen completion ": {"bash", "zsh", "fish"},
}

BASH = """
eval "$(authgen completion bash)"
COMP_WORDS=($TYPED)
[[ $TYPED == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
# Bash has no command that presses Tab. These two are what it does then, `compopt` being
# how the script asks for paths.
compopt() { asked=${@: -1}; }
word=${COMP_WORDS[COMP_CWORD]}
_authgen_completion authgen "$word" ""
case $asked in
    default) compgen -f -- "$word" ;;
    dirnames) compgen -d -- "$word" ;;
esac
printf '%s\\n' "${COMPREPLY[@]}"
"""
FISH = """
authgen completion fish | source
complete --do-complete "$TYPED"
"""
# Zsh completes in its line editor alone: one line is typed there, and Tab is pressed.
ZSH = """
autoload -Uz compinit
compinit -u -D
eval "$(authgen completion zsh)"
zle-line-init() {
    BUFFER=$TYPED CURSOR=$#TYPED
    zle complete-word
    print -r -- "$BUFFER" > seen
    exit
}
zle -N zle-line-init
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A project with a document and two packages, and authgen on the PATH."""
    write(tmp_path, {"specs/shop.yaml": MINIMAL})
    program = tmp_path / "bin" / "authgen"
    write(
        tmp_path,
        {"bin/authgen": f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n'},
    )
    program.chmod(0o755)
    spec = tmp_path / "specs" / "shop.yaml"
    assert run("generate", spec, "-o", tmp_path / "generated").status == 0
    arguments = (spec, "-o", tmp_path / "lib", "--package", "bank")
    assert run("generate", *arguments).status == 0
    return tmp_path


def environment(here: Path, typed: str) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": str(here / "home"),
        "ZDOTDIR": str(here / "home"),
        "PATH": f"{here / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "TYPED": typed,
    }


def in_shell(shell: list[str], script: str, typed: str, here: Path) -> str:
    done = subprocess.run(
        [*shell, "-c", script],
        cwd=here,
        env=environment(here, typed),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.stderr == ""
    return done.stdout


def test_bash_completes(here: Path) -> None:
    found = {
        typed: {*in_shell(["bash", "--norc"], BASH, typed, here).split()}
        for typed in TYPED
    }

    assert found == TYPED


@pytest.mark.skipif(not shutil.which("fish"), reason="there is no fish here")
def test_fish_completes(here: Path) -> None:
    found = {
        # It says that what it has found is a folder, or of what kind, behind a tab.
        typed: {
            line.partition("\t")[0].rstrip("/")
            for line in in_shell(["fish", "-N"], FISH, typed, here).splitlines()
        }
        for typed in TYPED
    }

    assert found == TYPED


@pytest.mark.skipif(not shutil.which("zsh"), reason="there is no zsh here")
@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("authgen gen", "authgen generate "),
        ("authgen generate --wa", "authgen generate --watch "),
        ("authgen diff specs/shop.yaml sp", "authgen diff specs/shop.yaml specs/"),
        ("authgen generate --package sh", "authgen generate --package shop "),
    ],
)
def test_zsh_completes(here: Path, typed: str, line: str) -> None:
    write(here, {"home/.zshrc": ZSH})

    in_terminal("zsh", "-d", "-i", cwd=here, **environment(here, typed))

    assert (here / "seen").read_text(encoding="utf-8").rstrip() == line.rstrip()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_says_where_it_belongs(shell: str) -> None:
    outcome = run("completion", shell)

    assert outcome.status == 0
    assert f"authgen completion {shell}" in outcome.out.splitlines()[-1]


def test_shell_without_a_script_is_refused() -> None:
    outcome = run("completion", "tcsh")

    assert outcome.status == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in outcome.err
