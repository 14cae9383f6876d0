"""The example applications, and somebody who logs in there at a real server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.browser.conftest import Service
from tests.browser.person import Browser, Person
from tests.examples.applications import APPLICATIONS, Application, running_api

pytestmark = pytest.mark.xdist_group("authlib_server")


@pytest.fixture(scope="module", params=APPLICATIONS)
def application(
    request: pytest.FixtureRequest, authlib_server: Service
) -> Iterator[Application]:
    """Each of the examples, registered at the server."""
    server, name = authlib_server.server, request.param
    with running_api() as api:
        # Whether a token is good, the server decides that has issued it.
        api.accepts = lambda authorization: requests.get(
            server.resource, headers={"Authorization": authorization}, timeout=30
        ).ok
        application = Application(
            name,
            PETSTORE_API=api.url,
            PETSTORE_AUTH_O_AUTH_CLIENT_ID=name,
            PETSTORE_AUTH_O_AUTH_AUTHORIZATION_URL=server.authorization_endpoint,
        )
        server.register(name, [f"{application.url}/callback"])
        yield application
        application.close()


Visit = Callable[[Callable[[Person], object]], None]


@pytest.fixture
def visit(application: Application, browser: Browser) -> Visit:
    """Lets somebody open the application and act there."""

    def visit(act: Callable[[Person], object]) -> None:
        def person(person: Person) -> None:
            act(person.opens(application.url).reads("Pets"))
            # Every browser asks for a picture of the site.
            assert not [one for one in person.problems if "favicon.ico" not in one]

        browser.let(person).result()

    return visit


def presses(person: Person, name: str) -> Person:
    person.page.get_by_role("button", name=name).click()
    return person


def test_person_logs_in_sees_the_pets_and_logs_out(visit: Visit) -> None:
    def act(person: Person) -> None:
        presses(person, "Log in").logs_in().agrees().reads("Pets")
        person.sees("You are logged in.")
        person.page.get_by_role("link", name="See the pets").click()
        person.reads("Available pets").sees("Rex")
        person.page.get_by_role("link", name="Back").click()
        presses(person, "Log out").sees("log in at the Petstore")

    visit(act)


def test_person_refuses_and_goes_back(visit: Visit) -> None:
    def act(person: Person) -> None:
        presses(person, "Log in").logs_in().refuses().reads("Access was not granted")
        person.page.get_by_role("link", name="Back to the application").click()
        person.reads("Pets").sees("log in at the Petstore")

    visit(act)


def test_link_with_a_strangers_token_logs_nobody_in(
    application: Application, browser: Browser
) -> None:
    """Mallory logs in, keeps her response from being used, and sends it around."""

    def mallory(person: Person) -> str:
        session = person.page.context.new_cdp_session(person.page)
        # So the page does not post it.
        session.send(  # pyright: ignore[reportUnknownMemberType]
            "Emulation.setScriptExecutionDisabled", {"value": True}
        )
        presses(person.opens(application.url), "Log in").logs_in()
        with person.page.expect_request(re.compile("/callback")):
            person.agrees()
        (link,) = [target for target in person.redirects if "access_token" in target]
        return link

    def somebody(person: Person) -> None:
        presses(person.opens(application.url), "Log in")
        person.opens(link).reads("This answer was not expected")
        person.opens(application.url).sees("log in at the Petstore")

    link = browser.let(mallory).result()
    assert parse_qs(urlsplit(link).fragment)["state"]
    browser.let(somebody).result()
