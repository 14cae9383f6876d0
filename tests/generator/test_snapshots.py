"""Every rendered file of our own documents, as a file to be read in a review.

Refresh them with `pytest --snapshot-update tests/generator`, and read the diff. What
is copied does not depend on a document, so it has no snapshot.
"""

from __future__ import annotations

import ast
import functools
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from syrupy.assertion import SnapshotAssertion

from generator import Options, generate, load, manifest, parse
from generator.installation import own_folder
from generator.renderer import Files, render_all
from generator.reserved import RESERVED_CLASSES
from generator.templates import OWN_TEMPLATES, Templates
from tests.generator.support import DOCUMENTS, ROOT, SNAPSHOT_WARNING, SNAPSHOTS

pytestmark = pytest.mark.filterwarnings(SNAPSHOT_WARNING)

WITH_TESTING = {
    f"{name}-with-testing": ROOT / "specs" / f"{name}.yaml"
    for name in ("petstore", "every-scheme")
}
PATHS = {
    **{path.stem: path for path in DOCUMENTS.iterdir() if path.is_file()},
    **WITH_TESTING,
}
NAMES = sorted(PATHS)
COPIED, RENDERED = OWN_TEMPLATES.copied, OWN_TEMPLATES.rendered
PARTS = [name for name in OWN_TEMPLATES.names if name not in {*COPIED, *RENDERED}]
LIBRARIES = ("_auth", "_testing")
ON_THEIR_OWN = {"testing.py"}
"""Modules that nothing else of a package imports."""


def options_of(name: str) -> Options:
    return Options(testing=name in WITH_TESTING)


@functools.cache
def generated(name: str) -> Files:
    return generate(load(str(PATHS[name])), options_of(name))


@functools.cache
def rendered(name: str) -> Files:
    """Only what depends on the document; the manifest has no text of its own.

    With testing, only what that adds and changes.
    """
    left_out = {*COPIED, manifest.NAME}
    without = generate(load(str(PATHS[name]))) if name in WITH_TESTING else {}
    return {
        path: text
        for path, text in generated(name).items()
        if path not in left_out and without.get(path) != text
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_rendered_file_is_as_in_its_snapshot(
    name: str, file_snapshot: SnapshotAssertion
) -> None:
    for path, text in rendered(name).items():
        assert text == file_snapshot(name=f"{name}/{path}")


@pytest.mark.parametrize("name", NAMES)
def test_there_is_no_snapshot_of_anything_else(name: str) -> None:
    folder = SNAPSHOTS / name
    assert {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    } == {*rendered(name)}


@pytest.mark.parametrize("template", RENDERED)
def test_every_template_has_a_snapshot(template: str, tmp_path: Path) -> None:
    for name in (template, *PARTS):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(own_folder() / name, target)
    for library in LIBRARIES:
        (tmp_path / library).symlink_to(own_folder() / library)
    paths = [
        f"{name}/{path}"
        for name in NAMES
        for path in render_all(
            parse(load(str(PATHS[name])), options_of(name)).package,
            Templates((tmp_path,)),
        )
        if path in rendered(name)
    ]
    assert paths
    assert all((SNAPSHOTS / path).is_file() for path in paths)


@pytest.mark.parametrize("template", COPIED)
def test_every_other_template_is_copied_as_it_is(template: str) -> None:
    data = (own_folder() / template).read_bytes()
    copies = [files[template] for files in map(generated, NAMES) if template in files]
    assert copies
    assert all(copy.encode() == data for copy in copies)


@pytest.mark.parametrize("name", NAMES)
def test_every_module_that_is_imported_is_in_the_package(name: str) -> None:
    files = generated(name)
    imported = {
        module
        for path, text in files.items()
        if path.endswith(".py")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.level
        for module in modules_of(path, node)
    }
    assert imported <= {*files}
    # What nothing imports is not there, but for what makes folders packages.
    modules = {path for path in files if path.endswith(".py")}
    by_themselves = {path for path in modules if "__init__" in path} | ON_THEIR_OWN
    assert modules - by_themselves <= imported


def modules_of(path: str, node: ast.ImportFrom) -> Iterator[str]:
    """The files that a relative import means: a module, or modules of a folder."""
    folder = PurePosixPath(path).parents[node.level - 1]
    if node.module in LIBRARIES:
        yield from (
            str(folder / node.module / f"{name.name}.py") for name in node.names
        )
    else:
        yield str(folder / f"{(node.module or '').replace('.', '/')}.py")


@pytest.mark.parametrize("name", NAMES)
def test_no_class_of_the_document_has_a_name_that_the_package_needs(name: str) -> None:
    """The names that are kept free are those that rendered modules bring in."""
    package = parse(load(str(PATHS[name]))).package
    made = {package.client, *(name for s in package.schemes for name in s.exports)}
    brought = {
        name
        for path, text in rendered(name).items()
        if path in ("__init__.py", "client.py") or path.startswith("schemes/")
        for name in names_brought_in(ast.parse(text).body)
    }
    assert brought - made <= RESERVED_CLASSES


def names_brought_in(statements: list[ast.stmt]) -> Iterator[str]:
    """What is imported, and what is assigned outside of classes."""
    for statement in statements:
        match statement:
            case ast.ImportFrom(module=source, names=names) if source != "__future__":
                yield from (alias.name for alias in names if alias.name[0].isupper())
            case ast.Assign(targets=[ast.Name(id=name)]) if name[0].isupper():
                yield name
            case ast.If(body=body):
                yield from names_brought_in(body)
            case _:
                pass
