"""What a package offers beside the names of its document."""

from __future__ import annotations

from typing import NamedTuple


class Exports(NamedTuple):
    """Public names of one module of `templates/_auth`."""

    module: str
    """`oauth_token`"""
    names: tuple[str, ...]
    """In the order of an import."""


ERRORS = Exports(
    module="errors",
    names=(
        "AuthError",
        "AuthorizationError",
        "AuthorizationResponseError",
        "AuthorizationTimeoutError",
        "CredentialsMissingError",
        "IdTokenError",
        "InsecureTransportError",
        "InsufficientScopeError",
        "InvalidRequestError",
        "InvalidTokenError",
        "TokenExpiredError",
        "TokenMissingError",
        "TokenRejectedError",
        "TokenStoreError",
        "TransportError",
    ),
)
TOKENS = Exports(module="oauth_token", names=("OAuthToken",))

STORES = (
    Exports(module="file_token_store", names=("FileTokenStore",)),
    Exports(module="keyring_token_store", names=("KeyringTokenStore",)),
    Exports(module="token_store", names=("MemoryTokenStore", "TokenStore")),
)

EXPORTS = (ERRORS, TOKENS, *STORES)
"""Everything that any package offers: its names are kept free in all of them."""
