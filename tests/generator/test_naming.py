"""Names: what the contract promises, what text can do to them, and that they stay."""

from __future__ import annotations

import enum
import json
import keyword
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import load, parse
from generator.filters import python
from generator.kinds import KINDS
from generator.naming import (
    MAX_COMPONENT,
    MAX_LENGTH,
    Identifier,
    Namer,
    SchemeNames,
    is_package_name,
    package_name,
    scope_members,
)
from generator.parsing.context import MAX_SCHEMES
from generator.reserved import RESERVED_CLASSES
from tests.generator.support import PAYLOADS

TRAPS = (
    *("", " ", "class", "None", "match", "type", "self", "mro", "name", "_x_", "__x"),
    *("__init__", "__class__", "_missing_", "_ignore_", "1abc", "a-b", "a.b", "A-B"),
    *("a;import os", "../x", "..\\x", "/abs", "C:x", "%2e%2e%2fx", "nul\0", "a:b"),
    *("con", "CON", "aux.md", "nul .py", "com\u00b9", "CONIN$", "lpt0", "x.", "x "),
    *(
        "Foo",
        "foo",
        "FOO",
        "\ufb01le",
        "file",
        "\u017fcope",
        "scope",
        "\u212a",
        "K",
        "k",
    ),
    *("\U0001d41d\U0001d41e\U0001d41f", "def", "\u0440\u0430ypal", "\u0663", "e\u0301"),
    *("token", "types", "imp", "distutils", "tomllib", "x" * 10_000, "x" * 10_001),
    *("for_operation", "from_environment", "oauth_2_implicit_grant", "C", "Iterable"),
    *("OAuthToken", "o_auth_token", "AuthError", "Petstore client", "foo_credentials"),
)

TEXTS = st.one_of(
    st.sampled_from([*TRAPS, *PAYLOADS.values()]),
    st.text(max_size=12),
    st.text("aA_1 -:.\u00e9\ufb01", max_size=6),
)
LISTS = st.lists(TEXTS, max_size=12, unique=True)


IMPLICIT = KINDS["implicit"]
API_KEY = KINDS["api_key_header"]


def names_of(schemes: Sequence[str]) -> list[SchemeNames]:
    namer = Namer(Identifier("petstore"))
    return [namer.scheme(name, API_KEY) for name in schemes]


def assert_distinct(names: Sequence[str]) -> None:
    """Also on a disk that does not tell upper from lower case."""
    assert len({name.casefold() for name in names}) == len(names)


def assert_identifier(name: str) -> None:
    assert name.isidentifier()
    assert name.isascii()
    assert not keyword.iskeyword(name)
    assert len(name) <= 128


class TestTheContract:
    def test_names_what_belongs_to_a_scheme(self) -> None:
        assert tuple(names_of(["petstore_auth"])[0]) == (
            "petstore_auth",
            "PetstoreAuth",
            "PetstoreAuthCredentials",
            "petstore_auth_credentials",
            "OAuthScopePetstoreAuthEnum",
            "PETSTORE_AUTH",
            "petstore-auth",
            "o-auth-scope-petstore-auth-enum",
        )

    @pytest.mark.parametrize(
        ("package", "client"),
        [
            ("petstore", "PetstoreClient"),
            ("pet_store_3_1", "PetStore31Client"),
            ("api_3d", "Api3dClient"),
        ],
    )
    def test_names_the_client_after_the_package(
        self, package: str, client: str
    ) -> None:
        assert Namer(Identifier(package)).client == client

    @pytest.mark.parametrize(
        ("scope", "member"),
        [
            ("read:pets", "READPETS"),
            ("remote_files:read", "REMOTE_FILESREAD"),
            ("https://www.googleapis.com/auth/calendar.readonly", "CALENDAR_READONLY"),
            ("https://mail.google.com/", "MAIL_GOOGLE_COM"),
            ("https://api.example/a/b/?c=d#e", "B"),
            ("https://[::1", "HTTPS_1"),
            ("urn:example:read", "URNEXAMPLEREAD"),
            ("offline_access", "OFFLINE_ACCESS"),
            ("a.b/c-d", "A_B_C_D"),
            ("*", "SCOPE"),
            ("1", "SCOPE_1"),
            ("caf\u00e9", "CAFE"),
        ],
    )
    def test_names_a_scope(self, scope: str, member: str) -> None:
        assert scope_members([scope]) == (member,)

    def test_lets_the_first_keep_its_name(self) -> None:
        scopes = ["read:pets", "readpets", "READ-PETS", "read_pets", "read pets"]
        assert scope_members(scopes) == (
            "READPETS",
            "READPETS_2",
            "READ_PETS",
            "READ_PETS_2",
            "READ_PETS_3",
        )
        assert [names.manager for names in names_of(["a_b", "A-b", "aB", "AB"])] == [
            "AB",
            "AB2",
            "AB3",
            "AB4",
        ]

    @pytest.mark.parametrize(
        ("stem", "title", "name"),
        [
            ("petstore", "Other", "petstore"),
            ("Petstore-3.1", None, "petstore_3_1"),
            ("PetStoreAPI", None, "pet_store_api"),
            ("openapi", "Petstore - OpenAPI 3.1", "petstore_open_api_3_1"),
            ("swagger", "Caf\u00e9", "cafe"),
            ("openapi", None, "api"),
            ("", "\u65e5\u672c", "api"),
            ("3d", None, "api_3d"),
            ("token", None, "token_"),
            ("class", None, "class_"),
            ("type", None, "type_"),
            ("tomllib", None, "tomllib_"),
            ("distutils", None, "distutils_"),
            ("con", None, "con_"),
            ("com\u00b9", None, "com1_"),
            ("../../etc/passwd", None, "etc_passwd"),
        ],
    )
    def test_names_the_package(self, stem: str, title: str | None, name: str) -> None:
        assert package_name(stem, title) == name


