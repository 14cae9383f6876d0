"""Every type, flow and version of schemes: what is generated, and what is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator import generate, load, parse
from generator.model import Scheme
from generator.parsing import Parsed
from tests.generator.support import write

PLACE = "api.json"

OAUTH = {
    "authorizationUrl": "https://auth.example/authorize",
    "tokenUrl": "https://auth.example/token",
    "refreshUrl": "https://auth.example/refresh",
    "deviceAuthorizationUrl": "https://auth.example/device",
    "scopes": {"read": "read things"},
}


@pytest.fixture(autouse=True)
def _here(here: object) -> None:
    """Every test writes its document into a folder of its own."""


def parsed(version: str, declared: dict[str, Any], /, **fields: Any) -> Parsed:
    document: dict[str, Any] = {
        "info": {"title": "T", "version": "1"},
        "paths": {},
        **fields,
    }
    if version == "2.0":
        document |= {"swagger": "2.0", "securityDefinitions": declared}
    else:
        components = {"securitySchemes": declared}
        document |= {"openapi": f"{version}.0", "components": components}
    write(Path(), {PLACE: json.dumps(document, indent=1)})
    return parse(load(PLACE))


def codes(result: Parsed) -> list[str]:
    return [f"{problem.severity}[{problem.code}]" for problem in result.problems]


def kinds(result: Parsed) -> list[str]:
    return [scheme.kind.key for scheme in result.package.schemes]


def only(result: Parsed) -> Scheme:
    (scheme,) = result.package.schemes
    return scheme


def flow(*fields: str) -> dict[str, Any]:
    return {name: OAUTH[name] for name in (*fields, "scopes")}


FLOWS = {
    "implicit": flow("authorizationUrl"),
    "password": flow("tokenUrl"),
    "clientCredentials": flow("tokenUrl"),
    "authorizationCode": flow("authorizationUrl", "tokenUrl", "refreshUrl"),
    "deviceAuthorization": flow("deviceAuthorizationUrl", "tokenUrl"),
}
THREE = ("3.0", "3.1", "3.2")


class TestWhatIsGenerated:
    @pytest.mark.parametrize("version", ["2.0", *THREE])
    @pytest.mark.parametrize("location", ["header", "query"])
    def test_keys(self, version: str, location: str) -> None:
        scheme = {"type": "apiKey", "in": location, "name": "X-Key"}
        result = parsed(version, {"key": scheme})
        assert codes(result) == []
        assert kinds(result) == [f"api_key_{location}"]
        assert [(a.name, a.value and a.value.open()) for a in only(result).facts] == [
            ("parameter", "X-Key")
        ]

    @pytest.mark.parametrize("version", THREE)
    def test_keys_in_cookies(self, version: str) -> None:
        result = parsed(
            version, {"key": {"type": "apiKey", "in": "cookie", "name": "k"}}
        )
        assert (codes(result), kinds(result)) == ([], ["api_key_cookie"])

    @pytest.mark.parametrize("version", THREE)
    @pytest.mark.parametrize(
        ("written", "kind"),
        [
            ("basic", "http_basic"),
            ("BASIC", "http_basic"),
            ("bearer", "http_bearer"),
            ("Bearer", "http_bearer"),
            ("digest", "http_digest"),
            ("DiGeSt", "http_digest"),
        ],
    )
    def test_http_schemes_in_any_case(
        self, version: str, written: str, kind: str
    ) -> None:
        result = parsed(version, {"a": {"type": "http", "scheme": written}})
        assert (codes(result), kinds(result)) == ([], [kind])

    @pytest.mark.parametrize("scheme", ["negotiate", "HOBA", "mutual", "oauth"])
    def test_any_other_http_scheme_takes_the_whole_value(self, scheme: str) -> None:
        result = parsed("3.1", {"a": {"type": "http", "scheme": scheme}})
        assert codes(result) == ["warning[unknown-http-scheme]"]
        assert kinds(result) == ["http_authorization"]
        assert [a.value and a.value.open() for a in only(result).facts] == [scheme]

    def test_basic_of_swagger(self) -> None:
        result = parsed("2.0", {"a": {"type": "basic"}})
        assert (codes(result), kinds(result)) == ([], ["http_basic"])

    @pytest.mark.parametrize("version", ["3.1", "3.2"])
    def test_mutual_tls(self, version: str) -> None:
        result = parsed(version, {"a": {"type": "mutualTLS"}})
        assert (codes(result), kinds(result)) == ([], ["mutual_tls"])

    @pytest.mark.parametrize("version", THREE)
    def test_open_id_connect_has_the_scopes_that_operations_ask_for(
        self, version: str
    ) -> None:
        url = "https://auth.example/.well-known/openid-configuration"
        paths = {"/a": {"get": {"security": [{"a": ["openid", "mail"]}]}}}
        scheme = {"type": "openIdConnect", "openIdConnectUrl": url}
        result = parsed(version, {"a": scheme}, paths=paths)
        assert (codes(result), kinds(result)) == ([], ["open_id_connect"])
        assert [scope.member for scope in only(result).scopes] == ["OPENID", "MAIL"]

    @pytest.mark.parametrize(
        ("flow_name", "fields", "kind"),
        [
            ("implicit", ("authorizationUrl",), "implicit"),
            ("accessCode", ("authorizationUrl", "tokenUrl"), "authorization_code"),
            ("application", ("tokenUrl",), "client_credentials"),
            ("password", ("tokenUrl",), "password"),
        ],
    )
    def test_flows_of_swagger(
        self, flow_name: str, fields: tuple[str, ...], kind: str
    ) -> None:
        scheme = {"type": "oauth2", "flow": flow_name, **flow(*fields)}
        result = parsed("2.0", {"a": scheme})
        assert kinds(result) == [kind]
        urls = {e.field.name: e.url and e.url.open() for e in only(result).endpoints}
        assert urls == {name: OAUTH[name] for name in fields}
        risky = ["warning[password-flow]"] if kind == "password" else []
        assert codes(result) == risky

    @pytest.mark.parametrize("version", THREE)
    @pytest.mark.parametrize("name", [name for name in FLOWS if name[0] != "d"])
    def test_flows(self, version: str, name: str) -> None:
        result = parsed(
            version, {"a": {"type": "oauth2", "flows": {name: FLOWS[name]}}}
        )
        urls = {e.field.name: e.url and e.url.open() for e in only(result).endpoints}
        assert urls == {key: v for key, v in FLOWS[name].items() if key != "scopes"}

    def test_the_device_flow_from_3_2_on(self) -> None:
        name = "deviceAuthorization"
        scheme = {"type": "oauth2", "flows": {name: FLOWS[name]}}
        assert kinds(parsed("3.2", {"a": scheme})) == ["device_authorization"]
        for version in ("3.0", "3.1"):
            result = parsed(version, {"a": scheme})
            assert kinds(result) == []
            assert "warning[unknown-flow]" in codes(result)

    def test_a_manager_for_each_flow_and_the_first_has_the_bare_name(self) -> None:
        flows = {name: FLOWS[name] for name in ("clientCredentials", "implicit")}
        schemes = parsed("3.1", {"log in": {"type": "oauth2", "flows": flows}})
        assert [
            (s.key, s.names.attribute, s.names.manager, s.names.scope_enum)
            for s in schemes.package.schemes
        ] == [
            ("log_in", "log_in", "LogIn", "OAuthScopeLogInEnum"),
            (
                *("log_in", "log_in_implicit", "LogInImplicit"),
                "OAuthScopeLogInImplicitEnum",
            ),
        ]

    def test_a_flow_keeps_out_of_the_way_of_what_stood_before_it(self) -> None:
        key = {"type": "apiKey", "in": "header", "name": "X"}
        flows = {name: FLOWS[name] for name in ("password", "implicit")}
        schemes = {"a_implicit": key, "a": {"type": "oauth2", "flows": flows}}
        names = [s.names.attribute for s in parsed("3.0", schemes).package.schemes]
        assert names == ["a_implicit", "a", "a_implicit_2"]

    def test_what_only_3_2_has(self) -> None:
        url = "https://auth.example/.well-known/oauth-authorization-server"
        scheme = {
            "type": "oauth2",
            "deprecated": True,
            "oauth2MetadataUrl": url,
            "flows": {"password": FLOWS["password"]},
        }
        result = parsed("3.2", {"a": scheme})
        assert "warning[deprecated-scheme]" in codes(result)
        assert any("deprecated" in notice for notice in only(result).notices)
        facts = {a.name: a.value and a.value.open() for a in only(result).facts}
        assert facts["metadata_url"] == url
        old = parsed("3.1", {"a": scheme})
        assert "warning[field-of-another-version]" in codes(old)
        assert only(old).notices == ()
        assert "metadata_url" not in {a.name for a in only(old).facts}


class TestWhatIsSaid:
    @pytest.mark.parametrize(
        ("version", "scheme"),
        [
            ("2.0", {"type": "http", "scheme": "basic"}),
            ("2.0", {"type": "openIdConnect"}),
            ("3.0", {"type": "basic"}),
            ("3.0", {"type": "mutualTLS"}),
            ("3.2", {"type": "basic"}),
        ],
    )
    def test_types_of_other_versions_are_left_out(
        self, version: str, scheme: dict[str, str]
    ) -> None:
        result = parsed(version, {"a": scheme})
        assert "warning[type-of-another-version]" in codes(result)
        assert not result.has_errors
        assert kinds(result) == []

    @pytest.mark.parametrize(
        ("version", "scheme", "code"),
        [
            (
                "2.0",
                {"type": "apiKey", "in": "cookie", "name": "k"},
                "unknown-location",
            ),
            ("3.1", {"type": "apiKey", "in": "body", "name": "k"}, "unknown-location"),
            ("3.1", {"type": "apiKey", "in": "query", "name": ""}, "missing-name"),
            ("3.1", {"type": "apiKey", "name": "k"}, "missing-in"),
            ("3.1", {"type": "http"}, "missing-scheme"),
            ("3.1", {"type": "openIdConnect"}, "missing-open-id-connect-url"),
            ("3.1", {"type": "oauth2"}, "missing-flows"),
            ("2.0", {"type": "oauth2"}, "missing-flow"),
            ("2.0", {"type": "oauth2", "flow": "clientCredentials"}, "unknown-flow"),
        ],
    )
    def test_what_is_missing_or_wrong_is_an_error(
        self, version: str, scheme: dict[str, str], code: str
    ) -> None:
        assert f"error[{code}]" in codes(parsed(version, {"a": scheme}))

    @pytest.mark.parametrize("name", FLOWS)
    def test_every_url_that_a_flow_needs(self, name: str) -> None:
        urls = [f for f in FLOWS[name] if f.endswith("Url") and f != "refreshUrl"]
        for missing in urls:
            left = {k: v for k, v in FLOWS[name].items() if k != missing}
            result = parsed("3.2", {"a": {"type": "oauth2", "flows": {name: left}}})
            kebab = "".join(f"-{c.lower()}" if c.isupper() else c for c in missing)
            assert codes(result)[-1] == f"error[missing-{kebab}]"

    @pytest.mark.parametrize(
        ("scheme", "code"),
        [
            (
                {"type": "apiKey", "in": "header", "name": "X Key"},
                "invalid-header-name",
            ),
            ({"type": "apiKey", "in": "header", "name": "Host"}, "invalid-header-name"),
            ({"type": "apiKey", "in": "cookie", "name": "a;b"}, "invalid-cookie-name"),
            ({"type": "http", "scheme": "two words"}, "invalid-http-scheme"),
        ],
    )
    def test_what_cannot_travel_is_left_out(
        self, scheme: dict[str, str], code: str
    ) -> None:
        result = parsed("3.1", {"a": scheme})
        assert codes(result)[-1] == f"warning[{code}]"
        assert kinds(result) == []

    def test_code_is_recommended_beside_implicit(self) -> None:
        flows = {name: FLOWS[name] for name in ("implicit", "authorizationCode")}
        result = parsed("3.1", {"a": {"type": "oauth2", "flows": flows}})
        assert codes(result) == ["warning[implicit-beside-code]"]
        assert "RFC 9700" in result.problems[0].hint
        implicit, _ = result.package.schemes
        assert "AAuthorizationCode" in implicit.notices[0]
        assert "client.a_authorization_code" in implicit.notices[0]

    def test_also_where_they_are_two_schemes(self) -> None:
        schemes = {
            name: {"type": "oauth2", "flows": {flow: FLOWS[flow]}}
            for name, flow in (("one", "implicit"), ("two", "authorizationCode"))
        }
        result = parsed("3.1", schemes)
        assert codes(result) == ["warning[implicit-beside-code]"]
        assert "'two'" in result.problems[0].message
        assert "`Two`" in result.package.schemes[0].notices[0]

    def test_no_secret_of_the_document_is_taken(self) -> None:
        secrets = {
            "x-defaultClientSecret": "first-secret",
            "x-defaultAccessToken": "second-secret",
            "x-defaultPassword": "third-secret",
        }
        flows = {"password": {**FLOWS["password"], **secrets}}
        scheme = {"type": "oauth2", "flows": flows, **secrets, "x-testValue": "fourth"}
        result = parsed("3.1", {"a": scheme})
        assert codes(result).count("warning[default-left-out]") == 6
        files = "".join(generate(load(PLACE)).values())
        for secret in (*secrets.values(), "fourth"):
            assert secret not in files

    @pytest.mark.parametrize("version", ["2.0", "3.1"])
    def test_a_client_id_of_the_document_is_for_people(self, version: str) -> None:
        implicit = {**FLOWS["implicit"], "x-defaultClientId": "the-flows"}
        scheme: dict[str, Any] = {"type": "oauth2", "x-defaultClientId": "the-schemes"}
        own = {"flow": "implicit", **implicit}
        scheme |= own if version == "2.0" else {"flows": {"implicit": implicit}}
        (detail,) = only(parsed(version, {"a": scheme})).details
        assert detail.text.open() == "the-flows"
        files = generate(load(PLACE))
        assert {path for path, text in files.items() if "the-flows" in text} == {
            "doc/auth/oauth-2-implicit-grant.md"
        }

    def test_signed_requests_are_no_keys(self) -> None:
        scheme = {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "x-amazon-apigateway-authtype": "awsSigv4",
        }
        result = parsed("2.0", {"a": scheme})
        assert codes(result) == ["warning[request-signing]"]
        assert kinds(result) == ["http_authorization"]

    def test_an_empty_url_of_google_leaves_the_token_to_the_caller(self) -> None:
        scheme: dict[str, Any] = {
            "type": "oauth2",
            "flow": "implicit",
            "authorizationUrl": "",
            "scopes": {},
            "x-google-issuer": "https://accounts.example",
        }
        result = parsed("2.0", {"a": scheme})
        assert codes(result) == ["warning[unusable-url]"]
        assert [d.text.open() for d in only(result).details] == [
            "https://accounts.example"
        ]
        assert only(result).endpoints[0].url is None

    def test_a_name_that_openapi_forbids(self) -> None:
        key = {"type": "apiKey", "in": "header", "name": "X"}
        assert codes(parsed("3.0", {"a b": key})) == ["warning[scheme-name]"]
        assert codes(parsed("2.0", {"a b": key})) == []

    def test_a_reference_in_swagger(self) -> None:
        key = {"type": "apiKey", "in": "header", "name": "X"}
        schemes = {"a": {"$ref": "#/securityDefinitions/b"}, "b": key}
        result = parsed("2.0", schemes)
        assert codes(result) == ["warning[undefined-reference]"]
        assert kinds(result) == ["api_key_header"] * 2


class TestServers:
    @pytest.mark.parametrize(
        ("servers", "urls"),
        [
            (["https://h.example/v1"], ["https://h.example/v1"]),
            (["/v1"], []),
            (["//h.example"], []),
            (["https://a.example", "/x", "http://b.example"], ...),
        ],
    )
    def test_absolute_ones(self, servers: list[str], urls: Any) -> None:
        document = [{"url": url, "description": f"at {url}"} for url in servers]
        found = parsed("3.1", {}, servers=document).package.servers
        expected = [servers[0], servers[2]] if urls is ... else urls
        assert [server.url.open() for server in found] == expected
        assert [s.description.open() for s in found] == [f"at {u}" for u in expected]

    def test_variables_have_their_defaults(self) -> None:
        server = {
            "url": "https://{region}.h.example/{base}",
            "variables": {
                "region": {"default": "eu", "enum": ["eu", "us"]},
                "base": {"default": "v2"},
            },
        }
        result = parsed("3.0", {}, servers=[server])
        assert [s.url.open() for s in result.package.servers] == [
            "https://eu.h.example/v2"
        ]
        assert codes(result) == ["warning[no-security-schemes]"]

    def test_variables_without_a_default_or_outside_of_their_enum(self) -> None:
        servers = [
            {"url": "https://{a}.h.example", "variables": {"a": {"enum": ["x"]}}},
            {
                "url": "https://{a}.i.example",
                "variables": {"a": {"default": "y", "enum": ["x"]}},
            },
        ]
        result = parsed("3.0", {}, servers=servers)
        assert codes(result).count("warning[server-variable]") == 2
        assert [s.url.open() for s in result.package.servers] == ["https://y.i.example"]

    def test_of_swagger_with_https_first(self) -> None:
        fields = {"host": "h.example", "basePath": "/v1", "schemes": ["http", "https"]}
        result = parsed("2.0", {}, **fields)
        assert [s.url.open() for s in result.package.servers] == [
            "https://h.example/v1",
            "http://h.example/v1",
        ]

    @pytest.mark.parametrize(
        ("url", "base", "code", "usable"),
        [
            ("/token", "https://h.example/v1", None, True),
            ("token", "https://h.example/v1/", None, True),
            ("//other.example/token", "https://h.example", None, True),
            ("//other.example/token", None, None, True),
            ("/token", None, "relative-url", False),
            ("/token", "http://h.example", "insecure-url", False),
            ("/token", "http://127.0.0.1:1", None, True),
            ("/to<ken>", "https://h.example", "unusable-url", False),
        ],
    )
    def test_relative_urls_stay_as_they_stand(
        self, url: str, base: str | None, code: str | None, usable: bool
    ) -> None:
        flows: dict[str, Any] = {"clientCredentials": {"tokenUrl": url, "scopes": {}}}
        servers = [] if base is None else [{"url": base}]
        scheme = {"type": "oauth2", "flows": flows}
        result = parsed("3.1", {"a": scheme}, servers=servers)
        assert codes(result) == ([] if code is None else [f"warning[{code}]"])
        (endpoint,) = only(result).endpoints
        assert endpoint.usable is usable
        if code != "unusable-url":
            assert endpoint.url is not None
            assert endpoint.url.open() == url
