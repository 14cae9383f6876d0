"""`login`, `list`, `add NAME` and `logout`.

The token is kept in a file that only its owner can read: one login serves until the
token is out of date.
"""

from __future__ import annotations

import os
from typing import Any

import click
import requests

from generated.petstore import (
    AuthError,
    CredentialsMissingError,
    FileTokenStore,
    InsufficientScopeError,
    PetstoreAuthCredentials,
    PetstoreClient,
)

API = os.environ.get("PETSTORE_API", "https://petstore3.swagger.io/api/v3")
TOKENS = os.environ.get("PETS_TOKENS", "~/.local/state/pets/tokens.json")

# By the error's code. All others explain themselves.
ADVICE = {
    "access_denied": "The server was told no, so nothing has changed.",
    "timeout": "Nobody answered in time. To try again: login",
    "token_missing": "You are not logged in. To do that: login",
    "token_expired": "Your login is out of date. To renew it: login",
    "invalid_token": "The server does not take your login any more. To renew it: login",
}


class Explaining(click.Group):
    """Ends a command that fails with a sentence, and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AuthError as error:
            raise click.ClickException(advice(error)) from None
        except requests.RequestException:
            raise click.ClickException(
                "The API does not answer as it should."
            ) from None


@click.group(cls=Explaining)
@click.pass_context
def main(context: click.Context) -> None:
    """See the pets of the Petstore, and add some."""
    context.obj = PetstoreClient(
        petstore_auth_credentials=PetstoreAuthCredentials.from_environment().clone_with(
            o_auth_scopes=["read:pets", "write:pets"]
        ),
        allowed_origins=[API],
        token_store=FileTokenStore(TOKENS),
    )


@main.command()
@click.option("--timeout", default=120.0, help="Seconds that you have for it.")
@click.pass_obj
def login(client: PetstoreClient, timeout: float) -> None:
    """Open the browser, and keep what you allow there."""
    client.petstore_auth.authorize(timeout)
    click.echo("You are logged in.")
    if client.petstore_auth.missing_scopes:
        click.echo(not_allowed(client.petstore_auth.missing_scopes))


@main.command()
@click.pass_obj
def logout(client: PetstoreClient) -> None:
    """Forget the login."""
    client.petstore_auth.o_auth_token = None
    click.echo("You are logged out.")


@main.command("list")
@click.pass_obj
def list_pets(client: PetstoreClient) -> None:
    """Show the pets that are available."""
    found: Any = requests.get(
        f"{API}/pet/findByStatus",
        {"status": "available"},
        auth=client.for_operation("findPetsByStatus"),
        timeout=10,
    )
    found.raise_for_status()
    for pet in found.json():
        click.echo(printable(pet["name"]))


@main.command()
@click.argument("name")
@click.pass_obj
def add(client: PetstoreClient, name: str) -> None:
    """Add an available pet."""
    requests.post(
        f"{API}/pet",
        json={"name": name, "status": "available"},
        auth=client.for_operation("addPet"),
        timeout=10,
    ).raise_for_status()
    click.echo(f"Added {printable(name)}.")


def advice(error: AuthError) -> str:
    """What to tell the person."""
    if isinstance(error, CredentialsMissingError) and error.lacking:
        # Each operation that is called here has one alternative, of one scheme.
        ((error,),) = error.lacking
    if isinstance(error, InsufficientScopeError):
        return not_allowed(error.missing_scopes)
    return ADVICE.get(error.code, str(error))


def not_allowed(scopes: tuple[str, ...]) -> str:
    """What to tell somebody who has allowed too little."""
    return f"You have not allowed {' and '.join(scopes)}. To be asked again: login"


def printable(text: str) -> str:
    """Text of the API, which shall not move the cursor."""
    return "".join(c if c.isprintable() else "?" for c in text)


if __name__ == "__main__":
    main(prog_name="pets")
