"""What a way to authenticate is made of: facts about `templates/_auth`, as data."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from .advice import Advice

Location: TypeAlias = Literal["header", "query", "cookie"]
"""Where a credential travels."""


class Field(NamedTuple):
    """A keyword of a scheme's credentials, and what people are told of it."""

    name: str
    """`o_auth_client_id`"""
    type: str
    """As the pages show it; `{scope_enum}` stands for the scheme's enumeration."""
    meaning: str
    """What it is, without a full stop."""
    optional: bool = False
    """Whether most programs can do without: it then stands below the table."""
    example: str = ""
    """A Python literal for examples; without one, examples leave the field out."""
    variable: str | None = ""
    """The meaning of its environment variable, where it is another one.

    None where the environment cannot hold such a value.
    """

    @property
    def label(self) -> str:
        """`OAuthClientId` for `o_auth_client_id`."""
        return self.name.title().replace("_", "")

    @property
    def title(self) -> str:
        """`Client id` for `o_auth_client_id`, and `ID Token` where that is meant."""
        words = self.name.removeprefix("o_auth_").replace("_", " ").capitalize()
        return words.replace("Id token", "ID Token")


class EndpointField(NamedTuple):
    """A URL of a flow or a scheme (OpenAPI, OAuth Flow Object)."""

    name: str
    """`authorizationUrl`"""
    attribute: str
    """`authorization_url`: the class attribute that holds what the document says."""
    label: str
    """`authorization endpoint`"""
    keyword: str = ""
    """What gives another one; nothing where that cannot be done."""
    example: str = ""
    """A URL for examples, where the document has none that can be used."""
    required: bool = True
    """Whether a document without it is wrong."""


class Kind(NamedTuple):
    """One way to authenticate: the classes of the library, and what pages say of it."""

    key: str
    """`client_credentials`: for programs, and behind the names of further flows."""
    label: str
    """`OAuth 2 client credentials grant`"""
    module: str
    """The module of `_auth` that has the manager."""
    manager: str
    """The class in it that a scheme's manager derives from."""
    credentials_module: str
    """The module of `_auth` that has the credentials."""
    credentials: str
    """The class in it that a scheme's credentials derive from."""
    summary: str
    """The docstring of a scheme's module."""
    holds: str
    """`client id and token`: what the credentials are, in their docstring."""
    purpose: str
    """The docstring of a scheme's manager."""
    fields: tuple[Field, ...]
    """The keywords of the credentials."""
    errors: tuple[Advice, ...]
    """What a program with such a scheme will meet."""
    page: str
    """Which template its page is made from."""
    notices: tuple[str, ...] = ()
    """What everybody should know before choosing such a scheme."""
    endpoints: tuple[EndpointField, ...] = ()
    """The URLs that such a scheme has."""
    oauth: bool = False
    """Whether it gets tokens that have scopes."""
    takes_tokens: bool = False
    """Whether an OAuthToken can be given to it."""
    start: str = ""
    """Where its tokens come from, for people: names of schemes follow."""
    obtain: str = ""
    """The manager's method that gets a token."""
    travels: str = "token"
    """What travels, in a word."""
    grant_page: str = ""
    """The file name of the first such page; other pages are named after schemes."""

    @property
    def groups(self) -> tuple[str, str]:
        """What templates call the schemes of this kind in their file names."""
        return ("oauth" if self.oauth else "plain", self.page)

    @property
    def further_fields(self) -> tuple[Field, ...]:
        """Optional fields that no page tells of elsewhere."""
        endpoints = {endpoint.keyword for endpoint in self.endpoints}
        return tuple(
            field
            for field in self.fields
            if field.optional and field.name not in endpoints
        )

    @property
    def imports(self) -> tuple[str, ...]:
        """The modules of the library that the module of a scheme needs, sorted.

        Modules, and not their classes: a scheme may be called as a class is.
        """
        scopes = ("oauth_scope",) if self.oauth else ()
        return tuple(sorted({self.module, self.credentials_module, *scopes}))
