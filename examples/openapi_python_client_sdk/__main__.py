"""Log in, add a pet, and show which ones are available."""

from __future__ import annotations

from petstore_client.api.default import add_pet, find_pets_by_status
from petstore_client.models import FindPetsByStatusStatus, Pet, PetStatus

from examples.openapi_python_client_sdk import client, sdk_for


def add(name: str) -> None:
    """Add an available pet."""
    with sdk_for("addPet") as sdk:
        add_pet.sync(client=sdk, body=Pet(name=name, status=PetStatus.AVAILABLE))


def available() -> list[str]:
    """The names of the pets that are available."""
    status = FindPetsByStatusStatus.AVAILABLE
    with sdk_for("findPetsByStatus") as sdk:
        pets = find_pets_by_status.sync(client=sdk, status=status)
    return [pet.name for pet in pets or ()]


def main() -> None:
    """Use the SDK, after a login if there is none."""
    if not client.petstore_auth.is_valid():
        client.petstore_auth.authorize(timeout=120)
    add("Bello")
    print(available())  # noqa: T201


if __name__ == "__main__":
    main()
