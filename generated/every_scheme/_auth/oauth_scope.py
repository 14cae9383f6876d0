"""Scopes (RFC 6749, section 3.3)."""

from __future__ import annotations

from enum import Enum

from .errors import InvalidRequestError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class OAuthScope(str, Enum):
    """Base of the scope enums: every member is the scope itself, a `str`."""

    # str() and format() give the scope on every Python; Enum alone changed its mind.

    def __str__(self) -> str:
        return str.__str__(self)

    def __format__(self, format_spec: str) -> str:
        return str.__format__(self, format_spec)


def is_scope_token(scope: str) -> bool:
    """Whether text is a scope-token: 1*( %x21 / %x23-5B / %x5D-7E )."""
    return (
        bool(scope)
        and scope.isascii()
        and scope.isprintable()
        and " " not in scope
        and '"' not in scope
        and "\\" not in scope
    )


def scope_tuple(scopes: Iterable[str]) -> tuple[str, ...]:
    """Scopes as a caller gives them: checked, each once, in their order.

    Raises InvalidRequestError (`invalid_scope`).
    """
    if isinstance(scopes, str):
        raise InvalidRequestError(
            "scopes are a list of strings, and this is one string: put it into a list",
            code="invalid_scope",
        )
    unique = tuple(dict.fromkeys(scopes))
    for scope in unique:
        if not is_scope_token(scope):
            raise InvalidRequestError(
                f"{str(scope)!a} is no scope: RFC 6749, section 3.3, allows printable "
                "ASCII without blanks, quotes and backslashes, one scope per item",
                code="invalid_scope",
            )
    return unique
