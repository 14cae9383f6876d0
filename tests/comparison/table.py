"""Write what the libraries answer into `docs/comparison.md`: `make comparison`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "comparison.md"
PYTHON = ROOT / ".venv-bench" / "bin" / "python"

Answers: TypeAlias = "Mapping[str, Mapping[str, str | int | bool]]"

LIBRARIES = {
    "document": "reads an OpenAPI document",
    "receiver": "opens the browser and receives the redirect by itself",
    "page": "has the page that a web application needs for implicit",
    "state": "a `state` of its own for every login",
    "mismatch": "refuses an answer with another `state`",
    "plain_http": "refuses an authorization page over plain http",
    "other_origin": "keeps the credential when a redirect leads to another origin",
    "repr": "`repr` of a credential hides it",
    "pkce": "authorization code with PKCE",
    "device": "device authorization",
    "refresh": "refreshes tokens by itself",
    "id_token": "checks ID Tokens of OpenID Connect",
    "async": "`async`",
    "installs": "distributions to install",
    "oauth_1": "OAuth 1",
    "providers": "settings for single providers, such as Okta",
    "aws": "signs requests for AWS",
    "assertions": "assertions as grants (RFC 7523)",
    "server": "a server's side as well",
}
GENERATORS = {
    "schemes": "what it makes knows the OAuth endpoints of the document",
    "scopes": "what it makes knows the scopes",
    "key": "what it makes knows the name of the API key's header",
    "calls": "what it makes has a function for each operation",
    "models": "what it makes has a class for each schema",
}
"""Questions, and how the page asks them."""


def rendered(answers: Answers, questions: Mapping[str, str]) -> str:
    """A table: a row for each question, a column for each that was asked."""
    names = [f"{name} {answer['version']}".rstrip() for name, answer in answers.items()]
    rows = [["", *names], ["---"] * (len(names) + 1)]
    for question, title in questions.items():
        rows.append([title, *(_shown(answer[question]) for answer in answers.values())])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _shown(answer: str | int | bool) -> str:
    return ("no", "yes")[answer] if isinstance(answer, bool) else str(answer)


def main() -> None:
    """Ask, and write both tables between their marks."""
    done = subprocess.run(
        [PYTHON, "-m", "tests.comparison"],
        cwd=ROOT,
        # A browser that opens nothing, and no machine but this one.
        env={**os.environ, "BROWSER": "true %s", "NO_PROXY": "*"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if done.returncode != 0:
        sys.exit(done.stderr)
    libraries, generators = json.loads(done.stdout)
    page = PAGE.read_text(encoding="utf-8")
    for name, answers, questions in (
        ("libraries", libraries, LIBRARIES),
        ("generators", generators, GENERATORS),
    ):
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, _, rest = page.partition(begin)
        after = rest.partition(end)[2]
        table = rendered(answers, questions)
        page = f"{before}{begin}\n{table}\n\n{end}{after}"
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
