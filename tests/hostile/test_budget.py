"""What would take all time or memory ends in words: 5 s of one processor, 256 MiB.

Each runs in a process of its own, since a parser written in C can end one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.generator.support import MINIMAL, ROOT, tree

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="not run: there are no resource limits"
)

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
resource.setrlimit(resource.RLIMIT_AS, (256 * 1024 * 1024,) * 2)
from generator.cli import main
main(sys.argv[1:])
"""
SPACE = 39_000_000
"""Bytes: nearly what is read at most."""

HEAD = '{"openapi": "3.0.4", "info": {"title": "T"}, '
KEY = '{"type": "apiKey", "in": "header", "name": "X"}'


def doc(schemes: object = None, **more: object) -> str:
    found = {"securitySchemes": schemes or {"key": json.loads(KEY)}}
    return json.dumps({"openapi": "3.0.4", "components": found, **more})


def flow(scopes: object) -> dict[str, object]:
    implicit = {"authorizationUrl": "https://login.example/a", "scopes": scopes}
    return {"login": {"type": "oauth2", "flows": {"implicit": implicit}}}


def alias_bomb(place: str) -> str:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    return "\n".join(["openapi: 3.0.4", "a0: &a0 [x]", *levels, place])


def aliased_paths() -> str:
    security = ", ".join("{key: [a]}" for _ in range(1000))
    operation = f"x-one: &one {{get: {{security: [{security}]}}}}"
    paths = "\n".join(f"  /{n}: *one" for n in range(20_000))
    return f"openapi: 3.0.4\n{operation}\npaths:\n{paths}\ncomponents: {{}}\n"


def aliased_keys() -> str:
    keys = ", ".join(f"k{n}: 1" for n in range(20_000))
    paths = "\n".join(f"  /{n}: *one" for n in range(20_000))
    return f"openapi: 3.0.4\nx-one: &one {{{keys}}}\npaths:\n{paths}\n"


def aliased_text() -> str:
    scopes = ", ".join(f"s{n}: *text" for n in range(1000))
    implicit = f"{{authorizationUrl: 'https://a.example/', scopes: {{{scopes}}}}}"
    return (
        f"openapi: 3.0.4\nx-text: &text {'long ' * 100_000}\ncomponents:\n"
        f"  securitySchemes: {{a: {{type: oauth2, flows: {{implicit: {implicit}}}}}}}\n"
    )


def merges() -> str:
    keys = ", ".join(f"k{n}: 1" for n in range(10_000))
    schemes = "\n".join(f"    s{n}: {{<<: *big}}" for n in range(10_000))
    return (
        f"openapi: 3.0.4\nx-big: &big {{{keys}}}\ncomponents:\n"
        f"  securitySchemes:\n{schemes}\n"
    )


def references_through_references() -> str:
    """Each pointer passes through the next reference."""
    parts = {f"a{n}": {"p": {"$ref": f"#/x-parts/a{n + 1}/p/p"}} for n in range(90)} | {
        "a90": {"p": {"p": {"type": "nothing"}}}
    }
    scheme = {"$ref": "#/x-parts/a0/p/p"}
    return doc({"login": scheme}, **{"x-parts": parts})


def chained_references() -> str:
    schemes = {
        f"s{n}": {"$ref": f"#/components/securitySchemes/s{n + 1}"} for n in range(400)
    }
    return doc(schemes)


