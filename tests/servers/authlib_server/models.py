"""What the server keeps: people, clients and tokens, in the current folder."""

from __future__ import annotations

from authlib.integrations.sqla_oauth2 import (
    OAuth2AuthorizationCodeMixin,
    OAuth2ClientMixin,
    OAuth2TokenMixin,
)
from sqlalchemy import create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    mapped_column,
    scoped_session,
    sessionmaker,
)

engine = create_engine("sqlite:///authlib.sqlite3")
session = scoped_session(sessionmaker(bind=engine))


class Base(DeclarativeBase):
    """What has a table."""


class User(Base):
    """A person with an account."""

    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]

    def get_user_id(self) -> int:
        """What Authlib knows the person by."""
        return self.id


class Client(Base, OAuth2ClientMixin):
    """A registered application."""

    __tablename__ = "client"
    id: Mapped[int] = mapped_column(primary_key=True)


class Token(Base, OAuth2TokenMixin):
    """An access token that was issued."""

    __tablename__ = "token"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None]
    """None for a token of the client itself."""


class Code(Base, OAuth2AuthorizationCodeMixin):
    """An authorization code that was issued."""

    __tablename__ = "code"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
