"""One document as the templates see it."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from ..kinds import ERRORS, MUTUAL_TLS, STORES, TOKENS, Exports
from ..naming import Identifier
from ..ordering import in_all, in_import, natural
from .operations import Operation
from .schemes import Scheme
from .servers import Server
from .text import DocumentText


class Setting(NamedTuple):
    """A keyword of the client that is no credential."""

    name: str
    """`server`"""
    type: str
    """Its type, in Python."""
    value: str
    """What the settings of its managers get, in Python."""


_SETTINGS = (
    Setting(name="server", type="str", value="server or next(iter(SERVERS), None)"),
    Setting(name="token_store", type="TokenStore", value="token_store"),
    Setting(name="transport", type="Transport", value="transport"),
    Setting(name="async_transport", type="AsyncTransport", value="async_transport"),
)
_SETTING_TYPES = (
    Exports(module="settings", names=("AsyncTransport", "Transport")),
    Exports(module="token_store", names=("TokenStore",)),
)


_AUTH = (
    "A manager is a valid `auth=` for requests and httpx. With `allowed_origins`, such "
    'as `["https://api.example"]`, requests to other origins go out without '
    "credentials."
)
_SERVER = (
    "`server` is the URL that relative endpoints of the document start from, by "
    "default the first of `servers`."
)
_STORE = (
    "`token_store` keeps tokens for other programs, and for the next start of this "
    "one: a FileTokenStore, a KeyringTokenStore, or your own."
)
_TRANSPORT = (
    "`transport` and `async_transport` take the place of the standard library's client "
    "where a token endpoint is called."
)


class ModelPage(NamedTuple):
    """A page about a class of the library, for packages that offer it."""

    group: str
    """What stands before the dot in the file name of its template."""
    stem: str
    """`o-auth-token`: its file name, without the suffix."""
    title: str
    """`OAuthToken`"""
    meaning: str
    """In a list of pages, after the title."""


_TOKEN_PAGE = ModelPage(
    group="token",
    stem="o-auth-token",
    title="OAuthToken",
    meaning="an access token, its expiry, and how to store it",
)
_STORE_PAGE = ModelPage(
    group="token_store",
    stem="token-store",
    title="TokenStore",
    meaning="where tokens outlive the client that got them",
)
_TESTING_PAGE = ModelPage(
    group="testing",
    stem="testing",
    title="testing",
    meaning="a server on your machine for the tests of your program",
)


class Served(NamedTuple):
    """A scheme of the document, with the managers that serve its flows."""

    key: Identifier
    """What operations call the scheme."""
    attributes: tuple[Identifier, ...]
    """The client's attributes, one for each flow."""


