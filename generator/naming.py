"""Every name that the output contains is made here, and nowhere else.

Names are ASCII, never keywords, and settled in the document's order: on a collision
the first keeps its name, so names stay the same when the document grows at its end.
"""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NewType
from urllib.parse import urlsplit

Identifier = NewType("Identifier", str)
"""A Python identifier, or the stem of a file name, that this module made."""

MAX_LENGTH = 40
"""Characters of one name: file names with a prefix stay short enough for any disk."""

_SOFT_KEYWORDS = frozenset(["_", "case", "match", "type"])
"""Those of every version of Python, since some do not know `type`."""

CLIENT_MEMBERS = frozenset(["for_operation", "from_environment", "self"])

LIBRARY_EXPORTS = tuple(
    map(
        Identifier,
        [
            "AuthError",
            "AuthorizationError",
            "AuthorizationResponseError",
            "AuthorizationTimeoutError",
            "CredentialsMissingError",
            "InsecureTransportError",
            "InsufficientScopeError",
            "InvalidRequestError",
            "InvalidTokenError",
            "OAuthToken",
            "TokenExpiredError",
            "TokenMissingError",
            "TokenRejectedError",
            "TransportError",
        ],
    )
)
"""What every package offers beside the document's own names."""

_TEMPLATE_NAMES = (
    "ApiKeyHeader",
    "ApiKeyHeaderCredentials",
    "C",
    "ImplicitCredentials",
    "ImplicitGrant",
    "AsyncTransport",
    "Iterable",
    "OAuthScope",
    "OperationAuth",
    "Settings",
    "Transport",
    "TypeVar",
)
"""What the modules of a scheme and the client import under its own name."""

# Names of the standard library that came or went between Python 3.10 and 3.14, so
# that the output does not depend on the version that authgen runs on.
_STDLIB_CHANGES = frozenset(
    "aifc annotationlib asynchat asyncore audioop binhex cgi cgitb chunk compression "
    "crypt distutils imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev pipes "
    "pathlib smtpd sndhdr spwd sunau telnetlib tomllib uu xdrlib".split()
)
_STDLIB = sys.stdlib_module_names | _STDLIB_CHANGES

_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin", "conout"]
    + [f"{device}{digit}" for device in ("com", "lpt") for digit in range(10)]
)
"""Names that Windows keeps for devices, whatever the extension."""

_IMPLICIT_PAGE = "oauth-2-implicit-grant"

_GENERIC_STEMS = frozenset(
    "api api_docs api_doc apidocs definition doc docs document index main open_api "
    "openapi openapi_spec openapi3 root schema spec swagger swagger_doc "
    "v1 v2 v3".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemeNames:
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
    """`petstore-auth`: the stem of the page of a scheme that is no OAuth flow."""
    scope_page: Identifier
    """`o-auth-scope-petstore-auth-enum`"""


class Namer:
    """Hands out the names of one package."""

    def __init__(self, package: Identifier) -> None:
        self.package = package
        self.client = Identifier(_class_case(package) + "Client")
        self._attributes: set[str] = {*CLIENT_MEMBERS}
        self._classes: set[str] = {
            name.casefold() for name in (*LIBRARY_EXPORTS, *_TEMPLATE_NAMES)
        }
        self._classes.add(self.client.casefold())
        self._free_attribute = _Free(self._attribute_taken, "_")
        self._free_manager = _Free(self._class_taken, "")
        self._implicit_pages = 0

    def scheme(self, name: str) -> SchemeNames:
        """The names of the next security scheme of the document."""
        attribute = self._free_attribute(_attribute(name))
        self._attributes.add(attribute)
        base = _class_case(name) or "Scheme"
        manager = self._free_manager(base)
        for made in _class_family(manager):
            self._classes.add(made.casefold())
        kebab = attribute.strip("_").replace("_", "-")
        return SchemeNames(
            attribute=Identifier(attribute),
            manager=Identifier(manager),
            credentials=Identifier(manager + "Credentials"),
            credentials_keyword=Identifier(attribute + "_credentials"),
            scope_enum=Identifier(f"OAuthScope{manager}Enum"),
            environment_prefix=Identifier(attribute.strip("_").upper()),
            page=Identifier(_page(kebab)),
            scope_page=Identifier(f"o-auth-scope-{kebab}-enum"),
        )

    def implicit_page(self, names: SchemeNames) -> Identifier:
        """`oauth-2-implicit-grant`, which the first implicit scheme gets bare."""
        self._implicit_pages += 1
        first = self._implicit_pages == 1
        suffix = "" if first else f"-{names.page}"
        return Identifier(_IMPLICIT_PAGE + suffix)

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
    if not name or name in _GENERIC_STEMS:
        name = _snake_case(title or "") or "api"
    return Identifier(_importable(_not_a_digit_first(name, "api")))


def is_package_name(name: str) -> bool:
    """Whether a name that a person chose can be a package of its own."""
    return (
        re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) is not None
        and len(name) <= 2 * MAX_LENGTH
        and name == _importable(name)
    )


def scope_members(scopes: Iterable[str]) -> tuple[Identifier, ...]:
    """The enum members of scopes: `read:pets` is READPETS, as on the reference page."""
    taken: set[str] = set()
    free = _Free(taken.__contains__, "_")
    members: list[Identifier] = []
    for scope in scopes:
        member = free(_scope_member(scope))
        taken.add(member)
        members.append(Identifier(member))
    return tuple(members)


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


def _page(kebab: str) -> str:
    """The stem of a page, which no other scheme, no grant and no device has."""
    taken = kebab in _DEVICES or kebab.startswith(_IMPLICIT_PAGE)
    return f"{kebab}-" if taken else kebab


def _attribute(name: str) -> str:
    name = _snake_case(name) or "scheme"
    return _importable(_not_a_digit_first(name, "scheme"))


def _not_a_digit_first(name: str, prefix: str) -> str:
    return f"{prefix}_{name}" if name[0].isdigit() else name


def _importable(name: str) -> str:
    """A module that is no keyword, no module of Python's own and no Windows device."""
    taken = (
        keyword.iskeyword(name)
        or name in _SOFT_KEYWORDS
        or name in _STDLIB
        or name.lower() in _DEVICES
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
