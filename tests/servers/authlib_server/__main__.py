"""Authlib's Flask server, running: `python -m tests.servers.authlib_server`."""

from __future__ import annotations

import os

from werkzeug.security import generate_password_hash

from tests.servers.oauth_server import PASSWORD, USERNAME
from tests.servers.serving import serve


def register(
    client_id: str,
    redirect_uris: list[str],
    grant_type: str,
    scopes: list[str],
    secret: str,
) -> None:
    """Register a client; it is a public one if it has no secret."""
    from tests.servers.authlib_server.models import Client, session

    client = Client(client_id=client_id, client_secret=secret)
    client.set_client_metadata(
        {
            "client_name": client_id,
            "redirect_uris": redirect_uris,
            "grant_types": [grant_type, "refresh_token"],
            "response_types": [
                "code" if grant_type == "authorization_code" else "token"
            ],
            "scope": " ".join(scopes),
            "token_endpoint_auth_method": "client_secret_basic" if secret else "none",
        }
    )
    session.add(client)
    session.commit()


def expire(access_token: str) -> None:
    """Let a token have expired a second ago."""
    from tests.servers.authlib_server.models import Token, session

    token = session.query(Token).filter_by(access_token=access_token).one()
    token.issued_at -= token.expires_in + 1
    session.commit()


def main() -> None:
    """Make the database in the current folder, and serve."""
    # For plain http, which does not leave this machine.
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    from tests.servers.authlib_server.application import app
    from tests.servers.authlib_server.models import Base, User, engine, session

    Base.metadata.create_all(engine)
    # One person logs in, again and again: the cheapest hash will do.
    hashed = generate_password_hash(PASSWORD, "pbkdf2:sha256:1")
    session.add(User(name=USERNAME, password_hash=hashed))
    session.commit()
    endpoints = {
        "authorization_endpoint": "/authorize",
        "token_endpoint": "/token",
        "revocation_endpoint": "/revoke",
        "resource": "/pets",
    }
    serve(app, endpoints, {"register": register, "expire": expire})


if __name__ == "__main__":
    main()
