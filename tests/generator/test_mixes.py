"""Any mix of schemes, flows and requirements of any version: it is generated, it can be
imported, and every operation gets exactly what the document asks for.

What is right is worked out here from the document alone.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations, count
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import generate, load, parse
from tests.packages import forget, import_folder, write

Document: TypeAlias = "dict[str, Any]"
Requirements: TypeAlias = "list[dict[str, list[str]]]"

NAMES: tuple[str, ...] = ("alpha", "beta-2", "gammaDelta", "from", "x.y")
SCOPES = ("read", "write:all")
HEADERS = ("X-Key", "X-Other", "Authorization", "x-KEY")
EXAMPLES = 40
TYPE_CHECKED = 4


def _url(name: str, what: str) -> str:
    # Each scheme has a server of its own, so that no two share their tokens.
    return f"https://{NAMES.index(name)}.example/{what}"


def _flow(name: str, *urls: str) -> dict[str, Any]:
    return {url: _url(name, url) for url in urls} | {
        "scopes": dict.fromkeys(SCOPES, "")
    }


def _flows(name: str, version: str) -> dict[str, dict[str, Any]]:
    flows = {
        "implicit": _flow(name, "authorizationUrl"),
        "password": _flow(name, "tokenUrl"),
        "clientCredentials": _flow(name, "tokenUrl"),
        "authorizationCode": _flow(name, "authorizationUrl", "tokenUrl"),
    }
    if version == "3.2":
        flows["deviceAuthorization"] = _flow(name, "deviceAuthorizationUrl", "tokenUrl")
    return flows


SWAGGER_FLOWS = {
    "implicit": ("authorizationUrl",),
    "password": ("tokenUrl",),
    "application": ("tokenUrl",),
    "accessCode": ("authorizationUrl", "tokenUrl"),
}


@st.composite
def schemes_named(draw: st.DrawFn, name: str, version: str) -> Document:
    """One security scheme of a version."""
    places = ["header", "query"] + ["cookie"] * (version != "2.0")
    location = st.sampled_from(places)
    header = st.sampled_from(HEADERS)
    keys = st.fixed_dictionaries(
        {"type": st.just("apiKey"), "in": location, "name": header}
    )
    if version == "2.0":
        flow = draw(st.sampled_from(sorted(SWAGGER_FLOWS)))
        oauth = {
            "type": "oauth2",
            "flow": flow,
            **_flow(name, *SWAGGER_FLOWS[flow]),
        }
        return draw(keys | st.sampled_from([{"type": "basic"}, oauth]))
    flows = _flows(name, version)
    chosen = draw(st.lists(st.sampled_from(sorted(flows)), min_size=1, unique=True))
    others: list[Document] = [
        {"type": "http", "scheme": "basic"},
        {"type": "http", "scheme": "bearer"},
        {"type": "http", "scheme": "negotiate"},
        {"type": "oauth2", "flows": {flow: flows[flow] for flow in chosen}},
        {
            "type": "openIdConnect",
            "openIdConnectUrl": _url(name, ".well-known/openid-configuration"),
        },
    ]
    if version != "3.0":
        others.append({"type": "mutualTLS"})
    return draw(keys | st.sampled_from(others))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    version = draw(st.sampled_from(["2.0", "3.0", "3.1", "3.2"]))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, unique=True))
    schemes = {name: draw(schemes_named(name, version)) for name in names}

    def needs(name: str) -> st.SearchStrategy[list[str]]:
        scopes = schemes[name]["type"] in ("oauth2", "openIdConnect")
        return st.lists(st.sampled_from(SCOPES), unique=True) if scopes else st.just([])

    # Most documents have no two schemes for one place in a requirement.
    clashing = draw(st.integers(0, 9)) == 0

    def requirement_of(chosen: list[str]) -> st.SearchStrategy[dict[str, list[str]]]:
        taken: set[tuple[str, str]] = set()
        kept: list[str] = []
        for name in chosen:
            if clashing or not taken & places(schemes[name]):
                taken |= places(schemes[name])
                kept.append(name)
        return st.fixed_dictionaries({name: needs(name) for name in kept})

    requirement = st.lists(st.sampled_from(names), max_size=3, unique=True).flatmap(
        requirement_of
    )
    requirements = st.lists(requirement, max_size=3)
    operations = draw(st.lists(st.none() | requirements, min_size=1, max_size=4))
    document: Document = {
        "info": {"title": "Mix", "version": "1"},
        "paths": {
            f"/{index}": {
                "get": {"operationId": f"op{index}"}
                | ({} if security is None else {"security": security})
            }
            for index, security in enumerate(operations)
        },
    }
    if draw(st.booleans()):
        document["security"] = draw(requirements)
    if version == "2.0":
        return document | {"swagger": "2.0", "securityDefinitions": schemes}
    components = {"securitySchemes": schemes}
    return document | {"openapi": f"{version}.0", "components": components}


# ------------------------------------------------------------ what the document means


def schemes_of(document: Document) -> dict[str, Document]:
    found: dict[str, Document] = (
        document.get("securityDefinitions") or document["components"]["securitySchemes"]
    )
    return found


def operations_of(document: Document) -> Iterator[tuple[str, Requirements]]:
    for item in document["paths"].values():
        operation = item["get"]
        default = document.get("security", [])
        yield operation["operationId"], operation.get("security", default)


def carried(scheme: Document, secret: str) -> dict[tuple[str, str], str]:
    """Where the credential of a scheme travels, and how it looks there."""
    match scheme:
        case {"type": "apiKey", "in": "header", "name": name}:
            return {("headers", name): secret}
        case {"type": "apiKey", "in": "query", "name": name}:
            return {("query", name): secret}
        case {"type": "apiKey", "in": "cookie", "name": name}:
            return {("cookies", name): secret}
        case {"type": "mutualTLS"}:
            return {}
        case {"type": "basic"} | {"scheme": "basic"}:
            from base64 import b64encode

            pair = b64encode(f"me:{secret}".encode()).decode()
            return {("headers", "Authorization"): f"Basic {pair}"}
        case {"scheme": "negotiate"}:
            return {("headers", "Authorization"): f"Negotiate {secret}"}
        case _:
            return {("headers", "Authorization"): f"Bearer {secret}"}


def places(scheme: Document) -> set[tuple[str, str]]:
    return {
        (where, name.lower() if where == "headers" else name)
        for where, name in carried(scheme, "")
    }


def conflicts(document: Document) -> bool:
    """Whether a requirement wants two schemes at one place."""
    schemes = schemes_of(document)
    everything = [document.get("security", [])]
    everything += [security for _, security in operations_of(document)]
    return any(
        places(schemes[one]) & places(schemes[other])
        for security in everything
        for requirement in security
        for one, other in combinations(requirement, 2)
    )


def expected(
    schemes: dict[str, Document], security: Requirements, given_names: set[str]
) -> dict[tuple[str, str], str] | None:
    """What goes on a request; None where nothing that the credentials allow will do."""
    for requirement in security:
        if requirement and given_names.issuperset(requirement):
            parts: dict[tuple[str, str], str] = {}
            for name in requirement:
                parts |= carried(schemes[name], secret_of(name))
            return parts
    return {} if {} in security or not security else None


def secret_of(name: str) -> str:
    return f"secret-{NAMES.index(name)}"


# ----------------------------------------------------------------- what is generated

_numbers = count()


@pytest.fixture
def package_of(tmp_path: Path) -> Iterator[Callable[[Document], Path | None]]:
    """Writes the package of a document; None where the document is refused."""

    def package(document: Document) -> Path | None:
        folder = tmp_path / f"mix{next(_numbers)}"
        folder.mkdir()
        (folder / "mix.json").write_text(json.dumps(document))
        loaded = load(str(folder / "mix.json"))
        errors = {p.code for p in parse(loaded).problems if p.severity == "error"}
        assert errors <= {"header-conflict", "query-conflict", "cookie-conflict"}
        assert bool(errors) is conflicts(document)
        if errors:
            return None
        files = generate(loaded)
        for path, text in files.items():
            if path.endswith(".py"):
                ast.parse(text)
        write(files, folder / "mix")
        return folder / "mix"

    yield package
    for name in [name for name in sys.modules if name.startswith("mix_")]:
        forget(name.partition(".")[0])


def credentials_for(module: Any, scheme: Any, secret: str) -> Any:
    """Credentials of a scheme, of whatever kind it is."""
    make = getattr(module, scheme.names.credentials)
    if scheme.kind.oauth:
        return make(o_auth_token=module.OAuthToken(secret, scope=" ".join(SCOPES)))
    match scheme.kind.key:
        case "http_basic":
            return make(username="me", password=secret)
        case "http_bearer":
            return make(access_token=secret)
        case "http_authorization":
            return make(authorization=f"Negotiate {secret}")
        case "mutual_tls":
            return make(certificate_file="client.pem")
        case _:
            return make(api_key=secret)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(document=documents(), data=st.data())
def test_every_operation_gets_what_the_document_asks_for(
    package_of: Callable[[Document], Path | None],
    document: Document,
    data: st.DataObject,
) -> None:
    folder = package_of(document)
    if folder is None:
        return
    package = parse(load(str(folder.parent / "mix.json"))).package
    module = import_folder(folder, f"mix_{folder.parent.name}")
    schemes = schemes_of(document)
    some = st.sets(st.sampled_from(sorted(schemes)), min_size=1)
    given_names = data.draw(st.just(set(schemes)) | some)
    client = getattr(module, package.client)(
        **{
            # Of the managers of one scheme, any may be the one with the token.
            chosen.names.credentials_keyword: credentials_for(
                module, chosen, secret_of(name)
            )
            for name in sorted(given_names)
            for chosen in [
                data.draw(
                    st.sampled_from(
                        [s for s in package.schemes if s.title.open() == name]
                    )
                )
            ]
        }
    )
    for operation, security in operations_of(document):
        auth = client.for_operation(operation)
        wanted = expected(schemes, security, given_names)
        if wanted is None:
            with pytest.raises(module.CredentialsMissingError):
                auth.headers()
            continue
        cookies = auth.cookies()
        headers = auth.headers()
        assert bool(headers.pop("Cookie", None)) is bool(cookies)
        found = {("headers", name): value for name, value in headers.items()}
        found |= {("query", name): value for name, value in auth.query().items()}
        found |= {("cookies", name): value for name, value in cookies.items()}
        assert found == wanted


def test_a_sample_passes_mypy(
    package_of: Callable[[Document], Path | None], tmp_path: Path
) -> None:
    sample: list[Path] = []

    @settings(max_examples=TYPE_CHECKED, deadline=None, derandomize=True, database=None)
    @given(documents())
    def collect(document: Document) -> None:
        if (folder := package_of(document)) is not None:
            sample.append(folder)

    collect()
    for index, folder in enumerate(sample):
        folder.rename(tmp_path / f"sample{index}")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--config-file="),
            *(str(path) for path in sorted(tmp_path.glob("sample*"))),
        ],
        env={**os.environ, "MYPY_CACHE_DIR": str(tmp_path / "cache")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert sample
    assert done.returncode == 0, done.stdout + done.stderr
