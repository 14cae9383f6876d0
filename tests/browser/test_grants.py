"""The grants with a token endpoint, at servers that nobody here wrote."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.browser.conftest import LogIn, Service
from tests.browser.person import Browser, Person
from tests.package.token_server import token_server
from tests.servers.oauth_server import PASSWORD, USERNAME

# Each of these has a meaning in a form, or between a name and a password.
SECRET = "s%+: &="


def consents(person: Person) -> None:
    person.logs_in().agrees().reads("Access granted")


def owner(service: Service, manager: Any) -> Any:
    """Whose pets the protected resource shows to the manager's token."""
    answer = requests.get(service.server.resource, auth=manager, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.json()["owner"]


def client_of(service: Service, grant: str, secret: str = "") -> str:
    """The id of a client that the server knows."""
    client_id = f"client for {grant} {len(secret)}"
    service.server.register(client_id, [], grant_type=grant, secret=secret)
    return client_id


def expired(service: Service, manager: Any) -> Any:
    """Let the token be out of date, here and at the server; the refresh token stays."""
    token = manager.o_auth_token
    service.server.expire(token.access_token)
    manager.o_auth_token = token.from_dictionary({**token.to_dictionary(), "expiry": 1})
    return token


# ------------------------------------------------------------------ codes


def test_code_ends_with_a_token_that_the_resource_accepts(
    service: Service, log_in: LogIn
) -> None:
    login = log_in(consents, grant="authorization_code")

    assert login.answer.startswith("?code=")
    assert login.address == login.redirect_uri
    assert login.problems == ()
    assert login.manager.granted_scopes == ("read:pets", "write:pets")
    assert owner(service, login.manager) == USERNAME


def test_refusal_of_a_code(service: Service, log_in: LogIn) -> None:
    login = log_in(
        lambda p: p.logs_in().refuses().reads("Access was not granted"),
        grant="authorization_code",
    )
    assert login.error.code == "access_denied"


def test_code_of_a_client_with_a_secret(service: Service, log_in: LogIn) -> None:
    login = log_in(
        consents,
        grant="authorization_code",
        registered={"secret": SECRET},
        o_auth_client_secret=SECRET,
    )
    assert owner(service, login.manager) == USERNAME


def test_wrong_secret_is_told_to_the_program(service: Service, log_in: LogIn) -> None:
    title = "The server does not accept the application"
    login = log_in(
        lambda p: p.logs_in().agrees().reads(title),
        grant="authorization_code",
        registered={"secret": SECRET},
        o_auth_client_secret=SECRET[:-1],
    )
    assert login.error.code == "invalid_client"


@pytest.mark.parametrize(("verifier", "right"), [("y" * 43, True), ("x" * 43, False)])
def test_server_verifies_the_verifier(
    service: Service, browser: Browser, verifier: str, right: bool
) -> None:
    """A web application: the process that reads the answer is another one."""
    with token_server() as application:
        uri = f"{application.url}/callback"
        client_id = f"web {urlsplit(uri).port}"
        service.server.register(client_id, [uri], grant_type="authorization_code")
        first, second = (
            service.manager(
                "authorization_code",
                o_auth_client_id=client_id,
                o_auth_redirect_uri=uri,
            )
            for _ in range(2)
        )
        url = first.get_authorization_url("of-the-session", code_verifier="y" * 43)
        browser.let(lambda p: p.opens(url).logs_in().agrees().sees("{}")).result()
        (path,) = (one.path for one in application.asked if "code=" in one.path)

    if right:
        second.fetch_token(application.url + path, "of-the-session", verifier)
        assert owner(service, second) == USERNAME
        return
    with pytest.raises(service.package.AuthorizationError) as caught:
        second.fetch_token(application.url + path, "of-the-session", verifier)
    assert caught.value.code == "invalid_grant"


# ------------------------------------------------------------------ refresh


def test_twenty_threads_refresh_once_and_never_show_an_old_token(
    service: Service, log_in: LogIn
) -> None:
    manager = log_in(consents, grant="authorization_code").manager
    seen = {manager.o_auth_token.refresh_token}

    for _ in range(3):
        before = expired(service, manager)
        with ThreadPoolExecutor(20) as pool:
            work = [pool.submit(manager.headers) for _ in range(20)]
        assert len({one.result()["Authorization"] for one in work}) == 1
        # Both servers rotate, and take an old token for a theft.
        assert manager.o_auth_token.refresh_token not in seen
        assert manager.o_auth_token.access_token != before.access_token
        seen.add(manager.o_auth_token.refresh_token)
        assert owner(service, manager) == USERNAME
    assert manager.missing_scopes == ()


def test_old_refresh_token_asks_for_a_new_login(
    service: Service, log_in: LogIn
) -> None:
    manager = log_in(consents, grant="authorization_code").manager
    first = expired(service, manager)
    manager.refresh()
    manager.o_auth_token = first.from_dictionary({**first.to_dictionary(), "expiry": 1})

    with pytest.raises(service.package.TokenExpiredError, match="authorize"):
        manager.headers()
    assert manager.o_auth_token.refresh_token is None


def test_asynchronous_refresh(service: Service, log_in: LogIn) -> None:
    manager = log_in(consents, grant="authorization_code").manager
    expired(service, manager)
    asyncio.run(manager.headers_async())
    assert owner(service, manager) == USERNAME


# ------------------------------------------------------------------ without a browser


def test_client_credentials(service: Service) -> None:
    client_id = client_of(service, "client_credentials", SECRET)
    manager = service.manager(
        "client_credentials", o_auth_client_id=client_id, o_auth_client_secret=SECRET
    )
    # Nobody's pets: the token is the client's own.
    assert owner(service, manager) is None
    first = expired(service, manager)
    assert owner(service, manager) is None
    assert manager.o_auth_token.access_token != first.access_token


def test_password(service: Service) -> None:
    manager = service.manager(
        "password",
        o_auth_client_id=client_of(service, "password"),
        o_auth_username=USERNAME,
        o_auth_password=PASSWORD,
    )
    assert owner(service, manager) == USERNAME
    expired(service, manager)
    assert owner(service, manager) == USERNAME


def test_wrong_password(service: Service) -> None:
    manager = service.manager(
        "password",
        o_auth_client_id=client_of(service, "password", "x"),
        o_auth_client_secret="x",
        o_auth_username=USERNAME,
        o_auth_password=PASSWORD[:-1],
    )
    with pytest.raises(service.package.AuthorizationError) as caught:
        manager.headers()
    codes = {"django_server": "invalid_grant", "authlib_server": "invalid_request"}
    assert caught.value.code == codes[service.name]
