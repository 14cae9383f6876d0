"""What a document asks for, for people and for programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.generator.support import (
    DOCUMENTS,
    MINIMAL,
    PAYLOADS,
    ROOT,
    SNAPSHOT_WARNING,
    run,
    write,
)

pytestmark = pytest.mark.filterwarnings(SNAPSHOT_WARNING)


@pytest.mark.parametrize("form", ["txt", "json"])
def test_shows_everything_that_has_to_do_with_security(
    form: str, monkeypatch: pytest.MonkeyPatch, file_snapshot: SnapshotAssertion
) -> None:
    monkeypatch.chdir(DOCUMENTS)
    outcome = run("inspect", "several.yaml", *(["--json"] if form == "json" else []))
    assert outcome.status == 0
    assert outcome.problems == [
        "several.yaml:34:34: warning[undefined-scheme]",
        "several.yaml:59:5: warning[scheme-name]",
    ]
    assert outcome.out == file_snapshot(name=f"inspect/several.{form}")


def facts(*arguments: str, stdin: str) -> dict[str, Any]:
    outcome = run("inspect", "-", "--json", *arguments, stdin=stdin.encode())
    result: dict[str, Any] = json.loads(outcome.out)
    return result


def test_programs_get_the_same_problems_as_people(here: Path) -> None:
    text = MINIMAL.replace("https:", "http:").replace(
        "oauth2\n", "oauth2\n      x: 1\n"
    )
    write(here, {"a.yaml": text})
    outcome = run("inspect", "a.yaml", "--json")
    problems: list[dict[str, Any]] = json.loads(outcome.out)["problems"]
    assert [
        "{file}:{line}:{column}: {severity}[{code}]".format(**problem)
        for problem in problems
    ] == outcome.problems
    assert outcome.problems == ["a.yaml:11:29: warning[insecure-url]"]
    assert all(f": {problem['message']}\n" in outcome.err for problem in problems)
    assert all(f"  hint: {problem['hint']}\n" in outcome.err for problem in problems)


def test_shows_what_is_right_of_a_document_that_is_wrong() -> None:
    text = MINIMAL + "    broken: {type: oauth2}\n    key: {type: apiKey}\n"
    outcome = run("inspect", "-", stdin=text.encode())
    assert outcome.status == 2
    assert "https://login.example/authorize" in outcome.out
    assert "broken: oauth2 (not generated)" in outcome.out
    assert [problem.partition("error")[2] for problem in outcome.problems] == [
        "[missing-flows]",
        "[missing-name]",
        "[missing-in]",
    ]
    schemes = facts(stdin=text)["schemes"]
    assert [scheme["generated"] for scheme in schemes] == [True, False, False]


def test_shows_every_type_and_flow(here: Path) -> None:
    write(
        here,
        {"a.yaml": """\