@pytest.mark.parametrize(
    ("scheme", "attribute", "manager"),
    [
        ("api_key", "api_key", "ApiKey"),
        ("api key", "api_key", "ApiKey"),
        ("apiKey", "api_key", "ApiKey"),
        ("X-API-Key", "x_api_key", "XAPIKey"),
        ("OAuth2", "oauth2", "OAuth2"),
        ("", "scheme", "Scheme"),
        ("!", "scheme", "Scheme"),
        ("1abc", "scheme_1abc", "Scheme1abc"),
        ("class", "class_", "Class"),
        ("None", "none", "None2"),
        ("match", "match_", "Match"),
        ("type", "type_", "Type"),
        ("self", "self_2", "Self"),
        ("for_operation", "for_operation_2", "ForOperation"),
        ("token", "token_", "Token"),
        ("aux.md", "aux_md", "AuxMd"),
        ("nul .py", "nul_py", "NulPy"),
        ("com\u00b9", "com1_", "Com1"),
        ("o_auth_token", "o_auth_token", "OAuthToken2"),
        ("petstore client", "petstore_client", "PetstoreClient2"),
        ("iterable", "iterable", "Iterable2"),
        ("c", "c", "C2"),
        ("\ufb01le", "file", "File"),
        ("__init__", "init", "Init"),
        ("a;import os", "a_import_os", "AImportOs"),
        ("x" * 10_000, "x" * MAX_LENGTH, "X" + "x" * (MAX_LENGTH - 1)),
    ],
)
def test_a_scheme_has_names_that_python_and_every_disk_take(
    scheme: str, attribute: str, manager: str
) -> None:
    names = names_of([scheme])[0]
    assert (names.attribute, names.manager) == (attribute, manager)


def test_pages_have_names_that_no_device_and_no_grant_has() -> None:
    names = names_of(["con", "oauth-2-implicit-grant", "con-", "keys"])
    assert [name.page for name in names] == [
        "con-",
        "oauth-2-implicit-grant-",
        "con-2",
        "keys",
    ]


