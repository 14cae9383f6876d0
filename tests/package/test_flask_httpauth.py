"""The schemes of HTTP at a server that nobody here wrote: Flask-HTTPAuth."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from threading import Thread
from typing import Any

import flask
import pytest
from werkzeug.serving import make_server

from templates._auth.http_basic import HttpBasicCredentials
from templates._auth.http_digest import HttpDigest
from tests.package.http_clients import Send, every_http_client
from tests.package.managers import basic, bearer, header_key

httpauth: Any = import_module("flask_httpauth")  # it has no types

PASSWORD = "TREASURE: ü"


class Digest(HttpDigest):
    scheme = "digest"


def digest(password: str = PASSWORD) -> Digest:
    return Digest(HttpBasicCredentials(username="Mufasa", password=password))


def digest_auth(algorithm: str) -> Any:
    auth = httpauth.HTTPDigestAuth(realm="pets", algorithm=algorithm)
    # The server's own callbacks keep them in a session, which needs a cookie.
    auth.generate_nonce(lambda: f"nonce-of-{algorithm}")
    auth.verify_nonce(f"nonce-of-{algorithm}".__eq__)
    auth.generate_opaque(lambda: "opaque")
    auth.verify_opaque("opaque".__eq__)
    auth.get_password({"Mufasa": PASSWORD}.get)
    return auth


def is_known(name: str, password: str) -> bool:
    return (name, password) == ("Jäsøn", PASSWORD)


def application() -> flask.Flask:
    app = flask.Flask(__name__)
    by_password = httpauth.HTTPBasicAuth()
    by_password.verify_password(is_known)
    by_token = httpauth.HTTPTokenAuth()
    by_token.verify_token("TREASURE.bearer".__eq__)
    by_key = httpauth.HTTPTokenAuth(header="X-Key")
    by_key.verify_token("TREASURE-header".__eq__)
    schemes: dict[str, Any] = {
        "basic": by_password,
        "bearer": by_token,
        "key": by_key,
        "md5": digest_auth("MD5"),
        "md5-sess": digest_auth("MD5-Sess"),
    }
    for path, auth in schemes.items():
        app.add_url_rule(f"/{path}", path, auth.login_required(lambda: "in"))
    return app


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, application(), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@every_http_client
@pytest.mark.parametrize(
    ("path", "auth"),
    [
        ("basic", basic()),
        ("bearer", bearer()),
        ("key", header_key()),
        ("md5", digest()),
        ("md5-sess", digest()),
    ],
)
def test_server_lets_it_in(url: str, send: Send, path: str, auth: Any) -> None:
    assert send(f"{url}/{path}?a=%20b", auth) == 200
    assert send(f"{url}/{path}?a=%20b", auth) == 200


@every_http_client
@pytest.mark.parametrize(
    ("path", "auth"),
    [
        ("basic", bearer()),
        ("bearer", basic()),
        ("key", bearer()),
        ("md5", digest("wrong")),
        ("md5-sess", basic()),
    ],
)
def test_server_can_refuse(url: str, send: Send, path: str, auth: Any) -> None:
    """That the test above could fail."""
    assert send(f"{url}/{path}", auth) == 401