openapi: 3.1.0
info: {title: All}
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer, bearerFormat: JWT}
    connect: {type: openIdConnect, openIdConnectUrl: https://connect.example/}
    mutual: {type: mutualTLS}
    query: {type: apiKey, in: query, name: q}
    flows:
      type: oauth2
      flows:
        password: {tokenUrl: https://one.example/, scopes: {a: first}}
        authorizationCode:
          authorizationUrl: https://two.example/
          tokenUrl: https://three.example/
          refreshUrl: https://four.example/
          scopes: {b: second, c: third}
"""},
    )
    outcome = run("inspect", "a.yaml")
    assert outcome.status == 0
    assert outcome.out == """\
All (OpenAPI 3.1)
package: a

security schemes: 5
  bearer: http, scheme: bearer, bearerFormat: JWT
    in code: client.bearer
  connect: openIdConnect, openIdConnectUrl: https://connect.example/
    in code: client.connect
  mutual: mutualTLS
    in code: client.mutual
  query: apiKey, name: q, in: query
    in code: client.query
  flows: oauth2
    password
      tokenUrl: https://one.example/
      a  first
    authorizationCode
      authorizationUrl: https://two.example/
      tokenUrl: https://three.example/
      refreshUrl: https://four.example/
      b  second
      c  third
    in code: client.flows, client.flows_authorization_code

operations: none
"""


def test_says_so_where_no_scheme_can_be_generated() -> None:
    text = """\
openapi: 3.0.4
components: {securitySchemes: {key: {type: apiKey, in: header, name: Host}}}
"""
    outcome = run("inspect", "-", stdin=text.encode())
    assert outcome.status == 0
    assert outcome.problems == [
        "<stdin>:1:1: warning[nothing-to-generate]",
        "<stdin>:2:70: warning[invalid-header-name]",
    ]


@pytest.mark.parametrize(
    ("text", "status", "strict"),
    [
        (MINIMAL, 0, 0),
        (MINIMAL.replace("https:", "http:"), 0, 2),
        ("openapi: 3.0.4\n", 0, 2),
        ("openapi: 5\n", 2, 2),
        ("", 2, 2),
        ("[", 2, 2),
    ],
)
def test_the_status_is_that_of_generating(text: str, status: int, strict: int) -> None:
    for command in ("generate", "inspect"):
        if command == "generate" and status == 0 and strict == 0:
            continue
        outcome = run(command, "-", "--strict", stdin=text.encode())
        assert outcome.status == strict
    assert run("inspect", "-", stdin=text.encode()).status == status


def hostile(payload: str) -> str:
    """A payload wherever `inspect` prints something."""
    return json.dumps(
        {
            "openapi": "3.0.4",
            "info": {"title": payload},
            "paths": {
                f"/{payload}": {
                    "get": {
                        "operationId": payload,
                        "security": [{payload: [payload]}, {f"{payload}2": []}],
                    },
                    "put": {"security": payload},
                }
            },
            "components": {
                "securitySchemes": {
                    payload: {
                        "type": "oauth2",
                        "flows": {
                            "implicit": {
                                "authorizationUrl": f"http://a.example/{payload}",
                                "scopes": {payload: payload, "ok": payload},
                            },
                            payload: {},
                        },
                    },
                    f"{payload}1": {"type": "apiKey", "in": payload, "name": payload},
                    f"{payload}3": {"$ref": payload},
                    f"{payload}4": {"type": "http", "scheme": payload},
                }
            },
        }
    )


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_nothing_in_a_document_can_move_the_cursor(
    form: list[str], payload: str, here: Path
) -> None:
    write(here, {"a.json": hostile(payload)})
    outcome = run("inspect", "a.json", *form)
    assert outcome.err.isascii()
    for text in (outcome.out, outcome.err):
        assert text.replace("\n", "").isprintable()
    for line in outcome.err.splitlines():
        assert line.startswith(("a.json:", "  hint: "))
        assert len(line) < 1500


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_that_lacks_characters_gets_escapes(
    encoding: str, here: Path
) -> None:
    title = "caf\u00e9 \u65e5\u672c"
    write(here, {"a.yaml": MINIMAL.replace("Minimal", title)})
    done = subprocess.run(
        [sys.executable, "-m", "generator", "inspect", "a.yaml"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    shown = done.stdout.splitlines()[0]
    if encoding == "cp1252":
        assert shown == b"caf\xe9 \\u65e5\\u672c (OpenAPI 3.0)"
    else:
        # Click takes a terminal that says ASCII for one that was not asked.
        assert shown == f"{title} (OpenAPI 3.0)".encode()


def test_password_in_a_url_is_not_shown(tmp_path: Path) -> None:
    document = tmp_path / "api.yaml"
    document.write_text(
        MINIMAL.replace("https://login", "https://user:secret-word@login"),
        encoding="utf-8",
    )
    for form in ([], ["--json"]):
        outcome = run("inspect", str(document), *form)
        assert "https://login.example/authorize" in outcome.out
        assert "secret-word" not in outcome.out + outcome.err
