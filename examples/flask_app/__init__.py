"""A web application in Flask: it logs people in at the Petstore, and shows them pets.

The browser has a cookie that says which session it is, signed so that nobody can write
one. It is not encrypted: tokens stay here, on the server.
"""

from __future__ import annotations

import os
from secrets import token_urlsafe
from typing import Any

import requests
from flask import Flask, Response, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from generated.petstore import (
    AuthError,
    OAuthToken,
    PetstoreAuthCredentials,
    PetstoreClient,
)

API = os.environ.get("PETSTORE_API", "https://petstore3.swagger.io/api/v3")
ORIGIN = os.environ.get("ORIGIN", "http://127.0.0.1:5000")
"""Where people find this application, such as https://pets.example."""

credentials = PetstoreAuthCredentials.from_environment().clone_with(
    o_auth_redirect_uri=f"{ORIGIN}/callback", o_auth_scopes=["read:pets", "write:pets"]
)
# It begins and ends the logins of all. It holds no token.
client = PetstoreClient(petstore_auth_credentials=credentials)

# By the session's id. Several processes need a database that they share in its place.
tokens: dict[str, OAuthToken] = {}

app = Flask(__name__)
app.config.from_mapping(
    # A new key ends all sessions. So does a restart: the tokens are gone, too.
    SECRET_KEY=token_urlsafe(32),
    SESSION_COOKIE_NAME="flask_app",
    SESSION_COOKIE_SAMESITE="Lax",
    SESSION_COOKIE_SECURE=ORIGIN.startswith("https:"),
    MAX_CONTENT_LENGTH=1024 * 1024,
)


@app.before_request
def refuse_other_sites() -> None:
    """Let nobody be logged in or out by a form of another site."""
    if request.method == "POST" and request.headers.get("Origin") != ORIGIN:
        abort(403)


@app.after_request
def close(response: Response) -> Response:
    """Let nothing be kept, framed, or loaded from elsewhere."""
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    )
    return response


@app.get("/")
def home() -> str:
    """Offer to log in or out."""
    return render_template("home.html", token=token_of_session())


@app.post("/login")
def log_in() -> AnyResponse:
    """Send the person to the server, with a state that only this session knows."""
    session["state"] = token_urlsafe(32)
    url = client.petstore_auth.get_authorization_url(state=session["state"])
    return redirect(url, 303)


@app.get("/callback")
def callback() -> tuple[str, dict[str, str]]:
    """The redirect URI: a page that posts what only the browser can read."""
    page = client.petstore_auth.callback_page(post_to="/oauth/token", continue_to="/")
    return page, page.headers


@app.post("/oauth/token")
def take_token() -> tuple[str, int, dict[str, str]]:
    """Take what the page posts, if it is this session's, and answer the page."""
    answer = client.petstore_auth.callback_answer(
        request.headers, request.get_data(), session.get("state")
    )
    if answer.is_over:
        del session["state"]
    if answer.token is not None:
        forget()
        # A new id: whoever knew the old one does not get in with it.
        session["id"] = token_urlsafe(32)
        tokens[session["id"]] = answer.token
    return answer, answer.status, answer.headers


@app.get("/pets")
def pets() -> tuple[str, int]:
    """Call the API with the person's own token."""
    visitor = PetstoreClient(
        petstore_auth_credentials=credentials.clone_with(
            o_auth_token=token_of_session()
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
            forget()
        problem = "Log in, and allow what the server asks you for."
        return render_template("pets.html", problem=problem), 401
    except requests.RequestException:
        return render_template("pets.html", problem="The API does not answer."), 502
    return render_template("pets.html", pets=found.json()), 200


@app.post("/logout")
def log_out() -> AnyResponse:
    """Forget the token and the session."""
    forget()
    session.clear()
    return redirect("/", 303)


def token_of_session() -> OAuthToken | None:
    """The token of the person who asks."""
    return tokens.get(session.get("id", ""))


def forget() -> None:
    """Drop the token of the person who asks, if there is one."""
    tokens.pop(session.get("id", ""), None)
