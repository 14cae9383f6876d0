"""What single calls of the generated package cost, beside others that do the same.

Every row is a program of its own, in the Python of the peers, which does the same work
for COUNT things that are all made beforehand: requests as requests prepares them,
redirects that each have a state of their own. A figure is the least that one of them
takes in PASSES passes of `timeit`, which switches the garbage collector off; the median
is that of ROUNDS such processes.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.bench.harness import PACKAGE, PEERS, Table, in_turns

COUNT = 500
PASSES = 25
ROUNDS = 5

_ENDPOINT = "https://petstore3.swagger.io/oauth/authorize"
_PAGE = "https://app.example/callback"
_PETSTORE = f"""
import sys
sys.path.insert(0, {str(PACKAGE.parent)!r})
from petstore import ApiKeyCredentials, OAuthToken, PetstoreAuthCredentials
from petstore import PetstoreClient
client = PetstoreClient(petstore_auth_credentials=PetstoreAuthCredentials(
    o_auth_client_id="bench", o_auth_redirect_uri={_PAGE!r},
    o_auth_token=OAuthToken("token", expires_in=3600),
    o_auth_scopes=["write:pets", "read:pets"]))
manager = client.petstore_auth
"""
_REQUESTS = """
import requests
new = requests.Request("GET", "https://api.example/pet/7").prepare().copy
"""
_STATES = "\ndef begun(n): return f'state-{n:037}'\n"


@dataclass(frozen=True, kw_only=True)
class Task:
    """What a row does, in Python."""

    once: str
    """Run at the start."""
    each: str
    """What is timed, with `it`, one of the things made beforehand."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Tasks that come to the same."""

    title: str
    things: str
    """An expression for one of the things, with its number `n`."""
    tasks: Mapping[str, Task]
    """The first is ours."""


ON_A_REQUEST = Comparison(
    title="putting the token on a request",
    things="new()",
    tasks={
        "a manager": Task(once=_PETSTORE + _REQUESTS, each="manager(it)"),
        "setting a header": Task(
            once=_REQUESTS, each="it.headers['Authorization'] = 'Bearer token'"
        ),
        "requests_auth.OAuth2Implicit": Task(
            once=f"""{_REQUESTS}
import requests_auth
auth = requests_auth.OAuth2Implicit({_ENDPOINT!r}, client_id="bench")
requests_auth.OAuth2.token_cache._add_access_token(auth.state, "token", 3600)
""",
            each="auth(it)",
        ),
        "httpx_auth.OAuth2Implicit": Task(
            once=f"""
import httpx, httpx_auth
def new(): return httpx.Request("GET", "https://api.example/pet/7")
auth = httpx_auth.OAuth2Implicit({_ENDPOINT!r}, client_id="bench")
httpx_auth.OAuth2.token_cache._add_access_token(auth.state, "token", 3600)
""",
            each="next(auth.sync_auth_flow(it))",
        ),
        "oauthlib, add_token()": Task(
            once=f"""{_REQUESTS}
from oauthlib.oauth2 import MobileApplicationClient
auth = MobileApplicationClient("bench", token={{
    "access_token": "token", "token_type": "Bearer", "expires_in": 3600}})
""",
            each="auth.add_token(it.url, headers=it.headers)",
        ),
        "Authlib, TokenAuth.prepare()": Task(
            once=f"""{_REQUESTS}
from authlib.oauth2.auth import TokenAuth
auth = TokenAuth({{"access_token": "token", "token_type": "Bearer"}})
""",
            each="auth.prepare(it.url, it.headers, it.body)",
        ),
    },
)

OPERATION = Comparison(
    title="for_operation() on a request, one of two schemes",
    things="new()",
    tasks={
        "client.for_operation()": Task(
            once=_PETSTORE + _REQUESTS, each="client.for_operation('getPetById')(it)"
        ),
        "the same, kept": Task(
            once=f"{_PETSTORE}{_REQUESTS}auth = client.for_operation('getPetById')",
            each="auth(it)",
        ),
        "setting a header": Task(
            once=_REQUESTS, each="it.headers['Authorization'] = 'Bearer token'"
        ),
    },
)

