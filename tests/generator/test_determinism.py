"""What is generated depends on the document alone, and is what black writes."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import black
import pytest

from generator import generate, load
from generator.renderer import Files
from tests.generator.support import BENIGN, DOCUMENTS, PAYLOADS, write
from tests.hostile.oracles import assert_plain, everywhere, rendered

OWN = sorted(path.name for path in DOCUMENTS.iterdir() if path.is_file())


def scheme(text: str, url: str = "https://login.example/authorize") -> dict[str, Any]:
    implicit = {"authorizationUrl": url, "scopes": {"one": text, "two": text}}
    return {"type": "oauth2", "description": text, "flows": {"implicit": implicit}}


def document(text: str) -> dict[str, Any]:
    """A document with `text` wherever text is free."""
    return {
        "openapi": "3.1.0",
        "info": {"title": text},
        "servers": [{"url": "https://api.example/"}],
        "security": [{f"a {text}": [text, "one"]}, {f"c {text}": []}],
        "paths": {
            f"/{text}": {
                "get": {"operationId": f"get {text}"},
                "put": {"security": [{f"b {text}": [], f"a {text}": ["two"]}]},
                "post": {"security": [{f"missing {text}": [text]}, {}]},
            },
        },
        "components": {
            "securitySchemes": {
                f"a {text}": scheme(text),
                f"b {text}": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-Key",
                    "description": text,
                },
                f"c {text}": scheme(text, "authorize"),
            }
        },
    }


def files_of(content: dict[str, Any], folder: Path) -> Files:
    write(folder, {"package.json": json.dumps(content)})
    return generate(load(str(folder / "package.json")))


@functools.cache
def own(name: str) -> Files:
    return generate(load(str(DOCUMENTS / name)))


def assert_black(files: Files) -> None:
    for path, text in rendered(files, ".py").items():
        assert black.format_str(text, mode=black.Mode()) == text, path


@pytest.mark.parametrize("name", OWN)
def test_files_are_plain_and_what_black_writes(name: str) -> None:
    assert_plain(own(name))
    assert_black(own(name))


def test_all_payloads_at_once_are_what_black_writes(tmp_path: Path) -> None:
    content = document(BENIGN)
    for name, text in PAYLOADS.items():
        content["paths"][f"/{name}"] = {
            "get": {"operationId": text, "security": [{text: [text] * 3}] * 2},
            "put": {"security": [{name: [text]}, {BENIGN: [name], text: []}]},
        }
        content["components"]["securitySchemes"][name] = scheme(text, f"x?{text}")
    for text in (text for text in PAYLOADS.values() if text.isprintable()):
        scopes = content["components"]["securitySchemes"][f"a {BENIGN}"]["flows"]
        scopes["implicit"]["scopes"][text.replace(" ", "")] = text
    files = files_of(content, tmp_path)
    assert len([path for path in files if path.startswith("schemes/")]) > len(PAYLOADS)
    assert_plain(files)
    assert_black(files)


@pytest.mark.parametrize("name", OWN)
def test_every_environment_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    here, elsewhere = everywhere(DOCUMENTS / name, tmp_path)
    assert here == elsewhere
    expected = {
        path.partition("/")[2]: data
        for path, data in here.items()
        if isinstance(data, bytes)
    }
    assert expected == {path: text.encode() for path, text in own(name).items()}
