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
from .client import PetstoreClient
from .schemes.api_key import (
    ApiKeyCredentials,
)
from .schemes.petstore_auth import (
    PetstoreAuthCredentials,
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
            "petstore_auth",
            "implicit",
            PetstoreAuthCredentials,
        ),
        Scheme(
            "api_key",
            "api_key_header",
            ApiKeyCredentials,
        ),
    )

    def client(self, **settings: Any) -> PetstoreClient:
        """A new client that this server knows, with no token yet.

        `settings` are those of the client, such as `token_store`. Raises RuntimeError
        where the server is not running.
        """
        return PetstoreClient(
            petstore_auth_credentials=self.credentials(PetstoreAuthCredentials),
            api_key_credentials=self.credentials(ApiKeyCredentials),
            **settings,
        )


__all__ = ["AuthorizationServer", "ErrorPageError"]

# Where pytest runs, and there alone: nobody else has to have it.
if "pytest" in sys.modules:
    authorization_server = fixture_of(AuthorizationServer)
    """The fixture: a server of its own for every test."""