AUTHORIZATION_URL = Comparison(
    title="authorization URL",
    things="n",
    tasks={
        "get_authorization_url()": Task(
            once=_PETSTORE, each="manager.get_authorization_url()"
        ),
        "urlencode() and token_urlsafe()": Task(
            once="""
from secrets import token_urlsafe
from urllib.parse import urlencode
""",
            each=f"{_ENDPOINT!r} + '?' + urlencode({{'response_type': 'token', "
            f"'client_id': 'bench', 'redirect_uri': {_PAGE!r}, "
            "'scope': 'write:pets read:pets', 'state': token_urlsafe(32)})",
        ),
        "requests_auth.OAuth2Implicit": Task(
            once="import requests_auth",
            each=f"requests_auth.OAuth2Implicit({_ENDPOINT!r}, client_id='bench', "
            "scope='write:pets read:pets')",
        ),
        "oauthlib, and token_urlsafe()": Task(
            once="""
from secrets import token_urlsafe
from oauthlib.oauth2 import MobileApplicationClient
auth = MobileApplicationClient("bench")
""",
            each=f"auth.prepare_request_uri({_ENDPOINT!r}, redirect_uri={_PAGE!r}, "
            "scope=['write:pets', 'read:pets'], state=token_urlsafe(32))",
        ),
        "Authlib, create_authorization_url()": Task(
            once=f"""
from authlib.integrations.requests_client import OAuth2Session
auth = OAuth2Session("bench", scope="write:pets read:pets", redirect_uri={_PAGE!r})
""",
            each=f"auth.create_authorization_url({_ENDPOINT!r}, response_type='token')",
        ),
    },
)

REDIRECT = Comparison(
    title="reading a redirect",
    things=f"'{_PAGE}#access_token=token-' + str(n) + '&token_type=bearer&expires_in="
    "3600&scope=read%3Apets+write%3Apets&state=' + begun(n)",
    tasks={
        "fetch_token()": Task(
            once=f"""{_PETSTORE}
def begun(n):
    state = f'state-{{n:037}}'
    manager.get_authorization_url(state)
    return state
""",
            each="manager.fetch_token(it)",
        ),
        "oauthlib, parse_request_uri_response()": Task(
            once=f"""{_STATES}
from oauthlib.oauth2 import MobileApplicationClient
auth = MobileApplicationClient("bench", scope=["write:pets", "read:pets"])
""",
            each="auth.parse_request_uri_response(it, state=it[-43:])",
        ),
        "Authlib, token_from_fragment()": Task(
            once=f"""{_STATES}
from authlib.integrations.requests_client import OAuth2Session
auth = OAuth2Session("bench")
""",
            each="auth.token_from_fragment(it, state=it[-43:])",
        ),
    },
)


def microseconds(task: Task, things: str) -> float:
    """What one call takes, at best, in a process of its own."""
    program = f"""{task.once}
from timeit import Timer
timer = Timer(
    {f"for it in things: {task.each}"!r},
    {f"things = [{things} for n in range({COUNT})]"!r},
    globals=globals())
print(min(timer.repeat({PASSES}, 1)))
"""
    done = subprocess.run(
        [str(PEERS), "-c", program], check=True, stdout=subprocess.PIPE, text=True
    )
    return float(done.stdout) / COUNT * 1_000_000


def tables() -> Iterator[Table]:
    """One table per comparison."""
    for comparison in (ON_A_REQUEST, OPERATION, AUTHORIZATION_URL, REDIRECT):
        tasks, things = comparison.tasks, comparison.things
        yield Table(
            title=comparison.title,
            unit="us",
            ours=next(iter(tasks)),
            rows=in_turns(
                [*tasks],
                ROUNDS,
                lambda label: microseconds(tasks[label], things),  # noqa: B023
            ),
        )
