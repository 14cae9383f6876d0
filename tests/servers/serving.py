"""What a server's process does: serve an application, and obey the tests.

A command is a line of JSON on standard input, its result a line on standard output.
The process ends with its standard input, so it never outlives the tests.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from threading import Thread
from typing import TYPE_CHECKING

from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def serve(
    application: WSGIApplication,
    endpoints: Mapping[str, str],
    commands: Mapping[str, Callable[..., object]],
    prepare: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve on a free port of 127.0.0.1, say where, and carry commands out.

    `endpoints` are paths by the names that RFC 8414 gives them. `prepare` is told the
    URL before anybody else.
    """
    server = make_server("127.0.0.1", 0, application, threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    prepare(url)
    Thread(target=server.serve_forever, daemon=True).start()
    _say({name: url + path for name, path in endpoints.items()})
    for line in sys.stdin:
        name, arguments = json.loads(line)
        _say(commands[name](**arguments))


def _say(result: object) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
