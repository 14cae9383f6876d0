"""Start a server as a page says, see it come up, and end it.

    python -m tests.docs.serve .venv/bin/flask --app examples.flask_app run

The exit status is 0 once the server has said where it is, and 1 where it ended before.
"""

from __future__ import annotations

import os
import subprocess
import sys


def main(command: list[str]) -> bool:
    """Whether it says where it is."""
    with subprocess.Popen(
        command,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.write(line)
            if "http://127.0.0.1:" in line:
                process.terminate()
                return True
    return False


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
