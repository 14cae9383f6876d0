"""Documents that cannot be used, or not as they are: what people are told of them.

Each file in `documents/bad` is one story, and its snapshot is all that a person sees.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.generator.support import (
    DOCUMENTS,
    MINIMAL,
    SNAPSHOT_WARNING,
    Outcome,
    run,
    tree,
)

pytestmark = pytest.mark.filterwarnings(SNAPSHOT_WARNING)

BAD = DOCUMENTS / "bad"
NAMES = sorted(path.name for path in BAD.iterdir() if path.is_file())
_PROBLEM = re.compile(
    r"\S+?:[1-9][0-9]*:[1-9][0-9]*: (error|warning)\[[a-z0-9-]+\]: [ -~]+\n"
    r"  hint: [ -~]+\n"
)


def assert_well_formed(outcome: Outcome) -> None:
    """The contract's form, line by line, and a status that goes with it."""
    found = list(_PROBLEM.finditer(outcome.err))
    assert outcome.err == "".join(match.group() for match in found)
    errors = [match for match in found if match[1] == "error"]
    assert found
    assert outcome.status == (2 if errors else 0)


@pytest.mark.parametrize("name", NAMES)
def test_people_are_told_what_is_wrong_and_where(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file_snapshot: SnapshotAssertion,
) -> None:
    monkeypatch.chdir(BAD)
    outcome = run("generate", name, "-o", tmp_path / "out")
    assert_well_formed(outcome)
    if outcome.status == 2:
        assert not tree(tmp_path)
        assert not outcome.out
    shown = f"exit status {outcome.status}\n{outcome.err}"
    assert shown == file_snapshot(name=f"bad/{name}.txt")


def test_the_snapshots_are_those_of_the_documents() -> None:
    snapshots = Path(__file__).parent / "__snapshots__" / "bad"
    assert sorted(path.name for path in snapshots.iterdir()) == [
        f"{name}.txt" for name in NAMES
    ]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("yaml-syntax.yaml", ["6:1: error[yaml-syntax]"]),
        ("yaml-tab.yaml", ["3:1: error[yaml-syntax]"]),
        ("json-syntax.json", ["3:29: error[json-syntax]"]),
        ("control-character.yaml", ["3:13: error[yaml-syntax]"]),
        ("control-character.json", ["3:25: error[json-syntax]"]),
        (
            "missing-authorization-url.yaml",
            [
                "10:11: error[missing-authorization-url]",
                "16:11: error[missing-authorization-url]",
            ],
        ),
        (
            "missing-authorization-url.json",
            ["9:23: error[missing-authorization-url]"],
        ),
        ("unknown-type.yaml", ["7:13: error[unknown-type]"]),
        (
            "dangling-reference.yaml",
            [f"{n}:13: error[dangling-reference]" for n in (7, 9)],
        ),
        ("reference-to-itself.yaml", ["7:13: error[reference-loop]"]),
        (
            "openapi-4.yaml",
            ["1:10: error[unsupported-version]", "4:1: warning[duplicate-key]"],
        ),
        (
            "duplicate-keys.json",
            [
                "6:5: warning[duplicate-key]",
                "6:64: warning[duplicate-key]",
                "6:70: error[unknown-location]",
            ],
        ),
    ],
)
def test_places_count_lines_and_characters_from_one(
    name: str, places: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BAD)
    assert run("generate", name).problems == [f"{name}:{place}" for place in places]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("binary.yaml", bytes(range(256)), "2:118: error[not-utf-8]"),
        (
            "utf-16.json",
            '{"openapi": "3.0.4"}'.encode("utf-16"),
            "1:1: error[not-utf-8]",
        ),
        *(
            (f"{encoding}.yaml", "openapi: é".encode(encoding), "1:1: error[not-utf-8]")
            for encoding in ("utf-16-le", "utf-16-be", "utf-32", "utf-32-be")
        ),
        (
            "cp1252.yaml",
            "a: Gr\u00fc\u00dfe\nb: caf\u00e9".encode("cp1252"),
            "1:6: error[not-utf-8]",
        ),
        (
            "half-cp1252.yaml",
            "a: \u00fc\nb: \u00fc ".encode() + b"\xe9",
            "2:6: error[not-utf-8]",
        ),
        ("nul.yaml", b"openapi: 3.0.4\0", "1:1: error[not-text]"),
        (
            "brackets.yaml",
            b"x: " + b"[" * 3_000_000,
            "1:1004: error[nested-too-deeply]",
        ),
        (
            "braces.yaml",
            b'{"x": y, z: ' + b'{"a":' * 600_000,
            "1:5013: error[nested-too-deeply]",
        ),
        ("lists.yaml", b"x: \n" + b"- " * 100_000, "2:2001: error[nested-too-deeply]"),
        ("huge.yaml", b"#" * (40 * 1024 * 1024 + 1), "1:1: error[too-large]"),
    ],
)
def test_what_is_no_text_or_too_much_of_it_ends_in_words(
    name: str, content: bytes, problem: str, here: Path
) -> None:
    (here / name).write_bytes(content)
    outcome = run("generate", name)
    assert_well_formed(outcome)
    assert outcome.status == 2
    assert f"{name}:{problem}" in outcome.problems
    assert [path.name for path in here.iterdir()] == [name]


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        ("nowhere.yaml", "nowhere.yaml:1:1: error[not-found]"),
        ("folder", "folder:1:1: error[is-a-folder]"),
        ("folder/a.yaml/b.yaml", "folder/a.yaml/b.yaml:1:1: error[cannot-read]"),
        ("link.yaml", "link.yaml:1:1: error[cannot-read]"),
        ("nul\0.yaml", "nul\\x00.yaml:1:1: error[cannot-read]"),
        ("n" * 300, f"{'n' * 300}:1:1: error[cannot-read]"),
        ("\x1b[2J.yaml", "\\x1b[2J.yaml:1:1: error[not-found]"),
        ("https://[::1", "https://...:1:1: error[cannot-fetch]"),
    ],
)
@pytest.mark.parametrize("command", ["generate", "check", "inspect"])
def test_a_document_that_cannot_be_opened_is_a_problem_like_others(
    command: str, spec: str, problem: str, here: Path
) -> None:
    (here / "folder").mkdir()
    (here / "folder" / "a.yaml").write_text(MINIMAL)
    (here / "link.yaml").symlink_to("link.yaml")
    before = tree(here)
    outcome = run(command, spec)
    assert_well_formed(outcome)
    assert outcome.status == 2
    assert outcome.problems == [problem]
    assert tree(here) == before


