"""The grants, with what Authlib leaves to whoever uses it: where things are kept."""

from __future__ import annotations

import time
from typing import Any

from authlib.oauth2.rfc6749 import grants
from werkzeug.security import check_password_hash

from tests.servers.authlib_server.models import Code, Token, User, session

_METHODS = ["client_secret_basic", "none"]


class CodeGrant(grants.AuthorizationCodeGrant):
    """Authorization codes, each for one use."""

    TOKEN_ENDPOINT_AUTH_METHODS = _METHODS

    def save_authorization_code(self, code: str, request: Any) -> None:
        """Keep a code with what it was asked for."""
        session.add(
            Code(
                code=code,
                client_id=request.client.client_id,
                redirect_uri=request.payload.redirect_uri,
                scope=request.payload.scope,
                user_id=request.user.id,
                code_challenge=request.payload.data.get("code_challenge"),
                code_challenge_method=request.payload.data.get("code_challenge_method"),
            )
        )
        session.commit()

    def query_authorization_code(self, code: str, client: Any) -> Code | None:
        """A code of this client that is not out of date."""
        found = session.query(Code).filter_by(code=code, client_id=client.client_id)
        known = found.first()
        return None if known is None or known.is_expired() else known

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """Let nobody use it again."""
        session.delete(authorization_code)
        session.commit()

    def authenticate_user(self, authorization_code: Code) -> User | None:
        """Whoever has agreed."""
        return session.get(User, authorization_code.user_id)


class PasswordGrant(grants.ResourceOwnerPasswordCredentialsGrant):
    """Names and passwords."""

    TOKEN_ENDPOINT_AUTH_METHODS = _METHODS

    def authenticate_user(self, username: str, password: str) -> User | None:
        """The person with this name, if the password is right."""
        user = session.query(User).filter_by(name=username).first()
        right = user and check_password_hash(user.password_hash, password)
        return user if right else None


class RefreshGrant(grants.RefreshTokenGrant):
    """Refresh tokens that rotate."""

    TOKEN_ENDPOINT_AUTH_METHODS = _METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Token | None:
        """The token that it belongs to, if it was not shown before."""
        token = session.query(Token).filter_by(refresh_token=refresh_token).first()
        return None if token is None or token.is_revoked() else token

    def authenticate_user(self, refresh_token: Token) -> User | None:
        """Whom it was issued for."""
        return session.get(User, refresh_token.user_id)

    def revoke_old_credential(self, refresh_token: Token) -> None:
        """An old one is good for nothing, and neither is its access token."""
        refresh_token.refresh_token_revoked_at = int(time.time())
        refresh_token.access_token_revoked_at = int(time.time())
        session.commit()
