"""A web application in FastAPI: it logs people in at the Petstore, and shows them pets.

The browser has a cookie that says which session it is, signed so that nobody can write
one. It is not encrypted: tokens stay here, on the server.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from secrets import token_urlsafe

import httpx
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from starlette.middleware.sessions import SessionMiddleware

from generated.petstore import (
    AuthError,
    OAuthToken,
    PetstoreAuthCredentials,
    PetstoreClient,
)

API = os.environ.get("PETSTORE_API", "https://petstore3.swagger.io/api/v3")
ORIGIN = os.environ.get("ORIGIN", "http://127.0.0.1:8000")
"""Where people find this application, such as https://pets.example."""

credentials = PetstoreAuthCredentials.from_environment().clone_with(
    o_auth_redirect_uri=f"{ORIGIN}/callback", o_auth_scopes=["read:pets", "write:pets"]
)
# It begins and ends the logins of all. It holds no token.
client = PetstoreClient(petstore_auth_credentials=credentials)

# By the session's id. Several processes need a database that they share in its place.
tokens: dict[str, OAuthToken] = {}

app = FastAPI(openapi_url=None)
templates = Jinja2Templates(Path(__file__).parent / "templates")


@app.middleware("http")
async def guard(
    request: Request, go_on: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Refuse forms of other sites; let nothing be kept, framed or loaded."""
    if request.method == "POST" and request.headers.get("Origin") != ORIGIN:
        return Response(status_code=403)
    response = await go_on(request)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    )
    return response


# A new key ends all sessions. So does a restart: the tokens are gone, too.
app.add_middleware(
    SessionMiddleware,
    secret_key=token_urlsafe(32),
    session_cookie="fastapi_app",
    https_only=ORIGIN.startswith("https:"),
)


@app.get("/")
def home(request: Request) -> HTMLResponse:
    """Offer to log in or out."""
    return templates.TemplateResponse(
        request, "home.html", {"token": token_of_session(request)}
    )


@app.post("/login")
def log_in(request: Request) -> RedirectResponse:
    """Send the person to the server, with a state that only this session knows."""
    request.session["state"] = token_urlsafe(32)
    url = client.petstore_auth.get_authorization_url(state=request.session["state"])
    return RedirectResponse(url, 303)


@app.get("/callback")
def callback() -> Response:
    """The redirect URI: a page that posts what only the browser can read."""
    page = client.petstore_auth.callback_page(post_to="/oauth/token", continue_to="/")
    return Response(page, headers=page.headers)


@app.post("/oauth/token")
async def take_token(request: Request) -> Response:
    """Take what the page posts, if it is this session's, and answer the page."""
    answer = await client.petstore_auth.callback_answer_async(
        request.headers, await request.body(), request.session.get("state")
    )
    if answer.is_over:
        del request.session["state"]
    if answer.token is not None:
        forget(request)
        # A new id: whoever knew the old one does not get in with it.
        request.session["id"] = token_urlsafe(32)
        tokens[request.session["id"]] = answer.token
    return Response(answer, answer.status, answer.headers)


@app.get("/pets")
async def pets(request: Request) -> HTMLResponse:
    """Call the API with the person's own token."""
    visitor = PetstoreClient(
        petstore_auth_credentials=credentials.clone_with(
            o_auth_token=token_of_session(request)
        ),
        allowed_origins=[API],
    )
    try:
        async with httpx.AsyncClient(
            auth=visitor.for_operation("findPetsByStatus")
        ) as http:
            found = await http.get(
                f"{API}/pet/findByStatus", params={"status": "available"}
            )
        found.raise_for_status()
    except AuthError:
        # There is no token, or it is out of date, taken back, or allows too little.
        if not visitor.petstore_auth.is_valid():
            forget(request)
        problem = "Log in, and allow what the server asks you for."
        return show_pets(request, 401, problem=problem)
    except httpx.HTTPError:
        return show_pets(request, 502, problem="The API does not answer.")
    return show_pets(request, 200, pets=found.json())


@app.post("/logout")
def log_out(request: Request) -> RedirectResponse:
    """Forget the token and the session."""
    forget(request)
    request.session.clear()
    return RedirectResponse("/", 303)


def show_pets(request: Request, status: int, **found: object) -> HTMLResponse:
    """The page of pets, or of why there are none."""
    return templates.TemplateResponse(request, "pets.html", found, status)


def token_of_session(request: Request) -> OAuthToken | None:
    """The token of the person who asks."""
    return tokens.get(request.session.get("id", ""))


def forget(request: Request) -> None:
    """Drop the token of the person who asks, if there is one."""
    tokens.pop(request.session.get("id", ""), None)
