"""Logins at servers that nobody here wrote, from the first page to the last request.

What the servers do differently is part of it: the program copes with each.
"""

from __future__ import annotations

import logging
import time

import pytest
import requests

from tests.browser.conftest import AUTHLIB, DJANGO, LogIn, Login, Service
from tests.browser.person import Person
from tests.servers.oauth_server import USERNAME

only_django = pytest.mark.parametrize("service", [DJANGO], indirect=True)
only_authlib = pytest.mark.parametrize("service", [AUTHLIB], indirect=True)


def consents(person: Person) -> None:
    person.logs_in().agrees().reads("Access granted")


def pets(service: Service, login: Login) -> tuple[int, str]:
    """What the protected resource answers to anybody who has the token."""
    headers = {"Authorization": f"Bearer {login.token.access_token}"}
    answer = requests.get(service.server.resource, headers=headers, timeout=60)
    return answer.status_code, answer.headers.get("WWW-Authenticate", "")


def assert_page_is_clean(login: Login) -> None:
    """The address is the bare redirect URI, and the console has no complaint."""
    assert login.address == login.redirect_uri
    assert login.problems == ()


def test_consent_ends_with_a_token_that_the_resource_accepts(
    service: Service, log_in: LogIn
) -> None:
    login = log_in(consents)
    assert login.answer.startswith("#")
    lifetimes = {"django_server": 600, "authlib_server": 300}
    assert login.token.expires_in == lifetimes[service.name]
    assert login.manager.granted_scopes == ("read:pets", "write:pets")
    answer = requests.get(service.server.resource, auth=login.manager, timeout=60)
    assert answer.json() == {"owner": USERNAME}
    assert_page_is_clean(login)


def test_refusal_arrives_in_the_query_or_in_the_fragment(
    service: Service, log_in: LogIn
) -> None:
    login = log_in(lambda p: p.logs_in().refuses().reads("Access was not granted"))
    marks = {"django_server": "?", "authlib_server": "#"}
    assert login.answer.startswith(marks[service.name] + "error=access_denied&")
    assert login.error.code == "access_denied"
    assert_page_is_clean(login)


@only_django
def test_unknown_scope_is_an_error(log_in: LogIn) -> None:
    login = log_in(
        lambda p: p.logs_in().reads("The server does not give this permission"),
        o_auth_scopes=["read:pets", "fly:pets"],
    )
    assert login.answer.startswith("?error=invalid_scope&")
    assert login.error.code == "invalid_scope"
    assert_page_is_clean(login)


@only_authlib
def test_unknown_scope_is_dropped_without_a_word(log_in: LogIn) -> None:
    login = log_in(consents, o_auth_scopes=["read:pets", "fly:pets"])
    assert login.token.scope == "read:pets"
    assert login.manager.missing_scopes == ("fly:pets",)


@only_django
def test_person_grants_less_than_was_asked_for(service: Service, log_in: LogIn) -> None:
    login = log_in(
        lambda p: p.logs_in().unticks("read:pets").agrees().reads("Access granted")
    )
    assert login.token.scope == "write:pets"
    assert login.manager.missing_scopes == ("read:pets",)
    # The server does not say which scope it wants.
    with pytest.raises(service.package.InsufficientScopeError) as caught:
        requests.get(service.server.resource, auth=login.manager, timeout=60)
    assert caught.value.missing_scopes == ("read:pets",)


@only_authlib
def test_server_grants_less_than_was_asked_for(service: Service, log_in: LogIn) -> None:
    login = log_in(consents, registered={"scopes": ["write:pets"]})
    assert login.token.scope == "write:pets"
    assert login.manager.missing_scopes == ("read:pets",)
    # Without a challenge, the answer is the caller's to read.
    answer = requests.get(service.server.resource, auth=login.manager, timeout=60)
    assert answer.status_code == 403
    assert answer.json()["error"] == "insufficient_scope"


def assert_only_the_deadline_ended_it(login: Login) -> None:
    assert login.answer == ""
    assert login.error.code == "timeout"
    for advice in ("client", login.redirect_uri, "registered"):
        assert advice in str(login.error)


