"""Fuzz reading and parsing: `python -m tests.fuzz [RUNS] [SEED]`.

Starts from our own documents. What fails is kept in `findings/`, where a test reads it
from then on.
"""

from __future__ import annotations

import json
import re
import secrets
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from tests.generator.support import DOCUMENTS, ROOT, tree

FINDINGS = Path(__file__).parent / "findings"
SEEDS = (DOCUMENTS, ROOT / "tests/hostile/documents", FINDINGS)
MAX_LENGTH = 8192
TIMEOUT = 10
"""Seconds for one input."""
MEMORY = 1024
"""MiB; the instrumentation takes most of it."""

WORDS = """
openapi swagger info title paths servers url variables default host basePath schemes
security securitySchemes securityDefinitions components pathItems get put post query
additionalOperations operationId type description name in scheme bearerFormat flows flow
implicit password clientCredentials application authorizationCode accessCode
deviceAuthorization authorizationUrl tokenUrl refreshUrl scopes openIdConnectUrl oauth2
apiKey http openIdConnect mutualTLS basic header cookie $ref deprecated x-tokenName
3.0.4 3.1.0 3.2.0 2.0 https:// #/components/securitySchemes/ << & * ! | > ~ null true
""".split()


def corpus(folder: Path) -> None:
    """Our own documents, as they are and as JSON."""
    found = (path for place in SEEDS for path in place.rglob("*") if path.is_file())
    for number, path in enumerate(found):
        data = path.read_bytes()
        (folder / f"{number}").write_bytes(data[:MAX_LENGTH])
        try:
            as_json = json.dumps(yaml.safe_load(data))
        except (yaml.YAMLError, ValueError, TypeError):
            continue
        (folder / f"{number}.json").write_text(as_json)


def fuzz(runs: int, seed: int, folder: Path) -> tuple[int, str]:
    """Run libFuzzer in a folder that nothing may change: its status, and its report."""
    seeds, here, words = folder / "seeds", folder / "here", folder / "words"
    seeds.mkdir()
    here.mkdir()
    corpus(seeds)
    (here / "decoy.yaml").write_text("openapi: 3.0.4\n")
    words.write_text("".join(f'"{word}"\n' for word in WORDS))
    before = tree(here)
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.fuzz.harness", str(seeds)),
            *(f"-runs={runs}", f"-seed={seed}", f"-max_len={MAX_LENGTH}"),
            *(f"-timeout={TIMEOUT}", f"-rss_limit_mb={MEMORY}", f"-dict={words}"),
            *(f"-artifact_prefix={FINDINGS}/", "-print_final_stats=1"),
        ],
        cwd=here,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stderr=subprocess.PIPE,
        text=True,
        errors="backslashreplace",
    )
    report: list[str] = []
    for line in process.stderr or ():
        if not line.startswith("#"):
            report.append(line)
        elif "pulse" in line:
            sys.stderr.write(line)
    assert tree(here) == before, "the tree has changed"
    return process.wait(), "".join(report)


def main() -> int:
    """Print how many inputs there were, how fast, from which seed, and what failed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(2**31) + 1
    kept = {*FINDINGS.iterdir()}
    with TemporaryDirectory() as folder:
        status, report = fuzz(runs, seed, Path(folder))
    stats = dict(re.findall(r"stat::(\w+):\s+(\d+)", report))
    findings = sorted({*FINDINGS.iterdir()} - kept)
    if status:
        sys.stderr.write(report[-10_000:])
    sys.stdout.write(
        f"{int(stats.get('number_of_executed_units', 0)):,} inputs, "
        f"{stats.get('average_exec_per_sec', '?')} a second, seed {seed}, "
        f"{len(findings)} findings\n"
        + "".join(f"  {path.relative_to(ROOT)}\n" for path in findings)
    )
    return status


if __name__ == "__main__":
    sys.exit(main())
