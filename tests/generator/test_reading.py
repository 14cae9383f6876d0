"""From bytes, wherever they come from, to nodes that know where they stand."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from generator import DocumentError, load, parse
from generator.document import Mapping, Node, Scalar, Sequence, Source
from generator.errors import Problem
from generator.model import Scheme
from generator.reading import yaml_parser
from generator.reading.limits import Budget
from generator.reading.nodes import read_nodes
from tests.generator.support import DOCUMENTS, MINIMAL, ROOT, run, write


def places(node: Node) -> str:
    """Every key and value below a node, with its line and column."""
    return ", ".join(f"{s.text} {s.place.line}:{s.place.column}" for s in scalars(node))


def scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case Mapping():
            for key, value in node.items():
                yield from scalars(key)
                yield from scalars(value)


def read(text: str, name: str = "a.yaml") -> tuple[Node, list[Problem]]:
    return read_nodes(Source(name=name, text=text), None, Budget())


def scopes_of(path: Path) -> dict[str, str]:
    """Members and values of the first implicit scheme of a document."""
    scheme = implicit_of(path)[0]
    return {scope.member: scope.value.open() for scope in scheme.scopes}


def implicit_of(path: Path | str) -> tuple[Scheme, ...]:
    parsed = parse(load(str(path)))
    assert [p for p in parsed.problems if p.code != "scheme-name"] == []
    return tuple(s for s in parsed.package.schemes if s.kind.key == "implicit")


class TestPositions:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a: b", "a 1:1, b 1:4"),
            ("é: ü\nß: 'x'", "é 1:1, ü 1:4, ß 2:1, x 2:4"),
            ("😀: {日: b}", "😀 1:1, 日 1:5, b 1:8"),
            ("a: 1\r\n\r\nb:\r\n  - c\r\n", "a 1:1, 1 1:4, b 3:1, c 4:5"),
            ("# é😀\na: |\n  é\n  ü\nb: >-\n  x", "a 2:1, é\nü\n 2:4, b 5:1, x 5:4"),
            ("a:\n  b:\n", "a 1:1, b 2:3,  2:5"),
            ("- &x é\n- *x\n", "é 1:3, é 1:3"),
        ],
    )
    def test_yaml(self, text: str, expected: str) -> None:
        assert places(read(text)[0]) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('{"a": "b"}', "a 1:2, b 1:7"),
            (
                '{\n  "é": ["ü", 12.5e1],\n\t"😀": null }',
                "é 2:3, ü 2:9, 12.5e1 2:14, 😀 3:2, null 3:7",
            ),
            ('\r\n{"a"\r\n:\r\n"b"}', "a 2:2, b 4:1"),
            (
                r'{"a\n\u00e9": "\ud83d\ude00", "c": true}',
                "a\né 1:2, 😀 1:15, c 1:31, true 1:36",
            ),
        ],
    )
    def test_json(self, text: str, expected: str) -> None:
        node, problems = read(text, "a.json")
        assert places(node) == expected
        assert problems == []

    @pytest.mark.parametrize("text", ["a: *x", '{"a": ["b", }'])
    def test_a_byte_order_mark_is_no_character(self, text: str, here: Path) -> None:
        path = here / "a.yaml"
        path.write_text(text.replace("*x", "["), encoding="utf-8")
        with pytest.raises(DocumentError) as without:
            load("a.yaml")
        path.write_text(text.replace("*x", "["), encoding="utf-8-sig")
        with pytest.raises(DocumentError) as with_mark:
            load("a.yaml")
        assert with_mark.value.problems == without.value.problems


class TestScalarsStayText:
    SCOPES = (
        *("on", "off", "yes", "no", "y", "n", "true", "False", "null", "~"),
        *(
            "1e3",
            "12:30",
            "010",
            "0x1F",
            "1_000",
            "2020-01-01",
            "1.0",
            ".inf",
            "=",
            "+1",
        ),
        *("190:20:30", "2001-12-14t21:59:43.10-05:00", ".NaN", "read:all"),
    )

    @pytest.mark.parametrize("quote", ["", "'", '"'])
    def test_scopes_are_what_stands_in_yaml(self, quote: str, here: Path) -> None:
        scopes = "".join(
            f"            {quote}{scope}{quote}: d{number}\n"
            for number, scope in enumerate(self.SCOPES)
        )
        text = MINIMAL.replace(' {"read:all": everything}', "\n" + scopes.rstrip("\n"))
        (here / "a.yaml").write_text(text)
        scheme = implicit_of("a.yaml")[0]
        assert [scope.value.open() for scope in scheme.scopes] == list(self.SCOPES)
        assert [scope.description.open() for scope in scheme.scopes] == [
            f"d{number}" for number in range(len(self.SCOPES))
        ]

    def test_names_descriptions_and_titles_stay_text_as_well(self, here: Path) -> None:
        text = (
            MINIMAL.replace("login:", "012:")
            .replace("Minimal", "1e3")
            .replace("everything", "0x10")
            .replace("type: oauth2", "type: oauth2\n      description: 2020-01-01")
        )
        (here / "openapi.yaml").write_text(text)
        package = parse(load("openapi.yaml")).package
        scheme = package.schemes[0]
        assert package.title.open() == "1e3"
        assert scheme.title.open() == "012"
        assert scheme.description.open() == "2020-01-01"
        assert scheme.scopes[0].description.open() == "0x10"

    @pytest.mark.parametrize("number", ["3", "3.50", "1E400", "-0", "9" * 5000])
    def test_numbers_in_json_stay_text(self, number: str, here: Path) -> None:
        text = json.dumps({"openapi": "3.1.0", "info": {"title": "N"}, "x-n": "N"})
        (here / "a.json").write_text(text.replace('"N"', number))
        assert parse(load("a.json")).title == number

    def test_a_description_may_be_absent_or_nothing(self, here: Path) -> None:
        text = MINIMAL.replace("everything}", '~, "b": null, "c": , "d": ""}')
        (here / "a.yaml").write_text(text)
        scopes = implicit_of("a.yaml")[0].scopes
        assert {scope.description.open() for scope in scopes} == {""}
        assert len(scopes) == 4


class TestAnchorsAndMergeKeys:
    TEXT = """\
