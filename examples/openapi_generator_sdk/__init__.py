"""An SDK that openapi-generator has generated, with our authentication."""

from __future__ import annotations

import os

from petstore_api import ApiClient, Configuration, DefaultApi

from generated.petstore import PetstoreAuthCredentials, PetstoreClient

API = os.environ.get("PETSTORE_API", "https://petstore3.swagger.io/api/v3")

client = PetstoreClient(
    petstore_auth_credentials=PetstoreAuthCredentials.from_environment().clone_with(
        o_auth_scopes=["read:pets", "write:pets"]
    ),
    allowed_origins=[API],
)


def sdk_for(operation: str) -> DefaultApi:
    """The SDK's operations, authenticated as one of them asks for.

    The SDK is made for a token that never changes, so it gets none. The pool of
    connections below it asks ours before every request.
    """
    sdk = ApiClient(Configuration(host=API))
    rest = sdk.rest_client
    rest.pool_manager = client.for_operation(operation).urllib3(rest.pool_manager)
    return DefaultApi(sdk)
