"""openapi-python-client and authgen, given the Petstore, and asked what they made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.comparison.asking import Answer, Probes, module

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "specs" / "petstore.yaml"


def authgen() -> Probes:
    """The package that authgen makes."""
    return _probes(ROOT / "generated" / "petstore")


def openapi_python_client() -> Probes:
    """The client that openapi-python-client makes."""
    tools = Path(sys.executable).parent
    with TemporaryDirectory() as folder:
        document, made = Path(folder) / "petstore.json", Path(folder) / "made"
        document.write_text(json.dumps(_with_a_schema()), encoding="utf-8")
        subprocess.run(
            [
                *(str(tools / "openapi-python-client"), "generate"),
                *("--path", str(document), "--output-path", str(made)),
            ],
            env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        return _probes(made)


def _with_a_schema() -> Any:
    """The document, whose operations answer with nothing as it stands."""
    document = module("ruamel.yaml").YAML(typ="safe").load(DOCUMENT)
    pet = {"type": "object", "properties": {"name": {"type": "string"}}}
    document["components"]["schemas"] = {"Pet": pet}
    reference = {"$ref": "#/components/schemas/Pet"}
    answer = document["paths"]["/pet/{petId}"]["get"]["responses"]["200"]
    answer["content"] = {"application/json": {"schema": reference}}
    return document


def _probes(folder: Path) -> Probes:
    paths = sorted(folder.rglob("*.py"))
    text = "".join(path.read_text(encoding="utf-8") for path in paths)
    # The document's own words: what is not there is not known.
    found: dict[str, Answer] = {
        "calls": "def sync_detailed" in text,
        "models": "class Pet:" in text,
        "schemes": "https://petstore3.swagger.io/oauth/authorize" in text,
        "key": '"api_key"' in text,
        "scopes": "write:pets" in text,
    }
    return {question: partial(_given, answer) for question, answer in found.items()}


def _given(answer: Answer) -> Answer:
    return answer
