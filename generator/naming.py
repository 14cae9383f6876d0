"""Every name that the output contains is made here, and nowhere else.

Names are ASCII, never keywords, and settled in the document's order: on a collision
the first keeps its name, so names stay the same when the document grows at its end.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, NewType
from urllib.parse import urlsplit

from .kinds import Kind
from .reserved import (
    CLIENT_MEMBERS,
    DEVICES,
    GENERIC_STEMS,
    GRANT_PAGES,
    RESERVED_CLASSES,
    SOFT_KEYWORDS,
    STDLIB,
)

Identifier = NewType("Identifier", str)
"""A Python identifier, or the stem of a file name, that this module made."""

MAX_LENGTH = 40
"""Characters of one name: file names with a prefix stay short enough for any disk."""

MAX_COMPONENT = 64
"""Characters of a file or folder name, with everything: any disk takes so many."""

MAX_STEM = 56
"""Characters of a page's name, without its number and suffix."""


class SchemeNames(NamedTuple):
    """Everything that is named after one security scheme."""

    attribute: Identifier
    """`petstore_auth`: the client's attribute, the module, the key of operations."""
    manager: Identifier
    """`PetstoreAuth`"""
    credentials: Identifier
    """`PetstoreAuthCredentials`"""
    credentials_keyword: Identifier
    """`petstore_auth_credentials`"""
    scope_enum: Identifier
    """`OAuthScopePetstoreAuthEnum`"""
    environment_prefix: Identifier
    """`PETSTORE_AUTH`"""
    page: Identifier
    """`petstore-auth`, or `oauth-2-implicit-grant`: the stem of its page."""
    scope_page: Identifier
    """`o-auth-scope-petstore-auth-enum`"""


class Namer:
    """Hands out the names of one package."""

    def __init__(
        self, package: Identifier, members: Mapping[str, str] | None = None
    ) -> None:
        """`members` are the enum members of single scopes that a person chose."""
        self.package = package
        self.client = Identifier(_class_case(package) + "Client")
        self._attributes: set[str] = {*CLIENT_MEMBERS}
        self._classes = {name.casefold() for name in RESERVED_CLASSES}
        self._classes.add(self.client.casefold())
        self._free_attribute = _Free(self._attribute_taken, "_")
        self._free_manager = _Free(self._class_taken, "")
        self._pages: set[str] = set()
        self._free_page = _Free(self._pages.__contains__, "-")
        self.members = members or {}

    def scheme(self, name: str, kind: Kind) -> SchemeNames:
        """The names of the next security scheme of the document."""
        attribute = self._free_attribute(_attribute(name))
        return self._names(
            attribute,
            _class_case(name) or "Scheme",
            self._page(_kebab(attribute), kind),
        )

    def further_flow(self, first: SchemeNames, kind: Kind) -> SchemeNames:
        """The names of another flow of a scheme, whose first one has its bare names."""
        room = MAX_LENGTH - len(kind.key) - 1
        flow = f"{first.attribute[:room].rstrip('_')}_{kind.key}"
        return self._names(
            self._free_attribute(flow),
            first.manager + _class_case(kind.key),
            self._page(_kebab(first.attribute), kind),
        )

    def _names(self, attribute: str, class_name: str, page: str) -> SchemeNames:
        self._attributes.add(attribute)
        manager = self._free_manager(class_name)
        self._classes.update(made.casefold() for made in _class_family(manager))
        return SchemeNames(
            attribute=Identifier(attribute),
            manager=Identifier(manager),
            credentials=Identifier(manager + "Credentials"),
            credentials_keyword=Identifier(attribute + "_credentials"),
            scope_enum=Identifier(f"OAuthScope{manager}Enum"),
            environment_prefix=Identifier(attribute.strip("_").upper()),
            page=Identifier(page),
            scope_page=Identifier(self._scope_page(attribute)),
        )

    def _page(self, kebab: str, kind: Kind) -> str:
        """The stem of a page; the first scheme of a grant has the grant's own."""
        if not kind.grant_page:
            taken = kebab in DEVICES or kebab.startswith(GRANT_PAGES)
            stem = f"{kebab}-" if taken else kebab
        elif kind.grant_page in self._pages:
            stem = f"{kind.grant_page}-{kebab}"[:MAX_STEM].rstrip("-")
        else:
            stem = kind.grant_page
        page = self._free_page(stem)
        self._pages.add(page)
        return page

    def _scope_page(self, attribute: str) -> str:
        room = MAX_STEM - len("o-auth-scope--enum")
        kebab = _kebab(attribute)[:room].rstrip("-")
        page = self._free_page(f"o-auth-scope-{kebab}-enum")
        self._pages.add(page)
        return page

    def _attribute_taken(self, name: str) -> bool:
        return name in self._attributes

    def _class_taken(self, manager: str) -> bool:
        return any(
            name.casefold() in self._classes or keyword.iskeyword(name)
            for name in _class_family(manager)
        )


