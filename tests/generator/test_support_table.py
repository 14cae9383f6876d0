"""The table of what is supported: complete, and proved row by row."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import product
from pathlib import Path

from tests.generator.support import HERE, ROOT

ROW = re.compile(
    r"^\| `(\w+)` \| (.*?) ?\| (\d\.\d) \| `(.*?)` \| `(.*?)` \|$", re.MULTILINE
)
ROWS = ROW.findall((ROOT / "docs" / "support.md").read_text(encoding="utf-8"))

THREE = ("3.0", "3.1", "3.2")
EVERYTHING = {
    # Swagger 2.0, Security Scheme Object.
    *product(["apiKey"], ["header", "query"], ["2.0"]),
    ("basic", "", "2.0"),
    *product(
        ["oauth2"], ["implicit", "password", "application", "accessCode"], ["2.0"]
    ),
    # OpenAPI 3.0, 3.1 and 3.2, Security Scheme Object and OAuth Flows Object.
    *product(["apiKey"], ["header", "query", "cookie"], THREE),
    *product(["http"], ["basic", "bearer", "digest"], THREE),
    *product(["http"], ["any other, as a raw value"], THREE),
    *product(["oauth2"], ["implicit", "password"], THREE),
    *product(["oauth2"], ["clientCredentials", "authorizationCode"], THREE),
    ("oauth2", "deviceAuthorization", "3.2"),
    *product(["openIdConnect"], [""], THREE),
    *product(["mutualTLS"], [""], ["3.1", "3.2"]),
}


@cache
def functions_of(path: Path) -> frozenset[str]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    nodes = (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef))
    return frozenset(node.name for node in nodes)


def test_there_is_a_row_for_everything_that_openapi_has() -> None:
    rows = [(kind, flow, version) for kind, flow, version, *_ in ROWS]
    assert sorted(rows) == sorted(EVERYTHING)


def test_every_row_names_tests_that_exist() -> None:
    for *_, read, used in ROWS:
        assert read in functions_of(HERE / "test_schemes.py")
        path, _, name = used.partition("::")
        assert name in functions_of(ROOT / "tests" / path)