class Package(NamedTuple):
    """One document as the templates see it."""

    name: Identifier
    """`petstore`"""
    client: Identifier
    """`PetstoreClient`"""
    title: DocumentText
    """What the document calls the API (OpenAPI, Info Object)."""
    schemes: tuple[Scheme, ...]
    """All of them, in the document's order; each flow of OAuth is one."""
    operations: tuple[Operation, ...]
    """All of them, in the document's order."""
    servers: tuple[Server, ...]
    """Where the API is, the default first."""
    testing: bool = False
    """Whether it has a server for the tests of the programs that use it."""

    def each(self, group: str) -> tuple[Scheme | ModelPage, ...]:
        """What a template with `{group.…}` in its file name is rendered for."""
        schemes = (scheme for scheme in self.schemes if group in scheme.kind.groups)
        every_page = (*self.model_pages, *self.testing_pages)
        pages = (page for page in every_page if page.group == group)
        return (*schemes, *pages)

    @property
    def oauth(self) -> tuple[Scheme, ...]:
        """The schemes that get tokens."""
        return tuple(scheme for scheme in self.schemes if scheme.kind.oauth)

    @property
    def takes_tokens(self) -> bool:
        """Whether one of its schemes has to do with tokens."""
        return any(scheme.kind.takes_tokens for scheme in self.schemes)

    @property
    def model_pages(self) -> tuple[ModelPage, ...]:
        """The pages about classes of the library, beside that of the errors."""
        tokens = (_TOKEN_PAGE,) if self.takes_tokens else ()
        return (*tokens, _STORE_PAGE) if self.oauth else tokens

    @property
    def testing_pages(self) -> tuple[ModelPage, ...]:
        """The page about the server for tests, if there is one."""
        return (_TESTING_PAGE,) if self.testing else ()

    @property
    def tested(self) -> tuple[Scheme, ...]:
        """What the server for tests can be shown: grants first, and no certificates."""
        others = (
            scheme
            for scheme in self.schemes
            if not scheme.kind.oauth and scheme.kind is not MUTUAL_TLS
        )
        return (*self.oauth, *others)

    @property
    def library(self) -> tuple[Exports, ...]:
        """What it offers of the library."""
        return (ERRORS, TOKENS) if self.takes_tokens else (ERRORS,)

    @property
    def on_demand(self) -> tuple[tuple[Exports, ...], ...]:
        """What else it offers, and imports only when it is used: one block, or none."""
        return (STORES,) if self.oauth else ()

    @property
    def exports(self) -> tuple[str, ...]:
        """What `from package import ...` offers: the document's names, and ours."""
        parts = (*self.library, *(part for parts in self.on_demand for part in parts))
        names = [self.client, *(name for part in parts for name in part.names)]
        for scheme in self.schemes:
            names.extend(scheme.exports)
        return tuple(sorted(names, key=in_all))

    @property
    def by_module(self) -> tuple[Scheme, ...]:
        """The schemes in the order in which their modules are imported."""
        return tuple(sorted(self.schemes, key=lambda s: natural(s.names.attribute)))

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Keywords of the client, beside credentials and what every client has."""
        return _SETTINGS if self.oauth else ()

    @property
    def client_remarks(self) -> tuple[str, ...]:
        """Paragraphs of the client's docstring."""
        return (_AUTH, _SERVER, _STORE, _TRANSPORT) if self.oauth else (_AUTH,)

    @property
    def setting_types(self) -> tuple[tuple[Exports, ...], ...]:
        """What the types of these are imported from: one block of imports, or none."""
        return (_SETTING_TYPES,) if self.oauth else ()

    @property
    def served(self) -> tuple[Served, ...]:
        """Every scheme of the document, with its managers."""
        attributes: dict[Identifier, list[Identifier]] = {}
        for scheme in self.schemes:
            attributes.setdefault(scheme.key, []).append(scheme.names.attribute)
        return tuple(
            Served(key=key, attributes=tuple(names))
            for key, names in attributes.items()
        )

    @property
    def server_tables(self) -> tuple[tuple[Server, ...], ...]:
        """One table of servers, or none where the document names none."""
        return (self.servers,) if self.servers else ()

    @property
    def operation_tables(self) -> tuple[tuple[Operation, ...], ...]:
        """One table of operations, or none where the document describes none."""
        return (self.operations,) if self.operations else ()

    @property
    def starts(self) -> tuple[tuple[str, tuple[Scheme, ...]], ...]:
        """For people: where tokens come from, with the schemes of which that holds."""
        found: dict[str, tuple[Scheme, ...]] = {}
        for scheme in self.oauth:
            found[scheme.kind.start] = (*found.get(scheme.kind.start, ()), scheme)
        return tuple(found.items())

    @property
    def example_auth(self) -> tuple[Scheme, ...]:
        """The first scheme that puts something on requests, if there is one."""
        return tuple(islice((s for s in self.schemes if s.carrier is not None), 1))

    @property
    def example_schemes(self) -> tuple[Scheme, ...]:
        """What the shortest example shows: one that gets tokens, and one other."""
        first: dict[bool, Scheme] = {}
        for scheme in self.schemes:
            first.setdefault(scheme.kind.oauth, scheme)
        return tuple(first.values())

    @property
    def example_imports(self) -> tuple[Identifier, ...]:
        """What the shortest example imports."""
        names = [self.client]
        for scheme in self.example_schemes:
            names.extend(scheme.example_imports)
        return tuple(sorted(names, key=in_import))

    @property
    def example_operations(self) -> tuple[Operation, ...]:
        """The first operation that needs something, if there is one."""
        operations = (operation for operation in self.operations if operation.choices)
        return tuple(islice(operations, 1))

    def use_of(self, scheme: Scheme) -> str:
        """For people: whether operations ask for a scheme at all."""
        if not self.operations or self.example_operations_of(scheme):
            return ""
        return "No operation of the document asks for this scheme."

    def undeclared_scopes_of(
        self, scheme: Scheme
    ) -> tuple[tuple[DocumentText, ...], ...]:
        """One list of what operations ask for and the scheme does not have, or none."""
        declared = {scope.value for scope in scheme.scopes}
        asked = (
            scope
            for operation in self.operations
            for scope in operation.scopes_of(scheme.key)
        )
        found = dict.fromkeys(scope for scope in asked if scope not in declared)
        return (tuple(found),) if found else ()

    def example_operations_of(self, scheme: Scheme) -> tuple[Operation, ...]:
        """The first operation that needs a scheme, if there is one."""
        operations = (o for o in self.operations if o.needs(scheme.key))
        return tuple(islice(operations, 1))
