"""The generated pages, read as Markdown by a parser, and run and typed as Python.

No test looks into the source text of a page where a parser can tell.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

import pytest

from generator import generate, load
from generator.filters import python
from generator.model import DocumentText
from tests.markdown import (
    Table,
    all_tokens,
    anchors_of,
    fences_of,
    headings_of,
    links_of,
    program_of,
    prose_of,
    sentences_of,
    tables_of,
)
from tests.packages import run

ROOT = Path(__file__).parents[2]
REFERENCE = "oauth-2-implicit-grant.md"
IMPLICIT_PAGE = "doc/auth/oauth-2-implicit-grant.md"

Pages: TypeAlias = dict[str, str]

DOCUMENTS = {
    "petstore": (ROOT / "specs" / "petstore.yaml").read_text(encoding="utf-8"),
    "only_a_key": """
        openapi: 3.1.0
        info: {title: Parcels, version: "1"}
        paths: {/parcels: {get: {operationId: listParcels, security: [{key: []}]}}}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Key, description: Ask for one.}
    """,
    "only_a_grant": """
        openapi: 3.0.3
        info: {title: Rooms, version: "1"}
        components:
          securitySchemes:
            rooms:
              type: oauth2
              description: Rooms are booked by people.
              flows:
                implicit:
                  authorizationUrl: https://auth.rooms.example/authorize?tenant=a
                  scopes: {rooms.read: ""}
    """,
    "every_grant": """
        openapi: 3.2.0
        info: {title: Trains, version: "1"}
        servers: [{url: https://api.trains.example/v1, description: in service}]
        paths: {/trains: {get: {operationId: listTrains, security: [{trains: [see]}]}}}
        components:
          securitySchemes:
            trains:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: /authorize
                  tokenUrl: /token
                  refreshUrl: https://auth.trains.example/refresh
                  scopes: {see: see trains}
                clientCredentials: {tokenUrl: /token, scopes: {see: see trains}}
                password: {tokenUrl: /token, scopes: {}}
                deviceAuthorization:
                  deviceAuthorizationUrl: https://auth.trains.example/device
                  tokenUrl: /token
                  scopes: {see: see trains, move: move trains}
    """,
    "every_other_scheme": """
        openapi: 3.1.0
        info: {title: Ferries, version: "1"}
        components:
          securitySchemes:
            header: {type: apiKey, in: header, name: X-Key, description: A header.}
            query: {type: apiKey, in: query, name: the key}
            cookie: {type: apiKey, in: cookie, name: session}
            basic: {type: http, scheme: Basic}
            bearer: {type: http, scheme: bearer, bearerFormat: JWT}
            digest: {type: http, scheme: DIGEST}
            negotiate: {type: http, scheme: Negotiate}
            signed:
              type: apiKey
              in: header
              name: Authorization
              x-amazon-apigateway-authtype: awsSigv4
            certificate: {type: mutualTLS}
    """,
    "who_it_is": """
        openapi: 3.1.0
        info: {title: Album, version: "1"}
        paths: {/me: {get: {operationId: whoAmI, security: [{people: [openid, mail]}]}}}
        components:
          securitySchemes:
            people:
              type: openIdConnect
              openIdConnectUrl: https://id.example/.well-known/openid-configuration
              description: Everybody has an account.
    """,
    "without_scopes": """
        swagger: "2.0"
        info: {title: Clocks, version: "1"}
        paths: {/time: {get: {security: [{clock: []}]}}}
        securityDefinitions:
          clock:
            type: oauth2
            flow: implicit
            authorizationUrl: https://auth.clocks.example/authorize
            scopes: {}
    """,
    "several": """
        openapi: 3.0.4
        info: {title: Harbour, version: "1"}
        security: [{crew: ["ships:move"]}]
        paths:
          /ships:
            get:
              operationId: listShips
              security:
                - {gate: [], crew: ["ships:see"]}
                - {}
                - {badge: []}
                - {guests: []}
            post: {operationId: addShip}
            delete: {security: []}
            patch: {operationId: paintShip, security: [{}]}
        components:
          securitySchemes:
            crew:
              type: oauth2
              flows:
                implicit:
                  authorizationUrl: http://auth.harbour.example/authorize
                  scopes: {"ships:see": see, "ships:move": move, "ships:paint": paint}
            guests:
              type: oauth2
              flows:
                implicit:
                  authorizationUrl: https://auth.harbour.example/?scope=all&state
                  scopes: {"ships:see": see}
            gate: {type: apiKey, in: header, name: X-Gate}
            badge: {type: mutualTLS}
            visitors:
              type: oauth2
              flows: {implicit: {authorizationUrl: /authorize, scopes: {}}}
    """,
}

HEADINGS = [
    ("h1", "OAuth 2 Implicit Grant"),
    ("h2", "Auth Credentials"),
    ("h2", "Usage Example"),
    ("h3", "1. Obtain user consent"),
    ("h3", "2. Handle the OAuth server response"),
    ("h3", "Scopes"),
]
CREDENTIALS = [
    ["Name", "Type", "Getter"],
    ["OAuthClientId", "str", "o_auth_client_id"],
    ["OAuthRedirectUri", "str", "o_auth_redirect_uri"],
    ["OAuthToken", "OAuthToken", "o_auth_token"],
    ["OAuthScopes", "List[OAuthScopePetstoreAuthEnum]", "o_auth_scopes"],
]
SCOPES = [
    ["Scope Name", "Description"],
    ["READPETS", "read your pets"],
    ["WRITEPETS", "modify pets in your account"],
]

PAYLOADS = [
    "|",
    "a | b | c",
    "\\|",
    "```",
    "`",
    "\\",
    "[x](javascript:1)",
    "![x](https://e/x.png)",
    "[x]: https://evil.example",
    "# H",
    "\n# H\n",
    "---",
    "\n---\n",
    "- x",
    "1. x",
    "> x",
    "**x** _y_ ~~z~~",
    "<details>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--",
    "&lt;",
    "https://evil.example",
    "www.evil.example",
    "x@evil.example",
    "<https://evil.example>",
    ".. include:: /etc/passwd",
    "{% raw %}",
    "{{ x }}",
    "\u202e\u200b\ufeff x",
    "x\u2028# H",
    '\'"""',
]


def pages_of(files: Mapping[str, str]) -> Pages:
    return {path: text for path, text in files.items() if path.endswith(".md")}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every document's package, side by side."""
    folder = tmp_path_factory.mktemp("packages")
    for name, text in DOCUMENTS.items():
        document = tmp_path_factory.mktemp("document") / f"{name}.yaml"
        document.write_text(text, encoding="utf-8")
        for path, content in generate(load(str(document))).items():
            target = folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(params=DOCUMENTS)
def package(request: pytest.FixtureRequest, folder: Path) -> Path:
    return folder / str(request.param)


def pages_in(package: Path) -> Pages:
    paths = sorted(package.rglob("*.md"))
    return {
        path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
        for path in paths
    }


@pytest.fixture
def petstore(folder: Path) -> Pages:
    return pages_in(folder / "petstore")


@pytest.fixture
def implicit(petstore: Pages) -> str:
    return petstore[IMPLICIT_PAGE]


def elements_of(pages: Pages) -> Counter[tuple[str, str]]:
    """What the pages are made of, whatever their text is and wherever lines end."""
    tokens = (token for page in pages.values() for token in all_tokens(page))
    found = Counter((token.type, token.tag) for token in tokens)
    del found["text", ""], found["softbreak", "br"]
    return found


def without_column(table: Table, name: str) -> Table:
    column = table[0].index(name)
    return [row[:column] + row[column + 1 :] for row in table]


# ------------------------------------------------- the page of the implicit grant


def reference_page() -> str:
    folders = [ROOT.parent / "shared" / "reference"]
    if corpus := os.environ.get("AUTHGEN_CORPUS"):
        folders.append(Path(corpus).parent / "reference")
    for folder in folders:
        if (folder / REFERENCE).is_file():
            return (folder / REFERENCE).read_text(encoding="utf-8")
    pytest.skip("not run: the reference page is not on this machine")


def test_the_reference_page_is_covered(implicit: str) -> None:
    reference = reference_page()
    assert headings_of(implicit) == headings_of(reference)
    ours, theirs = tables_of(implicit), tables_of(reference)
    assert len(ours) == len(theirs)
    assert ours[0][0] == theirs[0][0]
    # The descriptions of the credentials are ours, those of scopes the document's.
    assert without_column(ours[0], "Description") == without_column(
        theirs[0], "Description"
    )
    assert ours[1] == theirs[1]
    assert not sentences_of(implicit) & sentences_of(reference)


def test_headings_and_tables_of_the_implicit_page(implicit: str) -> None:
    assert headings_of(implicit) == HEADINGS
    credentials, scopes = tables_of(implicit)
    assert credentials[0] == ["Name", "Type", "Description", "Getter"]
    assert without_column(credentials, "Description") == CREDENTIALS
    assert scopes == SCOPES


def test_numbered_headings_are_no_lists(implicit: str) -> None:
    assert "\n### 1\\. Obtain user consent\n" in implicit
    assert "\n### 2\\. Handle the OAuth server response\n" in implicit


def test_every_implicit_page_has_the_same_headings(folder: Path) -> None:
    pages = pages_in(folder / "several")
    implicit = [text for path, text in pages.items() if "implicit-grant" in path]
    assert len(implicit) == 3
    for page in implicit:
        assert headings_of(page) == HEADINGS
    # One of them has no scopes.
    assert sorted(len(tables_of(page)) for page in implicit) == [1, 2, 2]


def test_response_has_the_names_of_the_protocol(implicit: str) -> None:
    (address,) = fences_of(implicit, "")
    parameters = [name for name, _ in parse_qsl(urlsplit(address.strip()).fragment)]
    assert parameters == ["access_token", "token_type", "expires_in", "state"]
    assert "token_type=bearer" in address


@pytest.mark.parametrize(
    "note",
    ["weaker", "browser history", "no refresh", "register the exact redirect uri"],
)
def test_notes_stand_on_the_implicit_page_once(implicit: str, note: str) -> None:
    assert prose_of(implicit).lower().count(note) == 1


def test_example_takes_the_place_of_an_endpoint_that_is_refused(folder: Path) -> None:
    pages = pages_in(folder / "several")
    refused = {
        IMPLICIT_PAGE: "It is plain http, which is refused",
        "doc/auth/oauth-2-implicit-grant-guests.md": "already holds scope, state",
        "doc/auth/oauth-2-implicit-grant-visitors.md": "names no absolute server",
    }
    for path, reason in refused.items():
        assert reason in prose_of(pages[path])
        assert "o_auth_authorization_url=" in program_of(pages[path])
    usable = pages_in(folder / "only_a_grant")[IMPLICIT_PAGE]
    assert "o_auth_authorization_url=" not in program_of(usable)


# ------------------------------------------------------------------ the other pages


def test_operations_say_and_and_or(folder: Path) -> None:
    readme = pages_in(folder / "several")["README.md"]
    operations = next(t for t in tables_of(readme) if t[0] == ["Operation", "Needs"])
    assert {name: needs.split("; ") for name, needs in operations[1:]} == {
        "listShips": [
            "gate and crew ships:see",
            "or badge (not in this package)",
            "or guests",
            "or nothing",
        ],
        "addShip": ["crew ships:move"],
        "DELETE /ships": ["nothing"],
        "paintShip": ["nothing"],
    }


def test_page_of_errors_has_every_code(petstore: Pages) -> None:
    listed = {
        cell
        for table in tables_of(petstore["doc/models/auth-error.md"])
        for row in without_column(table, "Meaning")
        for cell in row[:-1]
    }
    raised = {
        code
        for path in (ROOT / "templates" / "_auth").glob("*.py")
        for code in codes_in(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert raised - {"auth_error"} <= listed
    assert len(raised) > 15


def codes_in(module: ast.Module) -> Iterator[str]:
    """What is passed as `code=`, what classes call `code`, what servers may say."""
    for node in ast.walk(module):
        match node:
            case ast.keyword(arg="code", value=value):
                yield from strings_in(value)
            case ast.ClassDef(body=body):
                for statement in body:
                    match statement:
                        case ast.Assign(targets=[ast.Name(id="code")], value=value):
                            yield from strings_in(value)
                        case _:
                            pass
            case ast.Assign(targets=[ast.Name(id="_HINTS")], value=ast.Dict(keys=keys)):
                for key in keys:
                    yield from strings_in(key)
            case _:
                pass


def strings_in(node: ast.AST | None) -> Iterator[str]:
    for part in ast.walk(node) if node is not None else ():
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def test_readme_leads_to_every_page(package: Path) -> None:
    pages = pages_in(package)
    assert {*links_of(pages["README.md"])} == {*pages} - {"README.md"}


def test_links_resolve(package: Path) -> None:
    pages = pages_in(package)
    for path, page in pages.items():
        for link in links_of(page):
            name, _, anchor = link.partition("#")
            assert not urlsplit(name).scheme
            target = (package / PurePosixPath(path).parent / name).resolve()
            assert target.is_file(), f"{path}: {link}"
            found = pages[target.relative_to(package.resolve()).as_posix()]
            assert not anchor or anchor in anchors_of(found), f"{path}: {link}"


def test_pages_are_tidy(package: Path) -> None:
    for path, page in pages_in(package).items():
        assert page.endswith("\n"), path
        prose = re.sub(r"(?ms)^```.*?^```$", "(an example)", page)
        assert "\n\n\n" not in prose, path
        assert not re.search(r"[ \t]$", page, re.MULTILINE), path
        assert all(line == "" or line.isprintable() for line in page.split("\n")), path
        assert not [t for t in all_tokens(page) if t.type.startswith("html")], path


def test_prose_fits_a_screen(package: Path) -> None:
    for path, page in pages_in(package).items():
        assert_fits(page, path)


def test_names_of_the_document_widen_no_prose(tmp_path: Path) -> None:
    name = "names-of-people-who-move-" * 2
    document = DOCUMENTS["every_grant"].replace(
        "            trains:", f"            {name}:"
    )
    title = document.replace("{title: Trains", f"{{title: {'long ' * 40}")
    (tmp_path / "api.yaml").write_text(title, encoding="utf-8")
    files = generate(load(str(tmp_path / "api.yaml")))
    for path in files.keys() & {path for path in files if path.endswith(".md")}:
        assert_fits(files[path], path)


def assert_fits(page: str, path: str) -> None:
    """No line is wider than 100 characters, unless it could not be divided."""
    prose = re.sub(r"(?ms)^```.*?^```$", "", page)
    for line in prose.split("\n"):
        whole = re.sub(r"`[^`]*`|\[[^\]]*\]\([^)]*\)", "x", line)
        words = whole.removeprefix("- ").split()
        assert len(line) <= 100 or line[0] in "|#" or len(words) == 1, f"{path}: {line}"


def test_nothing_has_a_section_or_a_table_for_what_is_not_there(folder: Path) -> None:
    for package in folder.iterdir():
        for path, page in pages_in(package).items():
            assert all(len(table) > 1 for table in tables_of(page)), path
    tables = {
        name: ("h2", "Operations") in headings_of(pages_in(folder / name)["README.md"])
        for name in ("petstore", "every_other_scheme")
    }
    assert tables == {"petstore": True, "every_other_scheme": False}


def test_readme_puts_no_certificate_on_a_request(tmp_path: Path) -> None:
    def readme(schemes: str) -> str:
        text = f"openapi: 3.1.0\ncomponents: {{securitySchemes: {{{schemes}}}}}\n"
        (tmp_path / "api.yaml").write_text(text, encoding="utf-8")
        return generate(load(str(tmp_path / "api.yaml")))["README.md"]

    certificate = "badge: {type: mutualTLS}"
    key = "gate: {type: apiKey, in: header, name: X-Gate}"
    assert "auth=client.gate," in program_of(readme(f"{certificate}, {key}"))
    assert "auth=client." not in readme(certificate)


def test_readme_says_once_where_tokens_come_from(folder: Path) -> None:
    prose = prose_of(pages_in(folder / "every_grant")["README.md"])
    start = "Before the first request, get a token with "
    assert prose.count(start) == 1
    assert prose.partition(start)[2].startswith(
        "client.trains, client.trains_device_authorization. Tokens come by themselves "
        "with client.trains_client_credentials, client.trains_password."
    )


# ----------------------------------------------------------------------- the examples


def test_examples_run(package: Path) -> None:
    for page in pages_in(package).values():
        assert fences_of(page, "python")
        run(package.parent, program_of(page))


def test_examples_pass_mypy(folder: Path, tmp_path: Path) -> None:
    for package in sorted(folder.iterdir()):
        for path, page in pages_in(package).items():
            name = re.sub(r"\W", "_", f"{package.name}_{path}")
            (tmp_path / f"{name}.py").write_text(program_of(page), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(tmp_path)],
        env={**os.environ, "MYPYPATH": str(folder), "MYPY_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_functions_of_the_implicit_page_do_what_it_says(
    folder: Path, implicit: str
) -> None:
    program = program_of(implicit) + """
from urllib.parse import parse_qs, urlsplit

def answer(url: str, parameters: str) -> str:
    state = parse_qs(urlsplit(url).query)["state"][0]
    return f"http://127.0.0.1:8765/callback#{parameters}&state={state}"

url = client.petstore_auth.get_authorization_url()
refusal = outcome(answer(url, "error=access_denied"))
assert refusal == "The server refused: access_denied"

granted = "access_token=not-a-real-token&token_type=bearer&expires_in=3600"
assert outcome(answer(auth_url, granted)) == "Ready"
assert client.petstore_auth.is_valid()
assert outcome(answer(auth_url, granted)).endswith(": state_mismatch")

session: dict[str, str] = {}
body = answer(begin(session), granted).partition("#")[2].encode()
headers = {
    "Origin": "http://127.0.0.1:8765",
    "Content-Type": "application/x-www-form-urlencoded",
}
assert take(session, headers | {"Origin": "https://evil.example"}, body) is None
assert take({}, headers, body) is None
assert take(session, headers, body).access_token == "not-a-real-token"
assert session == {}
assert take(session, headers, body) is None
"""
    run(folder, program)


def test_readme_lists_the_variables_that_are_read(package: Path) -> None:
    readme = pages_in(package)["README.md"]
    program = program_of(readme) + """
import os

class Environment(dict[str, str]):
    def get(self, name, default=None):
        print(name)
        return default

os.environ = Environment()
type(client).from_environment()
"""
    (table,) = (t for t in tables_of(readme) if t[0] == ["Variable", "Meaning"])
    listed = [row[0] for row in table[1:]]
    assert sorted(run(package.parent, program).split()) == sorted(listed)


@pytest.mark.parametrize("text", [*PAYLOADS, "", "plain", "it's", 'say "x"', "\ud800"])
def test_literals_of_the_examples_are_the_text(text: str) -> None:
    written = python(DocumentText(text))
    assert ast.literal_eval(written) == text
    assert written.isascii()
    assert "\n" not in written


# --------------------------------------------------------- text that is out for harm


def hostile_pages(tmp_path: Path, payload: str) -> Pages:
    """The pages of a document that has the payload wherever it can stand."""
    is_scope = re.fullmatch(r"[\x21\x23-\x5B\x5D-\x7E]+", payload)
    scope = payload if is_scope else "plain"
    needs = [{payload: [scope], payload + "2": []}, {"": [payload]}, {}]
    document = {
        "openapi": "3.0.4",
        "info": {"title": payload, "version": payload},
        "paths": {
            f"/{payload}": {
                "get": {"operationId": payload, "security": needs},
                "put": {"security": needs},
            }
        },
        "components": {
            "securitySchemes": {
                payload: {
                    "type": "oauth2",
                    "description": payload,
                    "flows": {
                        "implicit": {
                            "authorizationUrl": "https://auth.example/a?b=" + payload,
                            "scopes": {scope: payload, "other": payload},
                        }
                    },
                },
                payload
                + "2": {
                    "type": "apiKey",
                    "description": payload,
                    "name": "X-`|*_~Key",
                    "in": "header",
                },
            }
        },
    }
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return pages_of(generate(load(str(path))))


def is_url(payload: str) -> bool:
    return (
        payload.isascii()
        and payload.isprintable()
        and not set(payload) & set(' \\<>{}"^`|#')
    )


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Pages]:
    """The pages of a document that is harmless and otherwise like a payload's."""

    @cache
    def pages(text: str) -> Pages:
        return hostile_pages(tmp_path_factory.mktemp("plain"), text)

    # An endpoint that cannot be used has no code span, by our own doing.
    return lambda payload: pages("plain" if is_url(payload) else "not plain")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_the_document_stays_text(
    tmp_path: Path, plain: Callable[[str], Pages], payload: str
) -> None:
    pages = hostile_pages(tmp_path, payload)
    assert elements_of(pages) == elements_of(plain(payload))
    for path, page in pages.items():
        for link in links_of(page):
            target = os.path.normpath(PurePosixPath(path).parent / link)
            assert target in pages, f"{path}: {link}"
    # A parser drops the cells that are too many, so it shows in what the others hold.
    text = shown_text(payload)
    (schemes,) = (t for t in tables_of(pages["README.md"]) if t[0][0] == "Scheme")
    assert [row[0] for row in schemes[1:]] == [text, shown_text(payload + "2")]
    assert headings_of(pages["README.md"])[0] == ("h1", f"{text}: authentication")
    _, scopes = tables_of(pages[IMPLICIT_PAGE])
    assert [row[1] for row in scopes[1:]] == [text, text]
    assert f"In the words of the document: {text}" in prose_of(pages[IMPLICIT_PAGE])


def shown_text(text: str) -> str:
    """Text as a page shows it: on one line, without what is not to be seen."""
    visible = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(visible.split())
