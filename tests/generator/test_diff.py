"""`authgen diff`: what a new version of a document does to users of the old one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .support import MINIMAL, run, write

OLD = """\
openapi: 3.0.4
info: {title: Shop}
paths:
  /pets: {get: {operationId: listPets, security: [{login: [read]}, {key: []}]}}
  /shop: {get: {operationId: openShop}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    login:
      type: oauth2
      flows:
        implicit:
          authorizationUrl: https://login.example/authorize
          scopes: {read: see things, write: change things}
"""


def changes(tmp_path: Path, *edits: tuple[str, str]) -> list[str]:
    """The lines for a document that is edited in some places."""
    new = OLD
    for before, after in edits:
        assert before in new
        new = new.replace(before, after)
    write(tmp_path, {"old/shop.yaml": OLD, "new/shop.yaml": new})
    outcome = run(
        "diff", tmp_path / "old" / "shop.yaml", tmp_path / "new" / "shop.yaml"
    )
    assert outcome.status == 0
    return outcome.out.splitlines()


def test_same_document_changes_nothing(tmp_path: Path) -> None:
    assert changes(tmp_path) == []


CASES = [
    (
        ("    key: {type: apiKey, in: header, name: X-Key}\n", ""),
        [
            "! client.key: removed, with Key and KeyCredentials",
            (
                "! operation 'listPets': needs login read now; it needed "
                "login read or key"
            ),
        ],
    ),
    (
        ("name: X-Key", "name: X-Api"),
        [
            (
                "  client.key: the credential travels in the header 'X-Api' "
                "now, not in the header 'X-Key'"
            )
        ],
    ),
    (
        ("login.example", "id.example"),
        [
            (
                "  client.login: authorizationUrl is "
                "'https://id.example/authorize' now; it was "
                "'https://login.example/authorize'"
            )
        ],
    ),
    (
        ("write: change things", "admin: run things"),
        [
            (
                "! client.login: scope 'write' removed, and "
                "OAuthScopeLoginEnum.WRITE with it"
            ),
            "  client.login: scope 'admin' added, as ADMIN",
        ],
    ),
    (
        ("write: change things", "edit: change things"),
        ["! client.login: scope 'write' is 'edit' now, and WRITE is EDIT"],
    ),
    (
        ("write: change things", "'write:': other things"),
        ["! client.login: scope 'write' is 'write:' now, and WRITE is WRITE"],
    ),
    (
        ("{read: see things", "{'read:': new, read: see things"),
        [
            "! client.login: scope 'read' is READ_2 now, and was READ",
            "  client.login: scope 'read:' added, as READ",
        ],
    ),
    (
        ("  /shop: {get: {operationId: openShop}}\n", ""),
        ["! operation 'openShop': removed"],
    ),
    (("openShop}", "openShop}, post: {}"), ["  operation 'POST /shop': added"]),
    (
        ("{login: [read]}, ", "{login: [read]}, {login: [write]}, "),
        [
            (
                "  operation 'listPets': needs login read or login write or "
                "key now; it needed login read or key"
            )
        ],
    ),
    (
        ("[read]}", "[read, write]}"),
        [
            (
                "! operation 'listPets': needs login read write or key now; "
                "it needed login read or key"
            )
        ],
    ),
    (
        ("openShop}", "openShop, security: [{key: []}]}"),
        ["! operation 'openShop': needs key now; it needed nothing"],
    ),
    (
        (
            "in: header, name: X-Key}",
            "in: header, name: X-Key}\n    other: {type: apiKey, in: header, name: Y}",
        ),
        ["  client.other: added: API key in a header"],
    ),
]


@pytest.mark.parametrize(("edit", "lines"), CASES)
def test_change_is_told(
    tmp_path: Path, edit: tuple[str, str], lines: list[str]
) -> None:
    warned = [line for line in changes(tmp_path, edit) if "warning" not in line]
    assert warned == lines


def test_scheme_of_another_kind_breaks(tmp_path: Path) -> None:
    lines = changes(
        tmp_path,
        (
            OLD[OLD.index("    login:\n") :],
            "    login: {type: apiKey, in: header, name: L}",
        ),
    )
    assert lines[0] == (
        "! client.login: was OAuth 2 implicit grant, and is API key in a header now"
    )


def test_exit_status_can_tell(tmp_path: Path) -> None:
    breaking = OLD.replace("write: change things", "admin: run things")
    harmless = OLD.replace("login.example", "id.example")
    write(tmp_path, {"a.yaml": OLD, "b.yaml": breaking, "c.yaml": harmless})
    a, b, c = (tmp_path / name for name in ("a.yaml", "b.yaml", "c.yaml"))

    assert run("diff", a, b).status == 0
    assert run("diff", a, b, "--exit-code").status == 1
    assert run("diff", a, c, "--exit-code").status == 0


def test_programs_get_json(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": OLD, "b.yaml": OLD.replace("openShop", "shop")})
    outcome = run("diff", tmp_path / "a.yaml", tmp_path / "b.yaml", "--json")
    assert json.loads(outcome.out) == [
        {"breaks": True, "subject": "operation 'openShop'", "message": "removed"},
        {"breaks": False, "subject": "operation 'shop'", "message": "added"},
    ]


def test_broken_document_is_told_of(tmp_path: Path) -> None:
    broken = MINIMAL.replace("oauth2", "oauth3")
    write(tmp_path, {"a.yaml": MINIMAL, "b.yaml": broken})
    outcome = run("diff", tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert outcome.status == 2
    assert "b.yaml:7:13: error[unknown-type]" in outcome.err
