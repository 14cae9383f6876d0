"""What is odd about requirements, which a document can repeat in every operation."""

from __future__ import annotations

from typing import NamedTuple

from ..document import Mapping, Scalar
from ..errors import Place, quoted
from ..model import DeclaredScheme
from .context import Context, times

_WITHOUT_OPTIONAL = ("3.0.0", "3.0.1", "3.0.2")


class _Remark(NamedTuple):
    """A warning; how often it holds is told between the parts of its message."""

    code: str
    before: str
    after: str
    hint: str


class Remarks:
    """Collects warnings; each is given once, at its first place."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._places: dict[_Remark, list[Place]] = {}

    def report(self) -> None:
        """Give the context all warnings."""
        for remark, places in self._places.items():
            message = f"{remark.before}{times(places)}{remark.after}"
            self._context.warn(places[0], remark.code, message, remark.hint)

    def _note(
        self, place: Place, code: str, before: str, after: str, hint: str
    ) -> None:
        remark = _Remark(code, before, after, hint)
        self._places.setdefault(remark, []).append(place)

    def undefined(self, key: Scalar) -> None:
        """A scheme that the document does not define."""
        self._note(
            key.place,
            "undefined-scheme",
            f"security scheme {quoted(key.text)} is required",
            " and not defined",
            "define it under the security schemes, or correct the name",
        )

    def elsewhere(self, key: Scalar) -> None:
        """The URI of a scheme that is none of the document's components."""
        self._note(
            key.place,
            "scheme-elsewhere",
            f"security scheme {quoted(key.text)} is required",
            " by its URI, and is none of this document's own",
            "declare it under components.securitySchemes, as a `$ref` to that URI, and "
            "require it by its name there; other schemes get no code",
        )

    def undeclared(self, scheme: DeclaredScheme, scope: str, place: Place) -> None:
        """A scope that its scheme does not declare."""
        self._note(
            place,
            "undeclared-scope",
            f"scope {quoted(scope)} of {quoted(scheme.name)} is required",
            " and not declared",
            "declare it in the scheme's scopes; it works as a plain string",
        )

    def no_scope(self, scheme: DeclaredScheme, scope: Scalar, *, several: bool) -> None:
        """What is no scope, or several in one text."""
        what = f"{quoted(scope.text)} of {quoted(scheme.name)} is required"
        if several:
            self._note(
                scope.place,
                "several-scopes",
                what,
                " as one scope, and has blanks, which stand between scopes (RFC 6749, "
                "section 3.3)",
                "write one scope per item; its words are taken as scopes",
            )
        else:
            self._note(
                scope.place,
                "invalid-scope-name",
                what,
                " and is no scope (RFC 6749, section 3.3: printable ASCII without "
                "blanks, quotes and backslashes)",
                "correct it; no token can have this scope, and it gets no enum member",
            )

    def roles(self, scheme: DeclaredScheme, role: Scalar) -> None:
        """A list for a scheme that has no scopes."""
        # OpenAPI 3.1, Security Requirement Object: other schemes may list roles.
        if self._context.version in ("2.0", "3.0"):
            self._note(
                role.place,
                "scopes-without-oauth",
                f"{quoted(scheme.name)} is required with a list",
                ", and has no scopes",
                "write `[]`; roles may stand there from OpenAPI 3.1 on",
            )

    def optional(self, item: Mapping) -> None:
        """An empty requirement, where the version does not say what it means."""
        # OpenAPI 3.0.3, Security Requirement Object, is the first that does.
        if not item.keys and not self._knows_optional:
            self._note(
                item.place,
                "optional-security",
                "an empty requirement stands here",
                ", and this version of OpenAPI does not say what it means",
                "it is read as from 3.0.3 on: credentials are optional",
            )

    @property
    def _knows_optional(self) -> bool:
        root = self._context.document.root
        written = root.get("openapi") if isinstance(root, Mapping) else None
        return isinstance(written, Scalar) and written.text not in _WITHOUT_OPTIONAL