BOMBS: dict[str, tuple[str, Callable[[], str]]] = {
    "aliases in security": (
        "nothing-to-generate|not-a-mapping",
        lambda: alias_bomb("components: {securitySchemes: *a39}\nsecurity: *a39"),
    ),
    "aliases in scopes": (
        "scopes-not-a-mapping",
        lambda: alias_bomb(
            "components: {securitySchemes: {a: {type: oauth2, flows: {implicit: "
            "{scopes: *a39}}}}}"
        ),
    ),
    "aliased paths": ("too-large", aliased_paths),
    "aliased keys": ("too-large", aliased_keys),
    "aliased text": ("too-large", aliased_text),
    "merge keys": ("too-large", merges),
    "brackets in JSON": ("nested-too-deeply", lambda: "[" * 3_000_000),
    "brackets in YAML": ("nested-too-deeply", lambda: "a: " + "[" * 3_000_000),
    "depth of JSON": (
        "nested-too-deeply",
        lambda: HEAD + '"x": ' + '{"a":' * 200_000 + "1" + "}" * 200_001,
    ),
    "values in JSON": ("too-large", lambda: f"{HEAD}\"x\": [{'1,' * (SPACE // 2)}1]}}"),
    "objects in JSON": (
        "too-large",
        lambda: f'{HEAD}"x": [{"{{}},".format() * (SPACE // 3)}1]}}',
    ),
    "values in a scheme": (
        "too-large",
        lambda: f'{HEAD}"components": {{"securitySchemes": [{"1," * 600_000}1]}}}}',
    ),
    "lines of YAML": ("too-large", lambda: "x:\n" + "- a\n" * (SPACE // 4)),
    "empty lines": ("yaml-syntax", lambda: "\n" * SPACE + "a: ["),
    "a long title": (
        "too-large",
        lambda: doc(info={"title": "x" * (SPACE // 2)}),
    ),
    "characters of four bytes": (
        "too-large",
        lambda: doc(info={"title": "\U0001f600" * (SPACE // 4 - 1000)}),
    ),
    "a huge number": (
        "unsupported-version",
        lambda: '{"openapi": ' + "9" * 1_000_000 + "}",
    ),
    "scopes": ("too-large", lambda: doc(flow({f"s{n}": "" for n in range(100_000)}))),
    "scopes in one text": ("too-large", lambda: doc(flow("s " * 1_000_000))),
    "operations": (
        "too-large",
        lambda: doc(paths={f"/{n}": {"get": "x"} for n in range(100_000)}),
    ),
    "schemes": (
        "too-large",
        lambda: doc({f"s{n}": json.loads(KEY) for n in range(5_000)}),
    ),
    "equal keys": (
        "unsupported-version",
        lambda: '{"openapi": 4, "security": {' + '"a":1,' * 90_000 + '"a":1}}',
    ),
    "undefined schemes": (
        "unknown-type",
        lambda: doc(
            {"login": {"type": "nothing"}},
            security=[{f"s{n}": [f"t{n}"]} for n in range(9_000)],
        ),
    ),
    "variables in a URL": (
        "too-large",
        lambda: doc(
            {"login": {"type": "nothing"}},
            servers=[{"url": "https://a.example/" + "{a}" * 3_000_000}],
        ),
    ),
    "references through references": (
        "dangling-reference",
        references_through_references,
    ),
    "chained references": ("reference-chain", chained_references),
    "tags": ("yaml-syntax", lambda: "a:\n" + "- !x y\n" * 150_000 + "b: ["),
    "anchors": ("yaml-syntax", lambda: "a:\n" + "- &x y\n- *x\n" * 90_000 + "b: ["),
    "quotes": ("yaml-syntax", lambda: 'a: "' + "\\\\" * 10_000_000),
    "commas": ("json-syntax|yaml-syntax|too-large", lambda: "{" + "," * 10_000_000),
    "one long word": ("not-openapi", lambda: "a" * 10_000_000),
}

_PROBLEM = re.compile(r"[^\n]+: (?:error|warning)\[([a-z0-9-]+)\]: [ -~]+\n  hint: .*")


@pytest.mark.parametrize("name", BOMBS)
def test_it_ends_in_words(name: str, tmp_path: Path) -> None:
    codes, make = BOMBS[name]
    (tmp_path / "bomb.yaml").write_text(make(), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "generate", "bomb.yaml"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr[-500:]
    found = {match[1] for match in _PROBLEM.finditer(done.stderr)}
    assert found & {*codes.split("|")}, done.stderr[:500]
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["bomb.yaml"]


def test_the_limit_is_the_one_that_it_says() -> None:
    program = LIMITED.partition("from")[0] + "x = bytearray(257 * 1024 * 1024)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False
    )
    assert b"MemoryError" in done.stderr


def test_what_is_usual_is_far_from_the_limits(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(MINIMAL)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "generate", "a.yaml"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "generated" / "a")
