"""Mutual TLS: the client has a certificate (OpenAPI 3.1, `mutualTLS`; RFC 8446)."""

from __future__ import annotations

from .credentials import Credentials
from .errors import CredentialsMissingError, InvalidRequestError, printable
from .given_auth import GivenAuth
from .request_parts import RequestParts
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike
    from ssl import SSLContext
    from typing import TypeVar

    from .errors import AuthError
    from .request_parts import Target
    from .settings import Settings

    C = TypeVar("C", bound="MutualTlsCredentials")


class MutualTlsCredentials(Credentials):
    """The files of a certificate and of its private key, in PEM; or an SSLContext.

    Without `private_key_file`, the key stands in the certificate's file. Nothing is
    read before `ssl_context()` is called.
    """

    __slots__ = (
        "certificate_file",
        "private_key_file",
        "private_key_password",
        "ssl_context",
    )

    certificate_file: str | None
    private_key_file: str | None
    private_key_password: str | None
    ssl_context: SSLContext | None
    _secret_fields = frozenset(["private_key_password"])

    @keeps_secrets
    def __init__(
        self,
        *,
        certificate_file: str | PathLike[str] | None = None,
        private_key_file: str | PathLike[str] | None = None,
        private_key_password: str | None = None,
        ssl_context: SSLContext | None = None,
    ) -> None:
        from os import fspath

        self._set(
            certificate_file=certificate_file and fspath(certificate_file),
            private_key_file=private_key_file and fspath(private_key_file),
            private_key_password=private_key_password,
            ssl_context=ssl_context,
        )

    @classmethod
    def from_environment(cls: type[C]) -> C:
        """`<PREFIX>_CERTIFICATE_FILE`, `_PRIVATE_KEY_FILE`, `_PRIVATE_KEY_PASSWORD`."""
        return cls(
            certificate_file=cls._environment("certificate_file"),
            private_key_file=cls._environment("private_key_file"),
            private_key_password=cls._environment("private_key_password"),
        )


class MutualTls(GivenAuth):
    """Gives the certificate to HTTP clients; nothing goes on the requests themselves.

    A client is made with it once: `httpx.Client(verify=client.x.ssl_context())`,
    `requests.get(url, cert=client.x.cert)`.
    """

    _sends_one_header = False

    def __init__(
        self, credentials: MutualTlsCredentials, settings: Settings | None = None
    ) -> None:
        super().__init__(credentials, settings)
        self._credentials = credentials

    @property
    def cert(self) -> str | tuple[str, str]:
        """What requests takes as `cert=`: a path, or two.

        Raises CredentialsMissingError without a file, and InvalidRequestError with a
        password, for which requests has no place.
        """
        certificate, key = self._files()
        if self._credentials.private_key_password is not None:
            raise InvalidRequestError(
                "requests takes no password of a private key: mount an HTTPAdapter "
                "that uses ssl_context(), or take the password off a copy of the key"
            )
        return certificate if key is None else (certificate, key)

    @keeps_secrets
    def ssl_context(self) -> SSLContext:
        """A context that trusts what the system trusts and shows the certificate.

        For the standard library's `context=`, httpx' `verify=` and aiohttp's `ssl=`.
        The credentials' own `ssl_context` is given back as it is. Raises
        CredentialsMissingError, and InvalidRequestError for files that do not fit.
        """
        if self._credentials.ssl_context is not None:
            return self._credentials.ssl_context
        # Imported on first use: it brings OpenSSL.
        import ssl

        certificate, key = self._files()
        context = ssl.create_default_context()
        # Without a password OpenSSL would ask for one at the terminal.
        password = self._credentials.private_key_password or ""
        try:
            context.load_cert_chain(certificate, key, lambda: password)
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or getattr(error, "strerror", None)
        else:
            return context
        raise InvalidRequestError(
            f"the certificate {printable(certificate)} cannot be used with its key: "
            f"{printable(str(reason or 'not understood'))}"
        )

    def lacks(self, scopes: tuple[str, ...] = ()) -> AuthError | None:  # noqa: ARG002
        """Why no request can be authenticated now; None if one can."""
        given = self._credentials
        if given.certificate_file is None and given.ssl_context is None:
            return self._no_certificate()
        return None

    def _parts(self, target: Target) -> RequestParts:  # noqa: ARG002
        return RequestParts()

    def _files(self) -> tuple[str, str | None]:
        given = self._credentials
        if given.certificate_file is None:
            raise self._no_certificate()
        return given.certificate_file, given.private_key_file

    def _no_certificate(self) -> CredentialsMissingError:
        prefix = self._credentials.environment_prefix
        return CredentialsMissingError(
            f"{self.scheme} has no certificate_file: give certificate_file and "
            f"private_key_file to its credentials, or set {prefix}_CERTIFICATE_FILE "
            f"and {prefix}_PRIVATE_KEY_FILE and use from_environment()"
        )
