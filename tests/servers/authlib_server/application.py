"""Authlib's server for Flask, with the pages that it leaves to whoever uses it."""

from __future__ import annotations

from authlib.integrations.flask_oauth2 import (
    AuthorizationServer,
    ResourceProtector,
    current_token,
)
from authlib.integrations.sqla_oauth2 import (
    create_bearer_token_validator,
    create_query_client_func,
    create_revocation_endpoint,
    create_save_token_func,
)
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant, ImplicitGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import Flask, redirect, render_template, request, url_for
from flask import session as login
from flask.typing import ResponseReturnValue
from werkzeug.security import check_password_hash

from tests.servers.authlib_server.grants import CodeGrant, PasswordGrant, RefreshGrant
from tests.servers.authlib_server.models import Client, Token, User, session

app = Flask(__name__)
app.config["SECRET_KEY"] = "of no importance to anybody"
app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"implicit": 300}
app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True

server = AuthorizationServer(
    app,
    query_client=create_query_client_func(session, Client),
    save_token=create_save_token_func(session, Token),
)
server.register_grant(ImplicitGrant)
server.register_grant(CodeGrant, [CodeChallenge(required=True)])
server.register_grant(ClientCredentialsGrant)
server.register_grant(PasswordGrant)
server.register_grant(RefreshGrant)


revocation_endpoint = create_revocation_endpoint(session, Token)
revocation_endpoint.CLIENT_AUTH_METHODS = ["none"]  # clients have no secret
server.register_endpoint(revocation_endpoint)

require_oauth = ResourceProtector()
require_oauth.register_token_validator(
    create_bearer_token_validator(session, Token)(realm="pets")
)


@app.teardown_appcontext
def end_session(_: BaseException | None) -> None:
    """A request has a database session of its own."""
    session.remove()


@app.route("/login", methods=["GET", "POST"])
def log_in() -> ResponseReturnValue:
    """Ask for a name and a password, and go back to where they were needed."""
    if request.method == "POST":
        user = session.query(User).filter_by(name=request.form["username"]).first()
        if user and check_password_hash(user.password_hash, request.form["password"]):
            login["user_id"] = user.id
            return redirect(request.args["next"])
    return render_template("login.html")


@app.route("/authorize", methods=["GET", "POST"])
def authorize() -> ResponseReturnValue:
    """Ask the person for consent (RFC 6749, section 3.1)."""
    user = session.get(User, login.get("user_id"))
    if user is None:
        return redirect(url_for("log_in", next=request.full_path))
    try:
        grant = server.get_consent_grant(end_user=user)
    except OAuth2Error as error:
        return server.handle_error_response(request, error)
    if request.method == "GET":
        return render_template("consent.html", grant=grant)
    allowed = user if "allow" in request.form else None
    return server.create_authorization_response(grant_user=allowed, grant=grant)


@app.post("/token")
def issue_token() -> ResponseReturnValue:
    """Issue a token for a code, a password, a refresh token, or the client itself."""
    return server.create_token_response()


@app.post("/revoke")
def revoke() -> ResponseReturnValue:
    """Take a token back (RFC 7009)."""
    return server.create_endpoint_response("revocation")


@app.get("/pets")
@require_oauth("read:pets")
def pets() -> ResponseReturnValue:
    """The protected resource: whose pets, for whom."""
    owner = session.get(User, current_token.user_id)
    return {"owner": owner.name if owner else None}
