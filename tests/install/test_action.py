"""`action.yml`: its steps in a real bash, run as GitHub runs them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.pages import blocks_of
from tests.generator.support import MINIMAL, ROOT, write
from tests.install.wheelhouse import OFFLINE

pytestmark = pytest.mark.xdist_group("install")

ACTION: Any = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{ (inputs|runner)\.([\w-]+) \}\}")


class Runner:
    """What GitHub does with a composite action, as far as this one needs it."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder / "workspace"
        self.temp = folder / "temp"
        self.workspace.mkdir()
        self.temp.mkdir()

    def run(self, step: dict[str, Any], **inputs: str) -> tuple[int, str]:
        """The exit status of a step, and what it prints."""
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        values = {
            "inputs": {n: i["default"] for n, i in ACTION["inputs"].items()} | given,
            "runner": {"temp": str(self.temp)},
        }

        def value(text: str) -> str:
            return EXPRESSION.sub(lambda match: values[match[1]][match[2]], text)

        assert step["shell"] == "bash"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace / value(step.get("working-directory", ".")),
            env={
                **OFFLINE,
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_WORKSPACE": str(self.workspace),
                "RUNNER_TEMP": str(self.temp),
                **{name: value(text) for name, text in step["env"].items()},
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """With authgen installed by the action's first step."""
    runner = Runner(tmp_path_factory.mktemp("runner"))
    status, said = runner.run(STEPS[0], python=sys.executable)
    assert status == 0, said
    return runner


def check(runner: Runner, **inputs: str) -> tuple[int, list[str]]:
    status, text = runner.run(STEPS[1], python=sys.executable, **inputs)
    return status, text.splitlines()


def generate(runner: Runner, folder: str, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "authgen", "generate", "--quiet", *arguments],
        cwd=runner.workspace / folder,
        env={**OFFLINE, "PYTHONPATH": str(runner.temp / "authgen")},
        check=True,
    )


def test_difference_is_annotated_and_fails_the_step(runner: Runner) -> None:
    write(runner.workspace, {"plain/specs/shop.yaml": MINIMAL})
    generate(runner, "plain")
    assert check(runner, working_directory="plain") == (0, [])

    write(runner.workspace, {"plain/generated/shop/client.py": "# mine\n"})
    status, lines = check(runner, working_directory="plain")

    assert status == 1
    # From the root of the repository on, which is where GitHub looks for files.
    place = "file=plain/generated/shop/client.py,line=1"
    assert lines[0].startswith(f"::error {place},title=authgen check::changed: ")
    assert len(lines) == 2


def test_problem_in_a_document_is_annotated(runner: Runner) -> None:
    broken = MINIMAL.replace("oauth2", "oauth3")
    write(runner.workspace, {"broken/specs/shop.yaml": broken})

    status, lines = check(runner, working_directory="broken")

    assert status == 2
    assert lines[0].startswith("::error file=broken/specs/shop.yaml,line=7,col=")


def test_inputs_are_what_they_say(runner: Runner) -> None:
    odd = MINIMAL.replace("https://login.example", "http://login.example")
    write(
        runner.workspace,
        {
            "all/a b.yaml": odd,
            "all/other.yaml": MINIMAL,
            "all/mine/notes.txt": "ours",
        },
    )
    generate(runner, "all", "a b.yaml", "-o", "lib", "--package", "shop")
    generate(runner, "all", "other.yaml", "-o", "lib", "--templates", "mine")
    generate(runner, "all", "a b.yaml", "other.yaml", "-o", "two")
    where = {"working_directory": "all", "output": "lib"}

    one, _ = check(runner, documents="a b.yaml", package="shop", **where)
    strict, _ = check(
        runner, documents="a b.yaml", package="shop", strict="true", **where
    )
    mine, _ = check(runner, documents="other.yaml", templates="mine", **where)
    several = {**where, "output": "two", "documents": "a b.yaml\n\nother.yaml\n"}
    both, _ = check(runner, **several)

    assert (one, strict, mine, both) == (0, 2, 0, 0)


@pytest.mark.parametrize(
    "value", ['$(touch "$RUNNER_TEMP/x")', '"; touch "$RUNNER_TEMP/x"; "', "--help"]
)
def test_no_input_is_a_part_of_the_script(runner: Runner, value: str) -> None:
    for name in ("documents", "output", "package", "templates", "strict"):
        status, lines = check(runner, **{name: value})
        assert status == 2, (name, lines)

    assert not (runner.temp / "x").exists()
    assert "${{" not in "".join(step["run"] for step in STEPS)


def test_every_input_is_documented() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")

    for name, one in ACTION["inputs"].items():
        meaning = " ".join(one["description"].split())
        default = f" `{one['default']}` |" if one["default"] else " |"
        assert f"| `{name}` | {meaning} |{default}\n" in page


def test_workflow_of_the_page_uses_the_action_as_it_is(runner: Runner) -> None:
    text, _ = [b.text for b in blocks_of("docs/ci.md") if b.language == "yaml"]
    workflow: Any = yaml.safe_load(text)
    (step,) = [
        step
        for step in workflow["jobs"]["authgen"]["steps"]
        if step["uses"].startswith("OWNER/authgen@")
    ]
    write(runner.workspace, {"apis/shop.yaml": MINIMAL})
    generate(runner, ".", "apis/shop.yaml", "-o", "src/clients")

    assert step["with"].keys() <= ACTION["inputs"].keys()
    assert check(runner, **step["with"]) == (0, [])
