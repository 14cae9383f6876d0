"""The page about templates: it lists the model as it is, and its examples work."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from docs.template_model import BEGINNING, CLASSES, PAGE, reference
from generator import load, parse
from generator.model import DocumentText
from tests.docs.pages import ROOT, blocks_of
from tests.generator.support import run, write

SPEC = ROOT / "specs" / "every-scheme.yaml"


def test_page_lists_the_model_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert BEGINNING + page.partition(BEGINNING)[2] == reference(), "make snapshots"


def test_page_lists_every_class_that_a_template_can_reach() -> None:
    seen: set[type] = set()
    found: list[object] = [parse(load(str(SPEC))).package]
    while found:
        one = found.pop()
        if isinstance(one, tuple):
            found += one
        elif type(one).__module__.startswith("generator.") and type(one) not in seen:
            seen.add(type(one))
            names = (name for name in dir(one) if not name.startswith("_"))
            found += [getattr(one, name) for name in names]

    assert seen - {DocumentText} == seen & {*CLASSES}


def make(folder: Path, templates: Mapping[str, str]) -> tuple[int, str]:
    write(folder / "templates", templates)
    arguments = ("-o", folder / "out", "--templates", folder / "templates")
    outcome = run("generate", SPEC, *arguments)
    return outcome.status, outcome.err


def test_page_that_is_added_to_keeps_what_it_had(tmp_path: Path) -> None:
    (block,) = [b for b in blocks_of("docs/templates.md") if b.language == "jinja"]

    status, _ = make(tmp_path, {"README.md.jinja": block.text})

    assert status == 0
    before = (ROOT / "generated" / "every_scheme" / "README.md").read_text("utf-8")
    after = (tmp_path / "out" / "every_scheme" / "README.md").read_text("utf-8")
    assert after.startswith(before)
    assert after.endswith("\n## Whom to ask\n\nThe team at extension 1234.\n")


def test_template_of_a_group_is_rendered_for_each_of_its_schemes(
    tmp_path: Path,
) -> None:
    name = "doc/{oauth.names.page}.txt.jinja"

    status, _ = make(tmp_path, {name: "{{ item.names.manager }}"})

    assert status == 0
    package = parse(load(str(SPEC))).package
    made = (tmp_path / "out" / "every_scheme" / "doc").glob("*.txt")
    assert {path.read_text().strip() for path in made} == {
        scheme.names.manager for scheme in package.oauth
    }


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("\n\n{{ package.titel }}", "README.md.jinja:3: Package has no attribute"),
        ("\n{% include 'x' %}", "README.md.jinja:2: there is no template 'x'"),
        ("{{ package.title | shout }}", "README.md.jinja:1: No filter named 'shout'"),
        ("\n{{ 1 / 0 }}", "README.md.jinja:2: division by zero"),
        ("{% include 'README.md.jinja' %}", "README.md.jinja:1: "),
        ("{{ package.each() }}", "README.md.jinja:1: "),
    ],
)
def test_mistake_is_told_of_with_its_line(
    template: str, said: str, tmp_path: Path
) -> None:
    status, told = make(tmp_path, {"README.md.jinja": template})

    assert status == 2
    assert f"{tmp_path}/templates/{said}" in told
    assert "\n  hint: docs/templates.md lists" in told
    assert "Traceback" not in told
    assert not (tmp_path / "out").exists()


def test_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"templates/x": ""})
    (tmp_path / "templates" / "logo.png").write_bytes(b"\x89PNG")

    status, told = make(tmp_path, {})

    assert status == 2
    assert "logo.png is not UTF-8 text" in told


def test_what_editors_leave_behind_is_no_template(tmp_path: Path) -> None:
    left = {".notes.txt.swp": "x", "notes.txt~": "x", "#notes.txt#": "x"}

    status, _ = make(tmp_path, {"notes.txt": "ours", **left})

    assert status == 0
    assert {p.name for p in (tmp_path / "out").rglob("*notes*")} == {"notes.txt"}
