"""A device, and a person at another one: django-oauth-toolkit's pages in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.browser.conftest import DJANGO, Service
from tests.browser.person import Browser, Person
from tests.servers.oauth_server import USERNAME

pytestmark = pytest.mark.parametrize("service", [DJANGO], indirect=True)


def device_of(service: Service, client_id: str) -> Any:
    service.server.register(
        client_id, [], grant_type="urn:ietf:params:oauth:grant-type:device_code"
    )
    return service.manager(
        "device_authorization",
        o_auth_client_id=client_id,
        o_auth_scopes=["read:pets"],
    )


def answer(browser: Browser, button: str, outcome: str) -> Callable[[Any], object]:
    """What a person does who is shown the codes."""

    def act(person: Person, started: Any) -> None:
        page = person.opens(started.verification_uri).logs_in().page
        page.get_by_label("User code").fill(started.user_code)
        page.get_by_role("button", name="Verify").click()
        page.get_by_role("button", name=button).click()
        person.sees(outcome)

    return lambda started: browser.let(lambda person: act(person, started)).result()


def test_person_lets_the_device_in(service: Service, browser: Browser) -> None:
    device = device_of(service, "television")

    device.authorize(show=answer(browser, "Accept", "Device Authorized"))

    assert device.granted_scopes == ("read:pets",)
    seen = requests.get(service.server.resource, auth=device, timeout=60)
    assert seen.json() == {"owner": USERNAME}
    first = device.o_auth_token
    device.o_auth_token = first.from_dictionary({**first.to_dictionary(), "expiry": 1})
    seen = requests.get(service.server.resource, auth=device, timeout=60)
    assert seen.json() == {"owner": USERNAME}
    assert device.o_auth_token.refresh_token not in (None, first.refresh_token)


def test_person_keeps_the_device_out(service: Service, browser: Browser) -> None:
    device = device_of(service, "refrigerator")

    with pytest.raises(service.package.AuthorizationError) as caught:
        device.authorize(show=answer(browser, "Deny", "Device Denied"))

    assert caught.value.code == "access_denied"


def test_nobody_answers(service: Service, browser: Browser) -> None:
    device = device_of(service, "toaster")
    started = device.start()
    assert started.interval == 5
    with pytest.raises(service.package.AuthorizationTimeoutError):
        device.fetch_token(started, timeout=1)