def package_name(stem: str, title: str | None) -> Identifier:
    """The package of a document: after its file, or its title if the file says nothing.

    `petstore.yaml` gives `petstore`; `openapi.yaml` gives what `info.title` says.
    """
    name = _snake_case(stem)
    if not name or name in GENERIC_STEMS:
        name = _snake_case(title or "") or "api"
    return Identifier(_importable(_not_a_digit_first(name, "api")))


def is_package_name(name: str) -> bool:
    """Whether a name that a person chose can be a package of its own."""
    return (
        re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) is not None
        and len(name) <= MAX_COMPONENT
        and name == _importable(name)
    )


def scope_members(
    scopes: Iterable[str], chosen: Mapping[str, str] | None = None
) -> tuple[Identifier, ...]:
    """The enum members of scopes: `read:pets` is READPETS, as the reference has it.

    `chosen` are names that a person gave; others keep out of their way.
    """
    scopes = tuple(scopes)
    given = {s: name for s, name in (chosen or {}).items() if s in scopes}
    taken = set(given.values())
    free = _Free(taken.__contains__, "_")
    members: list[Identifier] = []
    for scope in scopes:
        member = given.get(scope) or free(_scope_member(scope))
        taken.add(member)
        members.append(Identifier(member))
    return tuple(members)


def is_member_name(name: str) -> bool:
    """Whether a name that a person chose can be a member of an enum."""
    return (
        re.fullmatch(r"[A-Z][A-Z0-9_]*[A-Z0-9]|[A-Z]", name) is not None
        and len(name) <= 2 * MAX_LENGTH
    )


def _scope_member(scope: str) -> str:
    if scope.startswith(("https://", "http://")):
        scope = _end_of_url(scope)
    words = _ascii(scope.replace(":", ""))
    member = re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_").upper()
    member = member[: 2 * MAX_LENGTH].rstrip("_")
    if not member:
        return "SCOPE"
    return member if member[0].isalpha() else f"SCOPE_{member}"


def _end_of_url(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts.path.rstrip("/").rpartition("/")[2] or parts.netloc


def _class_family(manager: str) -> tuple[str, ...]:
    return manager, manager + "Credentials", f"OAuthScope{manager}Enum"


def _kebab(attribute: str) -> str:
    return attribute.strip("_").replace("_", "-")


def _attribute(name: str) -> str:
    name = _snake_case(name) or "scheme"
    return _importable(_not_a_digit_first(name, "scheme"))


def _not_a_digit_first(name: str, prefix: str) -> str:
    return f"{prefix}_{name}" if name[0].isdigit() else name


def _importable(name: str) -> str:
    """A module that is no keyword, no module of Python's own and no Windows device."""
    taken = (
        keyword.iskeyword(name)
        or name in SOFT_KEYWORDS
        or name in STDLIB
        or name.lower() in DEVICES
    )
    return f"{name}_" if taken else name


def _snake_case(name: str) -> str:
    words = _ascii(name).replace("OAuth", "Oauth")
    words = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", words)
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", words)
    words = re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_").lower()
    return words[:MAX_LENGTH].rstrip("_")


def _class_case(name: str) -> str:
    words = re.split(r"[^A-Za-z0-9]+", _ascii(name))
    joined = "".join(word[:1].upper() + word[1:] for word in words)[:MAX_LENGTH]
    return f"Scheme{joined}" if joined[:1].isdigit() else joined


def _ascii(text: str) -> str:
    """Letters without their accents; what has no ASCII form is dropped."""
    # Only so much is looked at: NFKD of one character can be eighteen.
    decomposed = unicodedata.normalize("NFKD", text[: 4 * MAX_LENGTH])
    return "".join(
        character if character.isascii() else " "
        for character in decomposed
        if not unicodedata.combining(character)
    )


class _Free:
    """Finds names that are free: `name`, or `name_2`, `name_3`, and so on."""

    def __init__(self, taken: Callable[[str], bool], joint: str) -> None:
        self._taken = taken
        self._joint = joint
        # Where the last search for a name ended: thousands can collapse to one.
        self._counts: dict[str, int] = {}

    def __call__(self, name: str) -> str:
        count = self._counts.get(name, 1)
        candidate = self._numbered(name, count)
        while self._taken(candidate):
            count += 1
            candidate = self._numbered(name, count)
        self._counts[name] = count
        return candidate

    def _numbered(self, name: str, count: int) -> str:
        return name if count == 1 else f"{name.rstrip('_')}{self._joint}{count}"
