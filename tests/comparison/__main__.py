"""Ask every library and every generator: run where they are installed.

    .venv-bench/bin/python -m tests.comparison

prints JSON: the libraries, then the generators; each with its version and its answers.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

from tests.comparison import generators, ours
from tests.comparison.asking import Answer, Probes
from tests.comparison.auth_libraries import auth_library, with_httpx, with_requests
from tests.comparison.sessions import authlib, requests_oauthlib


def answers_of(asked: dict[str, Probes]) -> dict[str, dict[str, Answer]]:
    """Every answer, with the version of who gives it."""
    return {
        name: {
            "version": "" if name == "authgen" else version(name),
            **{question: ask() for question, ask in probes.items()},
        }
        for name, probes in asked.items()
    }


def main() -> None:
    """Ask, and print."""
    sys.path.insert(0, str(Path(__file__).parents[2] / "generated"))
    libraries = {
        "authgen": ours.authgen(),
        "requests_auth": auth_library("requests_auth", with_requests),
        "httpx_auth": auth_library("httpx_auth", with_httpx),
        "requests-oauthlib": requests_oauthlib(),
        "Authlib": authlib(),
    }
    makers = {
        "authgen": generators.authgen(),
        "openapi-python-client": generators.openapi_python_client(),
    }
    json.dump([answers_of(libraries), answers_of(makers)], sys.stdout)


if __name__ == "__main__":
    main()
