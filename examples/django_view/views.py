"""The pages: a login, what it ends with, and a view that calls the API."""

from __future__ import annotations

import os
from secrets import token_urlsafe
from typing import Any

import requests
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render

from generated.petstore import (
    AuthError,
    OAuthToken,
    PetstoreAuthCredentials,
    PetstoreClient,
)

API = os.environ.get("PETSTORE_API", "https://petstore3.swagger.io/api/v3")

credentials = PetstoreAuthCredentials.from_environment().clone_with(
    o_auth_redirect_uri=f"{settings.ORIGIN}/callback",
    o_auth_scopes=["read:pets", "write:pets"],
)
# It begins and ends the logins of all. It holds no token.
client = PetstoreClient(petstore_auth_credentials=credentials)


def home(request: HttpRequest) -> HttpResponse:
    """Offer to log in or out."""
    return render(request, "home.html", {"token": token_of_session(request)})


def log_in(request: HttpRequest) -> HttpResponse:
    """Send the person to the server, with a state that only this session knows."""
    request.session["state"] = token_urlsafe(32)
    url = client.petstore_auth.get_authorization_url(state=request.session["state"])
    return HttpResponseRedirect(url)


def callback(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The redirect URI: a page that posts what only the browser can read."""
    page = client.petstore_auth.callback_page(post_to="/oauth/token", continue_to="/")
    return HttpResponse(page, headers=page.headers)


def take_token(request: HttpRequest) -> HttpResponse:
    """Take what the page posts, if it is this session's, and answer the page."""
    answer = client.petstore_auth.callback_answer(
        request.headers, request.body, request.session.get("state")
    )
    if answer.is_over:
        del request.session["state"]
    if answer.token is not None:
        # A new id and a new CSRF token: whoever knew the old ones has no use of them.
        request.session.cycle_key()
        rotate_token(request)
        request.session["token"] = answer.token.to_dictionary()
    return HttpResponse(answer, status=answer.status, headers=answer.headers)


def pets(request: HttpRequest) -> HttpResponse:
    """Call the API with the person's own token."""
    visitor = PetstoreClient(
        petstore_auth_credentials=credentials.clone_with(
            o_auth_token=token_of_session(request)
        ),
        allowed_origins=[API],
    )
    try:
        found: Any = requests.get(
            f"{API}/pet/findByStatus",
            {"status": "available"},
            auth=visitor.for_operation("findPetsByStatus"),
            timeout=10,
        )
        found.raise_for_status()
    except AuthError:
        # There is no token, or it is out of date, taken back, or allows too little.
        if not visitor.petstore_auth.is_valid():
            request.session.pop("token", None)
        problem = "Log in, and allow what the server asks you for."
        return render(request, "pets.html", {"problem": problem}, status=401)
    except requests.RequestException:
        problem = "The API does not answer."
        return render(request, "pets.html", {"problem": problem}, status=502)
    return render(request, "pets.html", {"pets": found.json()})


def log_out(request: HttpRequest) -> HttpResponse:
    """Forget the token and the session."""
    request.session.flush()
    return HttpResponseRedirect("/")


def token_of_session(request: HttpRequest) -> OAuthToken | None:
    """The token of the person who asks."""
    stored = request.session.get("token")
    return None if stored is None else OAuthToken.from_dictionary(stored)
