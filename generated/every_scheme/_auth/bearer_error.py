"""What a resource server says of a token that it does not take (RFC 6750, section 3.1).

Imported on the first answer that says something of the kind.
"""

from __future__ import annotations

from .challenges import parse_challenges
from .errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .request_parts import Answer


class BearerError:
    """An error of a `Bearer` challenge. `description` is made printable."""

    __slots__ = ("code", "description", "scopes")

    def __init__(self, code: str, description: str | None, scopes: str) -> None:
        self.code = code
        self.description = None if description is None else printable(description)
        self.scopes = tuple(scopes.split())
        """What the request needs, where the server says so."""


def bearer_error(answer: Answer) -> BearerError | None:
    """The error that goes with its status (section 3.1); None where there is none.

    `invalid_token` comes with 401, `insufficient_scope` with 403. Anything else is no
    word on the token.
    """
    expected = {401: "invalid_token", 403: "insufficient_scope"}.get(answer.status)
    for challenge in parse_challenges(answer.challenges):
        parameters = challenge.parameters
        if challenge.scheme == "bearer" and parameters.get("error") == expected:
            return BearerError(
                parameters["error"],
                parameters.get("error_description"),
                parameters.get("scope", ""),
            )
    return None