def test_no_file_has_a_longer_name_than_every_disk_takes() -> None:
    namer = Namer(Identifier("petstore"))
    stems: list[str] = []
    for number, kind in enumerate([*KINDS.values()] * (MAX_SCHEMES // len(KINDS))):
        names = namer.scheme(f"{'1x' * 50}{number:03}", kind)
        more = namer.further_flow(names, KINDS["device_authorization"])
        for one in (names, more):
            stems += (one.attribute, one.page, one.scope_page)
    assert_distinct(stems[1::3] + stems[2::3])
    assert max(len(f"{stem}.md") for stem in stems) <= 64
    assert len(package_name("1x" * 50, None)) <= 64


def test_the_first_scheme_of_a_grant_has_the_page_of_the_grant() -> None:
    namer = Namer(Identifier("petstore"))
    kinds = {"two": IMPLICIT, "key": API_KEY, "one": IMPLICIT}
    pages = [namer.scheme(name, kind).page for name, kind in kinds.items()]
    assert pages == ["oauth-2-implicit-grant", "key", "oauth-2-implicit-grant-one"]


def test_a_scheme_that_is_not_generated_is_never_taken_for_one_that_is(
    here: Path,
) -> None:
    (here / "a.yaml").write_text("""\
openapi: 3.0.4
paths: {/a: {get: {security: [{X-Key: [], x_key: [], other: [], X_Key: []}]}}}
components:
  securitySchemes:
    X-Key: {type: apiKey, in: header, name: X-Key}
    x_key: {type: mutualTLS}
    other: {type: basic}
""")
    operation = parse(load("a.yaml")).package.operations[0]
    keys = [python(requirement.key) for requirement in operation.alternatives[0]]
    assert keys == ['"x_key"', '"x_key (not generated)"', '"other"', '"X_Key"']


def test_every_member_of_the_enumeration_is_one_with_its_value() -> None:
    # Enum drops, renames and forbids some names, and equal ones become aliases.
    members = dict(zip(scope_members(TRAPS), TRAPS, strict=True))
    made = enum.Enum("Scopes", members)  # type: ignore[misc]
    assert {member.name: member.value for member in made} == members


@given(LISTS)
def test_names_of_schemes_are_identifiers_and_distinct(schemes: list[str]) -> None:
    everything = names_of(schemes)
    for names in everything:
        assert_identifier(names.attribute)
        assert names.attribute not in sys.stdlib_module_names
        assert_identifier(names.environment_prefix)
        assert_identifier(names.credentials_keyword)
        for name in (names.manager, names.credentials, names.scope_enum):
            assert_identifier(name)
    assert_distinct([names.attribute for names in everything])
    assert_distinct([names.environment_prefix for names in everything])
    assert_distinct([names.scope_page for names in everything])
    assert_distinct([names.page for names in everything])
    classes = [(n.manager, n.credentials, n.scope_enum) for n in everything]
    client = Namer(Identifier("petstore")).client
    assert_distinct([client, *RESERVED_CLASSES, *chain.from_iterable(classes)])


@given(LISTS)
def test_files_of_schemes_are_distinct_whatever_grant_they_are(
    schemes: list[str],
) -> None:
    namer = Namer(Identifier("petstore"))
    pages = [
        namer.scheme(scheme, IMPLICIT if index % 2 else API_KEY).page
        for index, scheme in enumerate(schemes)
    ]
    assert_distinct(pages)
    assert all(page.isascii() and "/" not in page for page in pages)


@given(LISTS, LISTS)
def test_names_stay_when_the_document_grows_at_its_end(
    first: list[str], more: list[str]
) -> None:
    grown = [*first, *(name for name in more if name not in first)]
    assert names_of(grown)[: len(first)] == names_of(first)
    assert scope_members(grown)[: len(first)] == scope_members(first)


@given(LISTS)
def test_members_are_upper_case_identifiers_and_distinct(scopes: list[str]) -> None:
    members = scope_members(scopes)
    assert len(members) == len(scopes)
    assert_distinct(members)
    for member in members:
        assert_identifier(member)
        assert member == member.upper()
        assert member[0].isalpha()


@given(TEXTS, st.none() | TEXTS)
def test_every_document_has_a_package_that_can_be_imported(
    stem: str, title: str | None
) -> None:
    name = package_name(stem, title)
    assert_identifier(name)
    assert is_package_name(name)
    assert name not in sys.stdlib_module_names


@pytest.mark.parametrize(
    "name", ["petstore", "Petstore", "_p", "p_2", "p" * MAX_COMPONENT]
)
def test_people_may_choose_a_package_name(name: str) -> None:
    assert is_package_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "1a", "a-b", "a.b", "a/b", "../a", "/a", "a\\b", "a b", "a\n"),
        *("class", "None", "match", "type", "_", "json", "token", "con", "CON", "Aux"),
        *(
            "caf\u00e9",
            "\ufb01le",
            "--config=x",
            ";touch y",
            "a\0",
            "p" * (MAX_COMPONENT + 1),
        ),
    ],
    ids=json.dumps,
)
def test_people_may_not_choose_what_is_none(name: str) -> None:
    assert not is_package_name(name)
