"""The whole server for tests, whatever the document: `testing` gives it its schemes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from .arrival import Arrivals
from .authorization import AuthorizationEndpoint
from .clients import Clients, with_endpoints
from .device import VERIFICATION, DeviceAuthorizationEndpoint
from .endpoint import Endpoint
from .http_service import HttpService
from .messages import Answer, Request
from .metadata import OAUTH, MetadataEndpoint
from .person import SYSTEM_BROWSER, hand_over, log_in, visit
from .resource import ResourceEndpoint
from .token_endpoint import TokenEndpoint
from .tokens import Tokens

if TYPE_CHECKING:
    from .._auth.credentials import Credentials
    from .._auth.request_auth import SchemeAuth
    from .clients import Scheme

    C = TypeVar("C", bound=Credentials)
    S = TypeVar("S", bound="ServerForTests")


class ServerForTests(ABC):
    """An authorization server and an API on a free port of 127.0.0.1. For tests only.

    It knows a client for each scheme: with the credentials that it is given, and where
    it is given none, with some of its own. It runs in a `with` statement.

    `authorize()` needs no browser meanwhile: the pages of this server are answered with
    Allow. With `real_browser` they are shown to whoever sits there.
    """

    schemes: tuple[Scheme, ...] = ()
    """The security schemes of the document."""

    def __init__(self, *credentials: Credentials, real_browser: bool = False) -> None:
        self._clients = clients = Clients(self.schemes, credentials)
        self._service = service = HttpService(self._route)
        self._real_browser = real_browser
        self._threads: list[Thread] = []
        self.tokens = tokens = Tokens()
        """How tokens are issued, and which are taken."""
        self.authorization_endpoint = AuthorizationEndpoint(service, clients, tokens)
        self.device_authorization_endpoint = DeviceAuthorizationEndpoint(
            service, clients, person=real_browser
        )
        self.token_endpoint = TokenEndpoint(
            service, clients, tokens, self.device_authorization_endpoint
        )
        named = (
            self.authorization_endpoint,
            self.device_authorization_endpoint,
            self.token_endpoint,
        )
        self.metadata_endpoint = MetadataEndpoint(service, named)
        arrivals = Arrivals(clients, tokens, self._manager_of)
        self.api = ResourceEndpoint(service, arrivals)
        """What the credentials are for: everything below `api.url`."""
        self._all: tuple[Endpoint, ...] = (*named, self.metadata_endpoint, self.api)

    @abstractmethod
    def client(self, **settings: Any) -> object:
        """A new client that this server knows, with no token yet."""

    def credentials(self, kind: type[C]) -> C:
        """The credentials of a scheme, by their class, at this server.

        Raises RuntimeError where the server is not running.
        """
        return with_endpoints(self._clients.registered(kind), self._endpoints)

    @property
    def url(self) -> str:
        """Scheme, host and port, and the issuer. Raises RuntimeError if not running."""
        return self._service.url

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that `from_environment()` reads, for a client of this server.

        Raises RuntimeError where it is not running.
        """
        variables: dict[str, str] = {}
        for client in self._clients.all:
            credentials = self.credentials(type(client.credentials))
            for name in credentials.field_names():
                value: Any = getattr(credentials, name)
                text: object = " ".join(value) if name == "o_auth_scopes" else value
                if text and isinstance(text, str):
                    variable = f"{credentials.environment_prefix}_{name.upper()}"
                    variables[variable] = text
        return variables

    def log_in(self, authorization_url: str) -> str:
        """Press Allow on the page at a URL; the address that the browser ends at.

        That is for `fetch_token()`. Raises ErrorPageError where the server sends nobody
        back, since it does not know the client id or the redirect URI.
        """
        return log_in(authorization_url)

    def open_browser(self, authorization_url: str) -> bool:
        """Log in, and let the program have the answer: for `authorize(open_browser=)`.

        Raises ErrorPageError.
        """
        if self.authorization_endpoint.is_stalled:
            self._in_thread(visit, authorization_url)
        else:
            # The program may take its time, and has a time limit of its own.
            self._in_thread(hand_over, log_in(authorization_url))
        return True

    def __enter__(self: S) -> S:
        self._service.start()
        if not self._real_browser:
            SYSTEM_BROWSER.replace(self.url, self.open_browser)
        return self

    def __exit__(self, *_: object) -> None:
        SYSTEM_BROWSER.restore(self.url)
        for endpoint in self._all:
            endpoint.recover()
        self._service.stop()
        for thread in self._threads:
            thread.join()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} for tests>"

    @property
    def _endpoints(self) -> Mapping[str, str]:
        """What takes the place of the document's endpoints, in credentials."""
        return {
            "o_auth_authorization_url": self.authorization_endpoint.url,
            "o_auth_device_authorization_url": self.device_authorization_endpoint.url,
            "o_auth_token_url": self.token_endpoint.url,
            "o_auth_discovery_url": self.metadata_endpoint.url,
            "o_auth_issuer": self.url,
        }

    def _manager_of(self, scheme: str) -> SchemeAuth:
        manager: SchemeAuth = getattr(self.client(), scheme)
        return manager

    def _in_thread(self, work: Callable[[str], object], address: str) -> None:
        thread = Thread(target=work, args=(address,), daemon=True)
        thread.start()
        self._threads.append(thread)

    def _route(self, request: Request) -> Answer | None:
        if request.path == VERIFICATION:
            return self.device_authorization_endpoint.page_for(request)
        if request.path == OAUTH:
            return self.metadata_endpoint.respond(request)
        for endpoint in self._all:
            if (request.path + "/").startswith(endpoint.path + "/"):
                return endpoint.respond(request)
        return Answer(status=404)
