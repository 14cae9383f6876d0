"""authorize() at `oidc-provider`, with a person at Chromium."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import pytest

from tests.browser.person import Browser, Person
from tests.servers.oidc_server import ACCOUNT, OidcServer

pytestmark = pytest.mark.xdist_group("oidc_provider")

# The provider leaves the port open, as RFC 8252 demands.
ANY_PORT = "http://127.0.0.1/callback"
FLOWS = {
    "code": ("code-app", "code"),
    "id_token token": ("implicit-app", "id_token token"),
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that nobody has used before."""
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture(params=FLOWS)
def manager(request: pytest.FixtureRequest, new_people: Callable[..., Any]) -> Any:
    """A manager for each of the two flows, at a port that is found to be free."""
    client_id, response_type = FLOWS[request.param]
    return new_people(
        client_id,
        o_auth_response_type=response_type,
        o_auth_redirect_uri=ANY_PORT,
    )


def agrees(person: Person) -> None:
    person.page.get_by_placeholder("Enter any login").fill(ACCOUNT)
    person.page.get_by_placeholder("and password").fill("any")
    person.page.get_by_role("button", name="Sign-in").click()
    person.page.get_by_role("button", name="Continue").click()
    person.reads("Access granted")


def refuses(person: Person) -> None:
    person.page.get_by_role("link", name="Cancel").click()
    person.reads("Access was not granted")


class Screen:
    """Shows a page to a person who acts on it; what the address bar showed then."""

    def __init__(self, browser: Browser, act: Callable[[Person], None]) -> None:
        self._browser = browser
        self._act = act
        self._acting: Future[str] | None = None

    def show(self, url: str) -> None:
        self._acting = self._browser.let(lambda person: self._shown(person, url))

    def _shown(self, person: Person, url: str) -> str:
        self._act(person.opens(url))
        return person.address

    @property
    def address(self) -> str:
        assert self._acting is not None
        return self._acting.result()


def assert_logged_in(manager: Any, provider: OidcServer, screen: Screen) -> None:
    assert manager.id_token_claims["sub"] == ACCOUNT
    assert manager.id_token_claims["iss"] == provider.issuer
    assert manager.granted_scopes == ("openid", "email")
    # Nothing of the answer is left to read.
    assert screen.address.partition("/callback")[2] == ""


def test_person_logs_in(manager: Any, provider: OidcServer, browser: Browser) -> None:
    screen = Screen(browser, agrees)

    token = manager.authorize(60, open_browser=screen.show)

    assert manager.o_auth_token is token
    assert_logged_in(manager, provider, screen)


def test_person_logs_in_to_a_program_with_an_event_loop(
    manager: Any, provider: OidcServer, browser: Browser
) -> None:
    screen = Screen(browser, agrees)

    asyncio.run(manager.authorize_async(60, open_browser=screen.show))

    assert_logged_in(manager, provider, screen)


def test_person_refuses(
    manager: Any, album: Any, provider: OidcServer, browser: Browser
) -> None:
    screen = Screen(browser, refuses)

    with pytest.raises(album.AuthorizationError) as caught:
        manager.authorize(60, open_browser=screen.show)

    assert caught.value.code == "access_denied"
    assert screen.address.partition("/callback")[2] == ""
