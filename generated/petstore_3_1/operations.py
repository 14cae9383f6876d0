"""What each operation asks for, as the document's `security` says it.

A list of alternatives; within one, every scheme is needed, with the scopes listed. An
empty list asks for nothing.
"""

from __future__ import annotations

# Type checkers take this for true. Python need not: importing typing costs more than
# importing this package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._auth.operation_auth import Operations

OPERATIONS: Operations = {
    "updatePet": [{"petstore_auth": ["write:pets", "read:pets"]}],
    "addPet": [{"petstore_auth": ["write:pets", "read:pets"]}],
    "findPetsByStatus": [{"petstore_auth": ["write:pets", "read:pets"]}],
    "findPetsByTags": [{"petstore_auth": ["write:pets", "read:pets"]}],
    "getPetById": [{"api_key": []}, {"petstore_auth": ["write:pets", "read:pets"]}],
    "updatePetWithForm": [{"petstore_auth": ["write:pets", "read:pets"]}],
    "deletePet": [{"petstore_auth": ["write:pets", "read:pets"]}],
    "uploadFile": [{"petstore_auth": ["write:pets", "read:pets"]}],
    "getInventory": [{"api_key": []}],
    "placeOrder": [],
    "getOrderById": [],
    "loginUser": [],
}
