"""django-oauth-toolkit, running: `python -m tests.servers.django_server`."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import django

from tests.servers.oauth_server import PASSWORD, USERNAME
from tests.servers.serving import serve


def register(
    client_id: str,
    redirect_uris: list[str],
    grant_type: str,
    scopes: list[str],  # the toolkit has the same scopes for every client
) -> None:
    """Register a public client."""
    from oauth2_provider.models import Application

    Application.objects.create(
        client_id=client_id,
        name=client_id,
        redirect_uris=" ".join(redirect_uris),
        client_type=Application.CLIENT_PUBLIC,
        authorization_grant_type=grant_type,
        algorithm=Application.RS256_ALGORITHM,
    )


def expire(access_token: str) -> None:
    """Let a token have expired a second ago."""
    from django.utils import timezone
    from oauth2_provider.models import AccessToken

    token = AccessToken.objects.get(token=access_token)
    token.expires = timezone.now() - timedelta(seconds=1)
    token.save()


def main() -> None:
    """Set the project up in the current folder, and serve it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.servers.django_server.settings"
    django.setup()
    from django.contrib.auth.models import User
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    User.objects.create_user(USERNAME, password=PASSWORD)
    endpoints = {
        "authorization_endpoint": "/oauth/authorize/",
        "token_endpoint": "/oauth/token/",
        "revocation_endpoint": "/oauth/revoke_token/",
        "resource": "/pets",
        "discovery": "/oauth/.well-known/openid-configuration",
    }
    commands: dict[str, Callable[..., None]] = {"register": register, "expire": expire}
    serve(StaticFilesHandler(WSGIHandler()), endpoints, commands)


if __name__ == "__main__":
    main()
