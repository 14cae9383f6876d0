"""The server of a package's `testing`, with a person at a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from generator import Options, generate, load
from tests.browser.person import Browser, Person
from tests.packages import forget, import_folder, write

ROOT = Path(__file__).parents[2]
NAME = "kit_in_a_browser"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Any]:
    """A server that shows its pages to whoever sits there."""
    document = load(str(ROOT / "specs" / "every-scheme.yaml"))
    write(generate(document, Options(testing=True)), tmp_path / "every_scheme")
    import_folder(tmp_path / "every_scheme", NAME)
    with import_module(f"{NAME}.testing").AuthorizationServer(
        real_browser=True
    ) as server:
        yield server
    forget(NAME)


def presses(browser: Browser, button: str, title: str) -> Callable[[str], object]:
    """What a person does who is sent to the server's page."""

    def act(person: Person, url: str) -> None:
        person.opens(url).reads("Allow access?").sees("This is a server for tests")
        person.page.get_by_role("button", name=button).click()
        person.reads(title)
        assert person.problems == []

    return lambda url: browser.let(lambda person: act(person, url))


@pytest.mark.parametrize("name", ["login", "login_implicit", "identity"])
def test_person_allows(server: Any, browser: Browser, name: str) -> None:
    manager = getattr(server.client(), name)
    manager.authorize(60, open_browser=presses(browser, "Allow", "Access granted"))
    assert manager.is_valid()


@pytest.mark.parametrize("name", ["login", "login_implicit"])
def test_person_denies(server: Any, browser: Browser, name: str) -> None:
    manager = getattr(server.client(), name)
    acting = presses(browser, "Deny", "Access was not granted")
    with pytest.raises(import_module(NAME).AuthorizationError) as caught:
        manager.authorize(60, open_browser=acting)
    assert caught.value.code == "access_denied"


@pytest.mark.parametrize(
    ("button", "error"), [("Allow", None), ("Deny", "access_denied")]
)
def test_person_answers_a_device(
    server: Any, browser: Browser, button: str, error: str | None
) -> None:
    device = server.client().login_device_authorization

    def act(person: Person, started: Any) -> None:
        person.opens(started.verification_uri)
        person.page.get_by_label("Code").fill(started.user_code)
        person.page.get_by_label("Code").press("Enter")
        person.reads("Allow access?")
        person.page.get_by_role("button", name=button).click()
        person.reads("Done")

    started = device.start()
    browser.let(lambda person: act(person, started)).result()
    if error is None:
        device.fetch_token(started)
        return
    with pytest.raises(import_module(NAME).AuthorizationError) as caught:
        device.fetch_token(started)
    assert caught.value.code == error


def test_device_waits_for_the_person(server: Any) -> None:
    device = server.client().login_device_authorization
    with pytest.raises(import_module(NAME).AuthorizationTimeoutError):
        device.authorize(0.1, show=str)