def test_problems_of_standard_input_have_its_name(here: Path) -> None:
    outcome = run("generate", "-", stdin=b"openapi: 3.0.4\ncomponents: []\n")
    assert_well_formed(outcome)
    assert outcome.problems == ["<stdin>:2:13: error[not-a-mapping]"]
    assert not tree(here)


def test_a_document_on_standard_input_has_no_folder(here: Path) -> None:
    (here / "other.yaml").write_text(MINIMAL)
    text = "openapi: 3.0.4\ncomponents: {securitySchemes: {a: {$ref: other.yaml}}}\n"
    outcome = run("generate", "-", stdin=text.encode())
    assert outcome.problems == ["<stdin>:2:42: error[reference-without-folder]"]


def test_the_problems_of_all_documents_are_listed(here: Path) -> None:
    (here / "specs").mkdir()
    (here / "specs" / "a.yaml").write_text("[")
    (here / "specs" / "b.json").write_text("{")
    (here / "specs" / "c.yml").write_text(MINIMAL)
    outcome = run("generate")
    assert outcome.status == 2
    assert [problem.partition(":")[0] for problem in outcome.problems] == [
        "specs/a.yaml",
        "specs/b.json",
    ]
    assert not (here / "generated").exists()


def test_warnings_stop_nothing_unless_they_shall(here: Path) -> None:
    text = MINIMAL.replace("https:", "http:")
    (here / "a.yaml").write_text(text)
    strict = run("generate", "a.yaml", "--strict")
    assert strict.status == 2
    assert strict.problems == ["a.yaml:10:29: error[insecure-url]"]
    assert not (here / "generated").exists()
    loose = run("generate", "a.yaml")
    assert loose.status == 0
    assert loose.problems == ["a.yaml:10:29: warning[insecure-url]"]
    assert (here / "generated" / "a").is_dir()


def test_a_chain_of_references_has_an_end(here: Path) -> None:
    links = "".join(
        f'    s{n}: {{$ref: "#/components/securitySchemes/s{n + 1}"}}\n'
        for n in range(400)
    )
    text = MINIMAL.replace("    login:\n", links + "    s400:\n")
    (here / "a.yaml").write_text(text)
    outcome = run("generate", "a.yaml")
    assert_well_formed(outcome)
    assert len(outcome.problems) == 300
    assert {problem.partition(" ")[2] for problem in outcome.problems} == {
        "error[reference-chain]"
    }


def test_a_scheme_may_stand_behind_some_references(here: Path) -> None:
    links = "".join(
        f'    s{n}: {{$ref: "#/components/securitySchemes/s{n + 1}"}}\n'
        for n in range(100)
    )
    (here / "a.yaml").write_text(MINIMAL.replace("    login:\n", links + "    s100:\n"))
    outcome = run("inspect", "a.yaml")
    assert outcome.status == 0
    assert outcome.out.count("https://login.example/authorize") == 101
