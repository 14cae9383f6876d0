"""An authorization server and an API for the tests of your program. For tests only.

The page doc/testing.md shows its use. Nothing else of this package imports this module.
"""

from __future__ import annotations

import sys
from typing import Any

from ._testing.clients import Scheme
from ._testing.person import ErrorPageError
from ._testing.pytest_fixture import fixture_of
from ._testing.server import ServerForTests
from .client import EverySchemeClient
from .schemes.api_key import (
    ApiKeyCredentials,
)
from .schemes.basic import (
    BasicCredentials,
)
from .schemes.bearer import (
    BearerCredentials,
)
from .schemes.certificate import (
    CertificateCredentials,
)
from .schemes.digest import (
    DigestCredentials,
)
from .schemes.identity import (
    IdentityCredentials,
)
from .schemes.key_in_cookie import (
    KeyInCookieCredentials,
)
from .schemes.key_in_query import (
    KeyInQueryCredentials,
)
from .schemes.login import (
    LoginCredentials,
)
from .schemes.login_client_credentials import (
    LoginClientCredentialsCredentials,
)
from .schemes.login_device_authorization import (
    LoginDeviceAuthorizationCredentials,
)
from .schemes.login_implicit import (
    LoginImplicitCredentials,
)
from .schemes.login_password import (
    LoginPasswordCredentials,
)
from .schemes.negotiate import (
    NegotiateCredentials,
)


class AuthorizationServer(ServerForTests):
    """An authorization server and an API on 127.0.0.1, for one test. For tests only.

    It is given credentials as your program has them, and makes up what is left out:
    `AuthorizationServer(SomeCredentials(...))`. Then, in a `with` statement, `client()`
    is one that it knows, and `authorize()` needs nobody to press anything. What it is
    to do wrong is said to its endpoints, such as `token_endpoint.refuse(...)`.

    With `real_browser=True`, its pages are shown in a browser, to whoever sits there.
    """

    schemes = (
        Scheme(
            "login",
            "authorization_code",
            LoginCredentials,
        ),
        Scheme(
            "login_implicit",
            "implicit",
            LoginImplicitCredentials,
        ),
        Scheme(
            "login_client_credentials",
            "client_credentials",
            LoginClientCredentialsCredentials,
        ),
        Scheme(
            "login_password",
            "password",
            LoginPasswordCredentials,
        ),
        Scheme(
            "login_device_authorization",
            "device_authorization",
            LoginDeviceAuthorizationCredentials,
        ),
        Scheme(
            "identity",
            "open_id_connect",
            IdentityCredentials,
        ),
        Scheme(
            "api_key",
            "api_key_header",
            ApiKeyCredentials,
        ),
        Scheme(
            "key_in_query",
            "api_key_query",
            KeyInQueryCredentials,
        ),
        Scheme(
            "key_in_cookie",
            "api_key_cookie",
            KeyInCookieCredentials,
        ),
        Scheme(
            "basic",
            "http_basic",
            BasicCredentials,
        ),
        Scheme(
            "bearer",
            "http_bearer",
            BearerCredentials,
        ),
        Scheme(
            "digest",
            "http_digest",
            DigestCredentials,
        ),
        Scheme(
            "negotiate",
            "http_authorization",
            NegotiateCredentials,
        ),
        Scheme(
            "certificate",
            "mutual_tls",
            CertificateCredentials,
        ),
    )

    def client(self, **settings: Any) -> EverySchemeClient:
        """A new client that this server knows, with no token yet.

        `settings` are those of the client, such as `token_store`. Raises RuntimeError
        where the server is not running.
        """
        return EverySchemeClient(
            login_credentials=self.credentials(LoginCredentials),
            login_implicit_credentials=self.credentials(LoginImplicitCredentials),
            login_client_credentials_credentials=self.credentials(
                LoginClientCredentialsCredentials
            ),
            login_password_credentials=self.credentials(LoginPasswordCredentials),
            login_device_authorization_credentials=self.credentials(
                LoginDeviceAuthorizationCredentials
            ),
            identity_credentials=self.credentials(IdentityCredentials),
            api_key_credentials=self.credentials(ApiKeyCredentials),
            key_in_query_credentials=self.credentials(KeyInQueryCredentials),
            key_in_cookie_credentials=self.credentials(KeyInCookieCredentials),
            basic_credentials=self.credentials(BasicCredentials),
            bearer_credentials=self.credentials(BearerCredentials),
            digest_credentials=self.credentials(DigestCredentials),
            negotiate_credentials=self.credentials(NegotiateCredentials),
            certificate_credentials=self.credentials(CertificateCredentials),
            **settings,
        )


__all__ = ["AuthorizationServer", "ErrorPageError"]

# Where pytest runs, and there alone: nobody else has to have it.
if "pytest" in sys.modules:
    authorization_server = fixture_of(AuthorizationServer)
    """The fixture: a server of its own for every test."""
