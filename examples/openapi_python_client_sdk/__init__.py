"""An SDK that openapi-python-client has generated, with our authentication."""

from __future__ import annotations

import os

import httpx
from petstore_client import AuthenticatedClient

from generated.petstore import PetstoreAuthCredentials, PetstoreClient

API = os.environ.get("PETSTORE_API", "https://petstore3.swagger.io/api/v3")

client = PetstoreClient(
    petstore_auth_credentials=PetstoreAuthCredentials.from_environment().clone_with(
        o_auth_scopes=["read:pets", "write:pets"]
    ),
    allowed_origins=[API],
)


def sdk_for(operation: str) -> AuthenticatedClient:
    """The SDK's client for one operation, which is authenticated as that asks for.

    The SDK is made for a token that never changes, so it gets none. Its HTTP client
    asks ours before every request.
    """
    http = httpx.Client(base_url=API, auth=client.for_operation(operation))
    sdk = AuthenticatedClient(API, token="", raise_on_unexpected_status=True)
    return sdk.set_httpx_client(http)