x-flow: &flow
  authorizationUrl: https://merged.example/authorize
  scopes: &scopes {a: one}
x-more: &more {scopes: {b: two}, authorizationUrl: https://more.example/}
openapi: 3.0.4
info: {title: &title Anchors}
paths: {}
components:
  securitySchemes:
    alias: {type: &type oauth2, flows: {implicit: *flow}}
    merge:
      type: *type
      description: *title
      flows:
        implicit:
          <<: *flow
          scopes: {c: three}
    merges: {type: oauth2, flows: {implicit: {<<: [*more, *flow]}}}
    *title :
      type: oauth2
      flows: {implicit: {<<: {scopes: *scopes}, authorizationUrl: https://own.example/}}
"""

    def test_are_read_as_yaml_means_them(self, here: Path) -> None:
        (here / "a.yaml").write_text(self.TEXT)
        facts = {
            scheme.title.open(): (
                [url.open() for url in scheme.endpoints[0].urls],
                [scope.value.open() for scope in scheme.scopes],
            )
            for scheme in implicit_of("a.yaml")
        }
        assert facts == {
            "alias": (["https://merged.example/authorize"], ["a"]),
            "merge": (["https://merged.example/authorize"], ["c"]),
            "merges": (["https://more.example/"], ["b"]),
            "Anchors": (["https://own.example/"], ["a"]),
        }

    def test_a_quoted_merge_key_is_a_key(self) -> None:
        root, _ = read("a: {'<<': {b: c}}")
        assert [scalar.text for scalar in scalars(root)] == ["a", "<<", "b", "c"]

    def test_the_same_name_may_be_anchored_again(self) -> None:
        root, _ = read("[&a x, *a, &a y, *a]: z\nb: [&a x, *a, &a y, *a]")
        assert [scalar.text for scalar in scalars(root)] == ["b", "x", "x", "y", "y"]


class TestReferences:
    SCHEME = (
        "{type: oauth2, flows: {implicit: "
        "{authorizationUrl: 'https://ref.example/', scopes: {%s: d}}}}"
    )

    def resolved(self, reference: str, here: Path) -> list[str]:
        """The scopes of the scheme that a `$ref` in `root.yaml` leads to."""
        root = f"""\
openapi: 3.0.4
info: {{title: T}}
components:
  securitySchemes:
    a: {{$ref: '{reference}'}}
    a/b: {self.SCHEME % "here"}
    a b~c%: {self.SCHEME % "here"}
x-schemes: [{self.SCHEME % "here"}, {{$ref: '#/x-schemes/0'}}]
x-alias: {{$ref: '#/x-schemes'}}
"""
        files = {
            "root.yaml": root,
            "beside.yaml": self.SCHEME % "beside",
            "empty key.yaml": f"'': {self.SCHEME % 'below'}",
            "sub/more.json": '{"up": {"$ref": "../beside.yaml"}, "1": {"$ref":"#/up"}}',
            "sub/grüße.yaml": f"ü: [{self.SCHEME % 'below'}]",
        }
        write(here, files)
        first = implicit_of("root.yaml")[0]
        assert first.title.open() == "a"
        return [scope.value.open() for scope in first.scopes]

    @pytest.mark.parametrize(
        "pointer",
        [
            "#/components/securitySchemes/a~1b",
            "#/components/securitySchemes/a%7E1b",
            "#/components/securitySchemes/a%20b~0c%25",
            "#/components/securitySchemes/a b~0c%25",
            "#/x-schemes/0",
            "#/x-schemes/1",
            "#/x-alias/0",
            "root.yaml#/x-schemes/0",
            "./root.yaml#/x-alias/1",
        ],
    )
    def test_within_the_document(self, pointer: str, here: Path) -> None:
        assert self.resolved(pointer, here) == ["here"]

    @pytest.mark.parametrize(
        ("reference", "scope"),
        [
            ("beside.yaml", "beside"),
            ("beside.yaml#", "beside"),
            ("./sub/../b%65side.yaml", "beside"),
            ("sub/more.json#/up", "beside"),
            ("sub/more.json#/1", "beside"),
            ("empty%20key.yaml#/", "below"),
            ("sub/gr%C3%BC%C3%9Fe.yaml#/%C3%BC/0", "below"),
        ],
    )
    def test_to_files_at_and_below_the_folder(
        self, reference: str, scope: str, here: Path
    ) -> None:
        assert self.resolved(reference, here) == [scope]

    def test_start_in_the_folder_of_the_file_that_they_stand_in(
        self, here: Path
    ) -> None:
        write(
            here,
            {
                "doc/root.yaml": (
                    "openapi: 3.0.4\n"
                    "info: {title: T}\n"
                    "components: {$ref: 'deep/er/parts.yaml#/components'}\n"
                    "x-flow: {authorizationUrl: 'https://x.y', scopes: {far: d}}\n"
                ),
                "doc/deep/er/parts.yaml": (
                    "components: {securitySchemes: {a: {$ref: '../scheme.yaml'}}}\n"
                ),
                "doc/deep/scheme.yaml": (
                    "type: oauth2\n"
                    "flows: {implicit: {$ref: '../root.yaml#/x-flow'}}\n"
                ),
            },
        )
        assert scopes_of(here / "doc/root.yaml") == {"FAR": "far"}

    def test_to_a_link_that_leads_outside_are_refused(self, here: Path) -> None:
        write(here, {"secret.yaml": MINIMAL, "doc/a.yaml": ""})
        (here / "doc/link.yaml").symlink_to("../secret.yaml")
        (here / "doc/a.yaml").write_text(
            "openapi: 3.0.4\ncomponents: {securitySchemes: {a: {$ref: link.yaml}}}\n"
        )
        assert run("generate", "doc/a.yaml").problems == [
            "doc/a.yaml:2:42: error[reference-outside]"
        ]

    def test_describe_a_scheme_anew_from_3_1_on(self, here: Path) -> None:
        for version, description in (
            ("3.0.4", "scheme"),
            ("3.1.0", "ref"),
        ):
            (here / "a.yaml").write_text(
                f"openapi: {version}\n"
                "components:\n"
                "  securitySchemes:\n"
                "    a: {description: ref, $ref: '#/components/securitySchemes/b'}\n"
                "    b: {type: apiKey, in: header, name: X, description: scheme}\n"
            )
            first = parse(load("a.yaml")).package.schemes[0]
            assert first.description.open() == description


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"openapi": "3.0.4", "info": {"title": "T"}, "components": {},}', "1:62"),
        ("{'openapi': '3.0.4', components: {}}", "1:2"),
        ('{"openapi": "3.0.4", # a comment\n "components": {}}', "1:22"),
        ('{"openapi": 3.0.4, "components": {}}', "1:16"),
    ],
)
def test_json_that_is_only_yaml_is_read_with_a_warning(
    text: str, place: str, here: Path
) -> None:
    for name in ("a.json", "a.yaml"):
        (here / name).write_text(text)
    assert f"a.json:{place}: warning[not-json]" in run("inspect", "a.json").problems
    assert "not-json" not in run("inspect", "a.yaml").err


def _yaml_documents() -> list[Path]:
    paths = [*DOCUMENTS.rglob("*.yaml"), *(ROOT / "specs").glob("*.yaml")]
    return sorted(path for path in paths if path.is_file())


@pytest.mark.parametrize("path", _yaml_documents(), ids=lambda path: path.name)
def test_both_yaml_parsers_give_the_same_nodes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outcome() -> object:
        try:
            return read_nodes(source, None, Budget())
        except DocumentError as error:
            return [(p.code, p.place) for p in error.problems]

    source = Source(name=path.name, text=path.read_text(encoding="utf-8"))
    assert yaml_parser.EventParser is not yaml_parser.PythonParser
    with_libyaml = outcome()
    monkeypatch.setattr(yaml_parser, "EventParser", yaml_parser.PythonParser)
    assert outcome() == with_libyaml


@dataclass
class Site:
    """A web server of this machine, and what was asked of it."""

    address: str
    pages: dict[str, tuple[int, dict[str, str], str]]
    """Status, headers and body by path."""
    asked: list[str]


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, headers, body = pages.get(self.path, (404, {}, "none"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002
            pass

    pages: dict[str, tuple[int, dict[str, str], str]] = {}
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        yield Site(f"127.0.0.1:{server.server_port}", pages, asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class TestDocumentsFromTheNetwork:
    RELATIVE = MINIMAL.replace("https://login.example/authorize", "../login?a=b")

    def test_are_fetched_and_named_after_their_path(
        self, site: Site, here: Path
    ) -> None:
        site.pages["/v1/pet%20store.yaml?key=hidden"] = (200, {}, self.RELATIVE)
        outcome = run(
            "generate", f"http://{site.address}/v1/pet%20store.yaml?key=hidden"
        )
        assert outcome == type(outcome)(0, outcome.out, "")
        # Where it came from is the server that relative URLs start from.
        package = here / "generated/pet_store"
        assert '"../login?a=b"' in (package / "schemes/login.py").read_text()
        assert f'"http://{site.address}/"' in (package / "servers.py").read_text()

    def test_follow_redirects(self, site: Site, here: Path) -> None:
        site.pages["/old"] = (302, {"Location": "/new"}, "")
        site.pages["/new"] = (200, {}, MINIMAL)
        outcome = run("generate", f"http://{site.address}/old")
        assert outcome.status == 0
        assert site.asked == ["/old", "/new"]
        assert (here / "generated/old").is_dir()

    @pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1:1/x"])
    def test_follow_no_redirect_out_of_the_web(self, target: str, site: Site) -> None:
        site.pages["/a"] = (302, {"Location": target}, "")
        outcome = run("inspect", f"http://{site.address}/a")
        assert outcome.status == 2
        assert outcome.problems == [f"http://{site.address}/a:1:1: error[cannot-fetch]"]
        assert "root:" not in outcome.out + outcome.err

    def test_follow_no_redirect_for_ever(self, site: Site) -> None:
        site.pages["/a"] = (302, {"Location": "/a"}, "")
        outcome = run("inspect", f"http://{site.address}/a")
        assert outcome.problems == [f"http://{site.address}/a:1:1: error[cannot-fetch]"]
        assert len(site.asked) < 20

    @pytest.mark.parametrize(
        ("status", "body", "place", "code"),
        [
            (404, "", "1:1", "cannot-fetch"),
            (500, "", "1:1", "cannot-fetch"),
            (200, "<!doctype html>", "1:1", "not-openapi"),
            (200, "a: [\n", "2:1", "yaml-syntax"),
            (200, "", "1:1", "not-openapi"),
        ],
    )
    def test_have_problems_like_others(
        self, status: int, body: str, place: str, code: str, site: Site, here: Path
    ) -> None:
        site.pages["/a?hidden"] = (status, {}, body)
        outcome = run("generate", f"http://{site.address}/a?hidden#hidden")
        assert outcome.status == 2
        assert outcome.problems == [f"http://{site.address}/a:{place}: error[{code}]"]
        assert "hidden" not in outcome.err
        assert list(here.iterdir()) == []

    @pytest.mark.parametrize(
        "url",
        [
            "http://hidden:hidden@{}/a",
            "http://hidden:hidden@127.0.0.1/a",
            "http://hidden@{}/a?hidden",
            "http://{}/a b?hidden",
            "http://{}/a\tb?hidden",
            "http://{}/ä?hidden",
            "http://{}:x/a?hidden",
            "http://[::1/hidden",
            "http:///a?hidden",
            "http://127.0.0.1:99999/a?hidden",
        ],
    )
    def test_keep_the_secrets_of_their_urls(self, url: str, site: Site) -> None:
        outcome = run("inspect", url.format(site.address))
        assert outcome.status == 2
        assert [problem.rpartition(" ")[2] for problem in outcome.problems] == [
            "error[cannot-fetch]"
        ]
        assert "hidden" not in outcome.err
        assert site.asked == []

    def test_refer_to_no_file(self, site: Site, here: Path) -> None:
        (here / "other.yaml").write_text(MINIMAL)
        text = (
            "openapi: 3.0.4\ncomponents: {securitySchemes: {a: {$ref: other.yaml}}}\n"
        )
        site.pages["/a.yaml"] = (200, {}, text)
        assert run("generate", f"http://{site.address}/a.yaml").problems == [
            f"http://{site.address}/a.yaml:2:42: error[reference-without-folder]"
        ]
        assert site.asked == ["/a.yaml"]


_WITHOUT_NETWORK = """
import sys
from generator.cli import main

def hook(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        print("network:", event)

sys.addaudithook(hook)
main(sys.argv[1:])
"""


def test_generating_opens_no_connection(site: Site, here: Path) -> None:
    address = f"http://{site.address}"
    (here / "a.yaml").write_text(f"""\
openapi: 3.2.0
$self: {address}/self
info: {{title: T, x-logo: {{url: {address}/logo}}}}
servers: [{{url: {address}}}]
externalDocs: {{url: {address}/docs}}
paths:
  /a: {{$ref: '{address}/path'}}
security: [{{{address}/scheme: []}}]
components:
  securitySchemes:
    login:
      type: oauth2
      oauth2MetadataUrl: {address}/metadata
      flows: {{implicit: {{authorizationUrl: {address}/authorize, scopes: {{}}}}}}
    connect: {{type: openIdConnect, openIdConnectUrl: {address}/connect}}
    far: {{$ref: '{address}/scheme'}}
    file: {{$ref: 'file:{address}/scheme'}}
""")
    (here / "b.yaml").write_text(MINIMAL.replace("https://login.example", address))

    def hooked(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-c", _WITHOUT_NETWORK, *arguments],
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    assert hooked("generate", "a.yaml") == (2, "")
    assert hooked("generate", "b.yaml")[0] == 0
    assert "network:" not in hooked("check", "b.yaml")[1]
    assert site.asked == []
    # The hook itself works:
    assert "network: socket.connect" in hooked("inspect", f"{address}/spec")[1]
    assert site.asked == ["/spec"]


def test_a_document_leaves_the_memory_once_it_is_parsed() -> None:
    """Without a search for cycles, which a run does not make."""
    document = load(str(ROOT / "specs" / "petstore.yaml"))
    text = weakref.ref(document.source)
    gc.disable()
    try:
        parsed = parse(document)
        del document
        assert parsed.schemes
        assert text() is None
    finally:
        gc.enable()