def test_unregistered_redirect_uri_leads_nowhere(
    service: Service, log_in: LogIn
) -> None:
    said = {
        "django_server": "Mismatching redirect URI",
        "authlib_server": "is not supported by client",
    }
    login = log_in(
        lambda p: p.logs_in().sees(said[service.name]),
        timeout=0.1,
        registered={"redirect_uris": ["http://127.0.0.1:1/another"]},
    )
    assert_only_the_deadline_ended_it(login)


def test_unknown_client_leads_nowhere(service: Service, log_in: LogIn) -> None:
    said = {
        "django_server": "Invalid client_id parameter value",
        "authlib_server": "The client does not exist",
    }
    login = log_in(
        lambda p: p.logs_in().sees(said[service.name]),
        timeout=0.1,
        o_auth_client_id="nobody",
    )
    assert_only_the_deadline_ended_it(login)


ANY_PORT = "http://127.0.0.1/callback"


@only_django
def test_port_is_left_open_by_servers_that_follow_rfc_8252(log_in: LogIn) -> None:
    login = log_in(
        consents,
        registered={"redirect_uris": [ANY_PORT]},
        o_auth_redirect_uri=ANY_PORT,
    )
    assert login.token.scope == "read:pets write:pets"
    assert login.redirect_uri != ANY_PORT


@only_authlib
def test_port_has_to_be_registered_at_other_servers(log_in: LogIn) -> None:
    login = log_in(
        lambda p: p.logs_in().sees("is not supported by client"),
        timeout=0.1,
        registered={"redirect_uris": [ANY_PORT]},
        o_auth_redirect_uri=ANY_PORT,
    )
    assert_only_the_deadline_ended_it(login)


def assert_token_is_dropped(service: Service, login: Login) -> None:
    """The resource refuses the token, and the program learns it from that."""
    status, challenge = pets(service, login)
    assert status == 401
    assert 'error="invalid_token"' in challenge
    with pytest.raises(service.package.TokenRejectedError):
        requests.get(service.server.resource, auth=login.manager, timeout=60)
    assert login.manager.o_auth_token is None


def test_expired_token_is_dropped(service: Service, log_in: LogIn) -> None:
    login = log_in(consents)
    service.server.expire(login.token.access_token)
    assert_token_is_dropped(service, login)


def test_revoked_token_is_dropped(service: Service, log_in: LogIn) -> None:
    login = log_in(consents)
    assert pets(service, login)[0] == 200
    service.server.revoke(login.token.access_token, login.client_id)
    assert_token_is_dropped(service, login)


def test_program_knows_the_lifetime(
    service: Service, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = log_in(consents)
    monkeypatch.setattr(time, "time", lambda: login.token.expiry)
    with pytest.raises(service.package.TokenExpiredError):
        requests.get(service.server.resource, auth=login.manager, timeout=60)


def test_forged_answer_is_not_taken_for_the_awaited_one(
    log_in: LogIn, free_uri: str
) -> None:
    def act(person: Person) -> None:
        other = person.logs_in().new_tab()
        other.opens(f"{free_uri}#access_token=evil&token_type=bearer&state=forged")
        other.reads("This answer was not expected")
        other.opens(f"{free_uri}?nothing").reads("There is no answer here")
        person.agrees().reads("Access granted")

    login = log_in(act)
    assert login.token.access_token != "evil"
    assert_page_is_clean(login)


@only_authlib
def test_policy_lets_nothing_but_the_page_run(log_in: LogIn) -> None:
    def act(person: Person) -> None:
        consents(person)
        person.page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'It ran.'";
            document.body.append(script);
            return fetch("http://127.0.0.1:1/").catch(() => {});
        }""")
        assert person.page.title() == "Access granted"

    script, connection, _ = log_in(act).problems
    assert "Content Security Policy directive 'script-src" in script
    assert "Content Security Policy directive: \"connect-src 'self'" in connection


def test_no_log_holds_the_token(
    log_in: LogIn,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("tests").debug("Logs are read.")
    token = log_in(consents).token.access_token
    assert "Logs are read." in caplog.text
    assert token not in caplog.text + "".join(capfd.readouterr())
