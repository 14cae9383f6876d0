"""Log in, add a pet, and show which ones are available."""

from __future__ import annotations

from petstore_api import Pet

from examples.openapi_generator_sdk import client, sdk_for


def add(name: str) -> None:
    """Add an available pet."""
    sdk_for("addPet").add_pet(Pet(name=name, status="available"))


def available() -> list[str]:
    """The names of the pets that are available."""
    pets = sdk_for("findPetsByStatus").find_pets_by_status("available")
    return [pet.name for pet in pets]


def main() -> None:
    """Use the SDK, after a login if there is none."""
    if not client.petstore_auth.is_valid():
        client.petstore_auth.authorize(timeout=120)
    add("Bello")
    print(available())  # noqa: T201


if __name__ == "__main__":
    main()
