"""Security schemes as the document declares them, whether generated or not."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import Place
from .schemes import Scheme


class DeclaredFlow(NamedTuple):
    """One flow of an `oauth2` scheme, as `authgen inspect` tells it."""

    name: str
    urls: tuple[tuple[str, str], ...]
    """Field and value: `("authorizationUrl", "https://...")`."""
    scopes: tuple[tuple[str, str], ...]
    """Name and description."""


class DeclaredScheme(NamedTuple):
    """A security scheme as the document declares it, generated or not.

    `authgen inspect` prints it, and requirements are read against it. It is plain
    text, since no template sees it.
    """

    name: str
    type: str
    facts: tuple[tuple[str, str], ...]
    """The scheme's own fields, such as `("in", "header")`."""
    flows: tuple[DeclaredFlow, ...]
    generated: tuple[Scheme, ...]
    """One per flow; none where authgen has no code for it."""
    place: Place

    @property
    def scopes(self) -> frozenset[str]:
        """What any of its flows declares."""
        return frozenset(name for flow in self.flows for name, _ in flow.scopes)
