"""Mutual TLS at a server that asks for a certificate, with every HTTP client."""

from __future__ import annotations

import asyncio
import ssl
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import aiohttp
import httpx
import pytest
import requests
import trustme
import urllib3
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from templates._auth.errors import CredentialsMissingError, InvalidRequestError
from templates._auth.mutual_tls import MutualTls, MutualTlsCredentials
from templates._auth.operation_auth import OperationAuth
from templates._auth.settings import Settings
from tests.package.http_clients import TIMEOUT
from tests.package.managers import header_key

PASSWORD = "TREASURE-password"


class Certificate(MutualTls):
    scheme = "certificate"


class CertificateCredentials(MutualTlsCredentials):
    __slots__ = ()

    environment_prefix = "CERTIFICATE"


class Files:
    """The certificates of an authority, as files: the server's and the client's."""

    def __init__(self, folder: Path) -> None:
        authority: Any = trustme.CA()
        client = authority.issue_cert("client@pets.example")
        self.authority, self.certificate = folder / "ca.pem", folder / "cert.pem"
        self.key, self.locked_key = folder / "key.pem", folder / "locked.pem"
        self.both = folder / "both.pem"
        authority.cert_pem.write_to_path(self.authority)
        client.cert_chain_pems[0].write_to_path(self.certificate)
        client.private_key_pem.write_to_path(self.key)
        client.private_key_and_cert_chain_pem.write_to_path(self.both)
        self.locked_key.write_bytes(_locked(client.private_key_pem.bytes()))
        self.of_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(self.of_server)
        authority.configure_trust(self.of_server)
        self.of_server.verify_mode = ssl.CERT_REQUIRED


def _locked(key: bytes) -> bytes:
    encryption = BestAvailableEncryption(PASSWORD.encode())
    return load_pem_private_key(key, None).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, encryption
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("certificates"))


class _Handler(BaseHTTPRequestHandler):
    timeout = TIMEOUT

    def do_GET(self) -> None:
        connection: Any = self.connection
        name = connection.getpeercert()["subjectAltName"]
        self.send_response(200)
        self.send_header("Content-Length", str(len(repr(name))))
        self.end_headers()
        self.wfile.write(repr(name).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client without a certificate is what some tests are about."""


@pytest.fixture
def url(files: Files) -> Iterator[str]:
    """A server that tells whose certificate it was shown."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.socket = files.of_server.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def context_of(auth: MutualTls, files: Files) -> ssl.SSLContext:
    """As an application does whose server's authority the system does not know."""
    context = auth.ssl_context()
    context.load_verify_locations(files.authority)
    return context


def with_requests(url: str, auth: MutualTls, files: Files) -> str:
    return requests.get(
        url, auth=auth, cert=auth.cert, verify=str(files.authority), timeout=TIMEOUT
    ).text


def with_httpx(url: str, auth: MutualTls, files: Files) -> str:
    with httpx.Client(auth=auth, verify=context_of(auth, files)) as http:
        return http.get(url).text


def with_aiohttp(url: str, auth: MutualTls, files: Files) -> str:
    async def get() -> str:
        context = context_of(auth, files)
        async with (
            aiohttp.ClientSession(middlewares=[auth]) as session,
            session.get(url, ssl=context) as response,
        ):
            return await response.text()

    return asyncio.run(get())


def with_urllib(url: str, auth: MutualTls, files: Files) -> str:
    context = context_of(auth, files)
    with urllib.request.urlopen(url, timeout=TIMEOUT, context=context) as response:
        return str(response.read().decode())


def with_urllib3(url: str, auth: MutualTls, files: Files) -> str:
    with urllib3.PoolManager(ssl_context=context_of(auth, files)) as pool:
        return str(auth.urllib3(pool).request("GET", url).data.decode())


every_client = pytest.mark.parametrize(
    "get", [with_requests, with_httpx, with_aiohttp, with_urllib, with_urllib3]
)
Get = Callable[[str, MutualTls, Files], str]


@every_client
@pytest.mark.parametrize("one_file", [True, False])
def test_server_is_shown_the_certificate(
    url: str, files: Files, get: Get, one_file: bool
) -> None:
    credentials = (
        CertificateCredentials(certificate_file=files.both)
        if one_file
        else CertificateCredentials(
            certificate_file=files.certificate, private_key_file=files.key
        )
    )

    assert "client@pets.example" in get(url, Certificate(credentials), files)


def test_server_refuses_who_has_none(url: str, files: Files) -> None:
    """That the tests above could fail."""
    with pytest.raises(requests.exceptions.RequestException):
        requests.get(url, verify=str(files.authority), timeout=TIMEOUT)


def test_key_can_have_a_password(url: str, files: Files) -> None:
    credentials = CertificateCredentials(
        certificate_file=files.certificate,
        private_key_file=files.locked_key,
        private_key_password=PASSWORD,
    )
    auth = Certificate(credentials)

    assert "client@pets.example" in with_httpx(url, auth, files)
    with pytest.raises(InvalidRequestError, match="ssl_context"):
        _ = auth.cert
    assert PASSWORD not in repr([credentials, auth])


def test_context_of_the_application_is_given_back() -> None:
    context = ssl.create_default_context()
    auth = Certificate(CertificateCredentials(ssl_context=context))

    assert auth.ssl_context() is context
    assert auth.is_valid()
    with pytest.raises(CredentialsMissingError, match="CERTIFICATE_CERTIFICATE_FILE"):
        _ = auth.cert


@pytest.mark.parametrize("password", [None, "TREASURE-wrong"])
@pytest.mark.parametrize("key", ["key", "locked_key", "authority", "missing"])
def test_files_that_do_not_fit_are_an_error_that_names_them(
    files: Files, key: str, password: str | None
) -> None:
    if key == "key":
        # A key that is fine, with a certificate that is not there.
        certificate, key_file = files.key.with_name("no-such.pem"), files.key
    else:
        certificate = files.certificate
        key_file = getattr(files, key, files.key.with_name("missing.pem"))
    credentials = CertificateCredentials(
        certificate_file=certificate,
        private_key_file=key_file,
        private_key_password=password,
    )

    with pytest.raises(InvalidRequestError, match=certificate.name) as caught:
        Certificate(credentials).ssl_context()

    assert "TREASURE" not in str(caught.value)
    assert "None" not in str(caught.value)


def test_nothing_goes_on_a_request_and_a_missing_certificate_is_told(
    files: Files,
) -> None:
    without = Certificate(CertificateCredentials())
    with_one = Certificate(CertificateCredentials(certificate_file=files.both))

    def operation(certificate: Certificate) -> OperationAuth:
        managers: Any = {"certificate": (certificate,), "key": (header_key(),)}
        return OperationAuth(
            "getPets", [{"certificate": (), "key": ()}], managers, Settings()
        )

    assert operation(with_one).headers() == header_key().headers()
    assert with_one.headers() == {}
    with pytest.raises(CredentialsMissingError, match="no certificate_file"):
        operation(without).headers()
    assert not without.is_valid()


def test_environment_names_the_files(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CERTIFICATE_CERTIFICATE_FILE", str(files.certificate))
    monkeypatch.setenv("CERTIFICATE_PRIVATE_KEY_FILE", str(files.locked_key))
    monkeypatch.setenv("CERTIFICATE_PRIVATE_KEY_PASSWORD", PASSWORD)

    auth = Certificate(CertificateCredentials.from_environment())

    assert auth.ssl_context().get_ca_certs() is not None
