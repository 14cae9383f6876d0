"""Real servers, the packages that are generated for them, and a person at a browser."""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from generator import generate, load
from templates._auth.callback_page import CallbackPage
from tests.browser.callback_site import Look, Site, serving
from tests.browser.person import Browser, Person
from tests.packages import forget, import_folder, write
from tests.servers.oauth_server import OAuthServer

DOCUMENT = """\
openapi: 3.2.0
info: {{title: Pets, version: "1"}}
paths:
  /pets: {{get: {{operationId: listPets, security: [{{pets: ["read:pets"]}}]}}}}
components:
  securitySchemes:
    pets:
      type: oauth2
      flows:
        implicit:
          authorizationUrl: {authorization_endpoint}
          scopes: &scopes {{"read:pets": see pets, "write:pets": change pets}}
        authorizationCode:
          authorizationUrl: {authorization_endpoint}
          tokenUrl: {token_endpoint}
          scopes: *scopes
        clientCredentials: {{tokenUrl: {token_endpoint}, scopes: *scopes}}
        password: {{tokenUrl: {token_endpoint}, scopes: *scopes}}
        deviceAuthorization:
          deviceAuthorizationUrl: {device_authorization_endpoint}
          tokenUrl: {token_endpoint}
          scopes: *scopes
"""

# What is done at one server is done in one worker, which starts it once.
DJANGO, AUTHLIB = (
    pytest.param(name, marks=pytest.mark.xdist_group(name))
    for name in ("django_server", "authlib_server")
)


@dataclass(frozen=True, kw_only=True)
class Service:
    """A server, and the package for what it protects."""

    name: str
    server: OAuthServer
    package: Any

    def manager(self, grant: str, **credentials: object) -> Any:
        """The manager of a grant, which asks for all scopes unless told otherwise."""
        # The grant that stands first in the document has the scheme's bare name.
        scheme = "pets" if grant == "implicit" else f"pets_{grant}"
        name = scheme.title().replace("_", "")
        fields = {"o_auth_scopes": ["read:pets", "write:pets"], **credentials}
        own = getattr(self.package, f"{name}Credentials")(**fields)
        client = self.package.PetsClient(**{f"{scheme}_credentials": own})
        return getattr(client, scheme)


@contextmanager
def service_of(name: str, folder: Path) -> Generator[Service]:
    """Start a server, describe it, and generate from that."""
    server = OAuthServer(f"tests.servers.{name}", folder)
    document = folder / "pets.yaml"
    document.write_text(
        DOCUMENT.format(
            authorization_endpoint=server.authorization_endpoint,
            token_endpoint=server.token_endpoint,
            device_authorization_endpoint=server.device_authorization_endpoint,
        )
    )
    write(generate(load(str(document))), folder / "pets")
    package = import_folder(folder / "pets", f"pets_of_{name}")
    yield Service(name=name, server=server, package=package)
    forget(f"pets_of_{name}")
    server.close()


@pytest.fixture(scope="session", autouse=True)
def no_proxy() -> Iterator[None]:
    """Everything is on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "*")
        yield


@pytest.fixture(scope="session")
def django_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """django-oauth-toolkit."""
    with service_of("django_server", tmp_path_factory.mktemp("django")) as service:
        yield service


@pytest.fixture(scope="session")
def authlib_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Authlib, with Flask."""
    with service_of("authlib_server", tmp_path_factory.mktemp("authlib")) as service:
        yield service


@pytest.fixture(params=[DJANGO, AUTHLIB])
def service(request: pytest.FixtureRequest) -> Service:
    """Each of the two, unless the test asks for one."""
    service = request.getfixturevalue(request.param)
    assert isinstance(service, Service)
    return service


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that others have used before."""
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture
def free_uri() -> str:
    """A redirect URI that nothing listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}/callback"


@dataclass(frozen=True, kw_only=True)
class Login:
    """A login that is over: what the program has got, and what the person saw."""

    manager: Any
    outcome: Any
    """A token, or an AuthError."""
    client_id: str
    redirect_uri: str
    answer: str
    """What the server put behind the redirect URI; empty if it did not redirect."""
    address: str
    """What the address bar showed in the end."""
    problems: tuple[str, ...]
    """What the console had to say of the page at the redirect URI."""

    @property
    def token(self) -> Any:
        """The token that the program has got."""
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    @property
    def error(self) -> Any:
        """The error that it has got in its place."""
        assert isinstance(self.outcome, Exception), self.outcome
        return self.outcome


class LogIn:
    """Logs in with authorize(), while a person acts at the browser."""

    def __init__(self, service: Service, browser: Browser, redirect_uri: str) -> None:
        self._service = service
        self._browser = browser
        self._redirect_uri = redirect_uri

    def __call__(
        self,
        act: Callable[[Person], object],
        *,
        timeout: float = 60,
        browser: Browser | None = None,
        registered: Mapping[str, Any] | None = None,
        grant: str = "implicit",
        **credentials: object,
    ) -> Login:
        """Log in; `registered` and `credentials` replace what both sides agree on."""
        client: dict[str, Any] = {
            "redirect_uris": [self._redirect_uri],
            "grant_type": grant,
        }
        client_id = f"a client, {urlsplit(self._redirect_uri).port}"
        self._service.server.register(client_id, **client | dict(registered or {}))
        known = {
            "o_auth_client_id": client_id,
            "o_auth_redirect_uri": self._redirect_uri,
        }
        manager = self._service.manager(grant, **known | credentials)
        acting: list[Future[tuple[str, Person]]] = []

        def show(url: str) -> None:
            acting.append((browser or self._browser).let(lambda p: at(url, p)))

        def at(url: str, person: Person) -> tuple[str, Person]:
            act(person.opens(url))
            return url, person

        outcome: object
        try:
            outcome = manager.authorize(timeout, open_browser=show)
        except self._service.package.AuthError as error:
            outcome = error
        (person,) = acting
        return self._login(manager, outcome, *person.result())

    @staticmethod
    def _login(manager: Any, outcome: object, url: str, person: Person) -> Login:
        (uri,) = parse_qs(urlsplit(url).query)["redirect_uri"]
        origin = uri.removesuffix(urlsplit(uri).path)
        answers = [r.removeprefix(uri) for r in person.redirects if r.startswith(uri)]
        return Login(
            manager=manager,
            outcome=outcome,
            client_id=manager.o_auth_client_id,
            redirect_uri=uri,
            answer="".join(answers),
            address=person.address,
            problems=tuple(p for p in person.problems if p.startswith(origin)),
        )


@pytest.fixture
def log_in(service: Service, browser: Browser, free_uri: str) -> LogIn:
    """Logs in at the server; the client is registered for a redirect URI of its own."""
    return LogIn(service, browser, free_uri)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with the page at a redirect URI."""
    with serving(CallbackPage()) as site:
        yield site


@pytest.fixture
def look(site: Site, browser: Browser) -> Look:
    """Opens that page."""
    return Look(site, browser)
