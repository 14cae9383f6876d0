"""What operations ask for, as the document's `security` says it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from generator import load, parse
from generator.parsing import Parsed
from tests.generator.support import write

Asked: TypeAlias = "list[dict[str, list[str]]]"

SCHEMES: dict[str, Any] = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "other": {"type": "apiKey", "in": "header", "name": "x-KEY"},
    "query": {"type": "apiKey", "in": "query", "name": "k"},
    "query2": {"type": "apiKey", "in": "query", "name": "k"},
    "Query": {"type": "apiKey", "in": "query", "name": "K"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "k"},
    "cookie2": {"type": "apiKey", "in": "cookie", "name": "k"},
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "login": {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "https://auth.example/token",
                "scopes": {"read": ""},
            },
            "authorizationCode": {
                "authorizationUrl": "https://auth.example/authorize",
                "tokenUrl": "https://auth.example/token",
                "scopes": {"write": ""},
            },
        },
    },
    "twin": {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "https://auth.example/other",
                "scopes": {"read": ""},
            }
        },
    },
    "stranger": {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "https://elsewhere.example/token",
                "scopes": {"read": ""},
            }
        },
    },
}


@pytest.fixture(autouse=True)
def _here(here: Path) -> None:
    """Every test writes its document into a folder of its own."""


PEOPLE = {
    "people": {
        "type": "openIdConnect",
        "openIdConnectUrl": "https://id.example/.well-known/openid-configuration",
    }
}


def parsed(version: str = "3.1", /, **fields: Any) -> Parsed:
    """A document whose only operation is `GET /a`, with `security` where given."""
    security = fields.pop("operation", None)
    operation = {} if security is None else {"security": security}
    document = {
        "openapi": f"{version}.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": operation}},
        "components": {"securitySchemes": fields.pop("schemes", SCHEMES)},
        **fields,
    }
    write(Path(), {"api.json": json.dumps(document)})
    return parse(load("api.json"))


def asked(result: Parsed) -> Asked:
    """What the generated table says of the only operation."""
    (operation,) = result.package.operations
    return [
        {
            str(r.key): [scope.open() for scope in r.scopes]
            for r in alternative
            if r.generated
        }
        for alternative in operation.alternatives
    ]


def codes(result: Parsed) -> set[str]:
    """Severity and code of every complaint."""
    return {f"{problem.severity}[{problem.code}]" for problem in result.problems}


CASES: list[tuple[Asked | None, Asked | None, Asked]] = [
    ([{"key": []}], None, [{"key": []}]),
    ([{"key": []}], [{"basic": []}], [{"basic": []}]),
    ([{"key": []}], [], []),
    (None, None, []),
    ([{"key": []}, {}], None, [{"key": []}, {}]),
    ([{}, {"key": []}], None, [{}, {"key": []}]),
    (
        None,
        [{"key": [], "basic": []}, {"query": []}],
        [{"key": [], "basic": []}, {"query": []}],
    ),
    (None, [{"login": ["write", "read"]}], [{"login": ["write", "read"]}]),
    (None, [{"login": []}], [{"login": []}]),
]


@pytest.mark.parametrize(("root", "operation", "expected"), CASES)
def test_an_operation_asks_for_its_own_or_else_what_the_document_does(
    root: Asked | None, operation: Asked | None, expected: Asked
) -> None:
    fields = {} if root is None else {"security": root}
    result = parsed(operation=operation, **fields)
    assert asked(result) == expected
    assert codes(result) == set()


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["key", "other"], "header-conflict"),
        (["basic", "bearer"], "header-conflict"),
        (["login", "basic"], "header-conflict"),
        (["login", "stranger"], "header-conflict"),
        (["query", "query2"], "query-conflict"),
        (["cookie", "cookie2"], "cookie-conflict"),
    ],
)
def test_two_schemes_for_one_place_are_an_error(names: list[str], code: str) -> None:
    result = parsed(operation=[{name: [] for name in names}])
    assert codes(result) == {f"error[{code}]"}
    (problem,) = result.problems
    assert all(f"'{name}'" in problem.message for name in names)


@pytest.mark.parametrize(
    "names",
    [
        ["key", "basic", "query", "cookie"],
        ["query", "Query"],
        ["login"],
        ["login", "key"],
    ],
)
def test_schemes_with_places_of_their_own_go_together(names: list[str]) -> None:
    result = parsed(operation=[{name: [] for name in names}])
    assert codes(result) == set()
    assert len(asked(result)[0]) == len(names)


def test_a_conflict_is_said_once() -> None:
    both: Asked = [{"basic": [], "bearer": []}]
    paths = {f"/{n}": {"get": {"security": both}} for n in range(9)}
    (problem,) = parsed(paths=paths).problems
    assert problem.code == "header-conflict"
    assert "9 times" in problem.message


def test_two_schemes_with_tokens_of_one_server_are_alternatives() -> None:
    result = parsed(operation=[{"login": ["read"], "key": [], "twin": ["read"]}])
    assert codes(result) == {"warning[two-schemes-one-token]"}
    assert asked(result) == [
        {"login": ["read"], "key": []},
        {"key": [], "twin": ["read"]},
    ]


def test_roles_are_for_people_and_never_asked_of_a_token() -> None:
    result = parsed(operation=[{"key": ["admin"]}])
    assert codes(result) == set()
    assert asked(result) == [{"key": []}]
    (operation,) = result.package.operations
    (requirement,) = operation.alternatives[0]
    assert [role.open() for role in requirement.roles] == ["admin"]
    assert codes(parsed("3.0", operation=[{"key": ["admin"]}])) == {
        "warning[scopes-without-oauth]"
    }


def test_what_is_not_declared_is_said_and_the_rest_is_kept() -> None:
    result = parsed(operation=[{"login": ["more"]}, {"nobody": []}])
    assert codes(result) == {"warning[undeclared-scope]", "warning[undefined-scheme]"}
    assert asked(result) == [{"login": ["more"]}, {}]
    (operation,) = result.package.operations
    (requirement,) = operation.alternatives[1]
    assert not requirement.generated
    login = next(s for s in result.package.schemes if s.key == "login")
    (undeclared,) = result.package.undeclared_scopes_of(login)
    assert [scope.open() for scope in undeclared] == ["more"]


@pytest.mark.parametrize("security", [None, "key", {"key": []}, 1, True])
def test_security_that_is_no_list(security: object) -> None:
    # What protects an operation is not to be guessed; of the document, it is left out.
    document = parsed(security=security)
    assert codes(document) == {"warning[security-not-a-list]"}
    assert asked(document) == []
    paths = {"/a": {"get": {"security": security}}}
    assert codes(parsed(paths=paths)) == {"error[security-not-a-list]"}


@pytest.mark.parametrize(
    ("scheme", "listed", "read", "code"),
    [
        ("login", ["read write"], ["read", "write"], "several-scopes"),
        ("login", [" read "], ["read"], "several-scopes"),
        ("login", ["read x"], ["read", "x"], "undeclared-scope"),
        ("login", ["caf\u00e9"], ["caf\u00e9"], "invalid-scope-name"),
        ("people", ["email phone"], ["email", "phone"], "several-scopes"),
        ("people", ['e"mail'], ['e"mail'], "invalid-scope-name"),
        ("people", [""], [""], "invalid-scope-name"),
    ],
)
def test_a_required_scope_that_is_none_or_several(
    scheme: str, listed: list[str], read: list[str], code: str
) -> None:
    result = parsed(operation=[{scheme: listed}], schemes=SCHEMES | PEOPLE)
    assert f"warning[{code}]" in codes(result)
    assert asked(result) == [{scheme: read}]
    # Only what is a scope can be a member.
    members = {scope.value.open() for s in result.package.schemes for scope in s.scopes}
    assert members.isdisjoint(read) is (code == "invalid-scope-name")


@pytest.mark.parametrize(
    ("version", "noted"),
    [("3.0.0", True), ("3.0.2", True), ("3.0.3", False), ("3.1.0", False)],
)
def test_optional_security_before_openapi_defined_it(version: str, noted: bool) -> None:
    result = parsed(openapi=version, operation=[{"key": []}, {}])
    assert codes(result) == ({"warning[optional-security]"} if noted else set())
    assert asked(result) == [{"key": []}, {}]


class TestReferences:
    """From 3.2 on, what is no name of a component is a URI reference."""

    @pytest.mark.parametrize(
        "reference",
        [
            "#/components/securitySchemes/key",
            "api.json#/components/securitySchemes/key",
            "./api.json#/components/securitySchemes/key",
        ],
    )
    def test_to_a_scheme_of_the_document(self, reference: str) -> None:
        operation: Asked = [{reference: []}]
        result = parsed("3.2", operation=operation)
        assert codes(result) == set()
        assert asked(result) == [{"key": []}]
        assert codes(parsed("3.1", operation=operation)) == {
            "warning[undefined-scheme]"
        }

    @pytest.mark.parametrize(
        "reference",
        ["#/components/securitySchemes/none", "./none.json#/a", "a:b"],
    )
    def test_to_what_is_not_there(self, reference: str) -> None:
        result = parsed("3.2", operation=[{reference: []}])
        assert codes(result) == {"warning[undefined-scheme]"}

    @pytest.mark.parametrize(
        "reference",
        ["./other.json#/key", "https://x.example/y", "../x#/a", "#/x-schemes/key"],
    )
    def test_to_a_scheme_that_is_no_component_here(self, reference: str) -> None:
        write(Path(), {"other.json": json.dumps(SCHEMES)})
        more = {"x-schemes": SCHEMES}
        result = parsed("3.2", operation=[{reference: []}], **more)
        assert codes(result) == {"warning[scheme-elsewhere]"}
        assert asked(result) == [{}]

    def test_a_name_of_a_component_comes_first(self) -> None:
        name = "https://x.example/y"
        schemes = {name: SCHEMES["key"]}
        result = parsed("3.2", operation=[{name: []}], schemes=schemes)
        assert codes(result) == {"warning[name-like-uri]", "warning[scheme-name]"}
        assert asked(result) == [{"https_x_example_y": []}]


def test_a_scheme_that_nothing_asks_for_is_generated_all_the_same() -> None:
    package = parsed(operation=[{"key": []}]).package
    schemes = {str(scheme.key): scheme for scheme in package.schemes}
    assert len(schemes) == len(SCHEMES)
    assert package.use_of(schemes["key"]) == ""
    assert "No operation" in package.use_of(schemes["basic"])
