"""Reading responses: what the vectors do not show (RFC 6749, section 4.2.2)."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable
from types import FunctionType
from typing import Any

import pytest

STATE = "st-8f3kQ2_Zx7"
CALLBACK = "http://127.0.0.1:8765/callback"
GOOD = f"access_token=AAA&token_type=bearer&expires_in=3600&state={STATE}"


def waiting(new_client: Callable[..., Any], **changes: object) -> Any:
    """A manager that waits for a response with `STATE`."""
    manager = new_client(**changes).petstore_auth
    manager.get_authorization_url(state=STATE)
    return manager


def code_of(petstore: Any, manager: Any, response: str) -> str:
    """How a response is refused."""
    with pytest.raises(petstore.AuthError) as caught:
        manager.fetch_token(response)
    assert manager.o_auth_token is None
    return str(caught.value.code)


@pytest.mark.parametrize(
    ("encoded", "token"),
    [
        ("a%2Bb", "a+b"),
        ("%41%42", "AB"),
        ("a.b-c_d~e+f/g=".replace("+", "%2B"), "a.b-c_d~e+f/g="),
        ("!%23%24%25%26'()*%2C;<>?@[]^`{|}", "!#$%&'()*,;<>?@[]^`{|}"),
        ("A" * 60 * 1024, "A" * 60 * 1024),
    ],
    ids=["plus", "letters", "b64token", "punctuation", "60-KiB"],
)
def test_token_is_decoded(
    new_client: Callable[..., Any], encoded: str, token: str
) -> None:
    response = f"#access_token={encoded}&token_type=bearer&state={STATE}"

    assert waiting(new_client).fetch_token(response).access_token == token


@pytest.mark.parametrize("encoded", ["%ff", "%zz", "a%", "a%4", "%C3", "%u0041"])
@pytest.mark.parametrize("name", ["access_token", "state", "error", "scope", "iss"])
def test_malformed_encoding_is_refused(
    petstore: Any, new_client: Callable[..., Any], name: str, encoded: str
) -> None:
    rest = "&".join(pair for pair in GOOD.split("&") if not pair.startswith(name))

    code = code_of(petstore, waiting(new_client), f"#{name}={encoded}&{rest}")

    assert code == "invalid_response"


@pytest.mark.parametrize("field", [f"access_token=a%41\ud800&state={STATE}", "\udcff"])
def test_text_that_is_no_unicode_is_refused(
    petstore: Any, new_client: Callable[..., Any], field: str
) -> None:
    """What a terminal hands over where bytes were no UTF-8."""
    code = code_of(petstore, waiting(new_client), f"#{field}&token_type=bearer")

    assert code in {"invalid_response", "state_mismatch"}


@pytest.mark.parametrize(
    "junk", ["foo=%ff", "%zz=1", "=1", "x", "a=1&a=2", "__class__=x"]
)
def test_parameters_nobody_knows_are_ignored(
    petstore: Any, new_client: Callable[..., Any], clock: Any, junk: str
) -> None:
    plain = waiting(new_client).fetch_token(f"#{GOOD}")

    assert waiting(new_client).fetch_token(f"#{junk}&{GOOD}&session_state=y") == plain


@pytest.mark.parametrize(
    "name", "access_token token_type expires_in scope state error iss id_token".split()
)
def test_known_parameter_stands_once(
    petstore: Any, new_client: Callable[..., Any], name: str
) -> None:
    response = f"{CALLBACK}#{GOOD}&{name}=x&{name}=x"

    assert code_of(petstore, waiting(new_client), response) == "duplicate_parameter"


@pytest.mark.parametrize(
    ("response", "accepted"),
    [
        (GOOD + "&x=1" * 96, True),
        (GOOD + "&x=1" * 97, False),
        (f"{GOOD}&x={'A' * 900_000}", True),
        (f"{GOOD}&x={'A' * 2 * 1024 * 1024}", False),
    ],
    ids=["100-parameters", "101-parameters", "900-kB", "2-MiB"],
)
def test_size_of_a_response_is_bounded(
    petstore: Any, new_client: Callable[..., Any], response: str, accepted: bool
) -> None:
    manager = waiting(new_client)
    if accepted:
        assert manager.fetch_token(f"#{response}").access_token == "AAA"
    else:
        assert code_of(petstore, manager, f"#{response}") == "invalid_response"


def test_a_million_parameters_are_refused_at_once(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = waiting(new_client)
    before = time.perf_counter()

    assert code_of(petstore, manager, "#" + "%41&" * 250_000) == "invalid_response"

    assert time.perf_counter() - before < 1


def test_long_scopes_of_strangers_do_not_stay_in_memory(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = waiting(new_client)
    tracemalloc.start()
    try:
        for number in range(50):
            scope = f"read%3A{number}{'x' * 100_000}"
            response = f"#access_token=AAA&scope={scope}&state=of-somebody-else"
            assert code_of(petstore, manager, response) == "state_mismatch"
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert kept < 1_000_000


@pytest.mark.parametrize(
    "response",
    [
        f"{CALLBACK}?error=access_denied&state={STATE}",
        f"{CALLBACK}?error=access_denied&state={STATE}#",
        f"{CALLBACK}?error=access_denied&error_reason=user_denied&state={STATE}#_=_",
        f"?error=access_denied&state={STATE}",
        f"error=access_denied&state={STATE}",
    ],
)
def test_error_in_the_query_is_understood(
    petstore: Any, new_client: Callable[..., Any], response: str
) -> None:
    assert code_of(petstore, waiting(new_client), response) == "access_denied"


@pytest.mark.parametrize(
    "response",
    [
        f"{CALLBACK}?{GOOD}",
        f"{CALLBACK}?access%5ftoken=AAA&state={STATE}",
        f"{CALLBACK}?access_token=AAA#token_type=bearer&state={STATE}",
        f"?{GOOD}",
    ],
)
def test_token_in_the_query_is_refused_and_the_flow_goes_on_waiting(
    petstore: Any, new_client: Callable[..., Any], response: str
) -> None:
    manager = waiting(new_client)

    assert code_of(petstore, manager, response) == "invalid_response"
    assert manager.fetch_token(f"#{GOOD}").access_token == "AAA"


@pytest.mark.parametrize(
    "pasted",
    [
        f"{CALLBACK}#{GOOD}",
        f"#{GOOD}",
        GOOD,
        f"\n  {CALLBACK}#{GOOD}\t\r\n",
        f" #{GOOD} ",
        f"{CALLBACK}?#{GOOD}",
        f"HTTP://127.0.0.1:8765/callback#{GOOD}",
    ],
)
def test_every_way_to_paste_gives_the_same_token(
    new_client: Callable[..., Any], clock: Any, pasted: str
) -> None:
    expected = waiting(new_client).fetch_token(f"{CALLBACK}#{GOOD}")

    assert waiting(new_client).fetch_token(pasted) == expected


@pytest.mark.parametrize(
    ("redirect_uri", "arrived"),
    [
        ("https://App.Example/cb", "HTTPS://app.example:443/cb"),
        ("https://app.example:443/cb", "https://app.example/cb"),
        ("http://localhost/cb", "http://LOCALHOST:80/cb"),
        ("http://[::1]:7/cb", "http://[::1]:7/cb"),
        ("https://app.example", "https://app.example/"),
        ("com.example.app:/cb", "com.example.app:/cb"),
        ("https://app.example/cb?tenant=a%2fb", "https://app.example/cb?tenant=a%2fb"),
        ("https://app.example/cb?a=1&b=2", "https://app.example/cb?a=1&b=2"),
    ],
)
def test_response_arrives_at_the_redirect_uri(
    new_client: Callable[..., Any], redirect_uri: str, arrived: str
) -> None:
    manager = waiting(new_client, o_auth_redirect_uri=redirect_uri)

    assert manager.fetch_token(f"{arrived}#{GOOD}").access_token == "AAA"


@pytest.mark.parametrize(
    "arrived",
    [
        "http://app.example/cb?a=1",
        "https://app.example:444/cb?a=1",
        "https://evil.example/cb?a=1",
        "https://app.example/CB?a=1",
        "https://app.example/cb/?a=1",
        "https://app.example/cb",
        "https://app.example/cb?a=2",
        "https://app.example/cb?a=12",
        "https://app.example/cb?x=0&a=1",
        "https://app.example/cb?a=1&x=0",
        "https://user@app.example/cb?a=1",
        "https://app.example\\@evil.example/cb?a=1",
        "https://[app.example/cb?a=1",
        "//evil.example/cb?a=1",
        "evil.example/cb",
    ],
)
def test_response_that_arrives_elsewhere_is_refused(
    petstore: Any, new_client: Callable[..., Any], arrived: str
) -> None:
    manager = waiting(new_client, o_auth_redirect_uri="https://app.example/cb?a=1")

    assert code_of(petstore, manager, f"{arrived}#{GOOD}") == "redirect_uri_mismatch"
    assert manager.fetch_token(f"https://app.example/cb?a=1#{GOOD}").token_type


def test_error_that_arrives_elsewhere_is_refused(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    manager = waiting(new_client, o_auth_redirect_uri="https://app.example/cb?a=1")
    response = f"https://app.example/cb?a=12&error=access_denied&state={STATE}"

    assert code_of(petstore, manager, response) == "redirect_uri_mismatch"


def test_error_beside_the_own_query_of_the_redirect_uri_is_understood(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    uri = "https://app.example/cb?state=mine&a=1"
    manager = waiting(new_client, o_auth_redirect_uri=uri)

    code = code_of(petstore, manager, f"{uri}&error=server_error&state={STATE}")

    assert code == "server_error"


@pytest.mark.parametrize(
    "response", ["", " \n", "#", "?", "?#", CALLBACK, CALLBACK + "#"]
)
def test_empty_response_says_where_the_fragment_stayed(
    petstore: Any, new_client: Callable[..., Any], response: str
) -> None:
    assert code_of(petstore, waiting(new_client), response) == "empty_response"


def test_what_the_server_says_is_made_printable(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    said = "%1b%5b31m%0aX%3Cscript%3E%C3%A9%E2%80%AE%F0%9F%90%B6"
    response = (
        f"#error=access_denied&state={STATE}&error_description={said}"
        f"&error_uri=javascript:%0aalert(1)"
    )

    with pytest.raises(petstore.AuthorizationError) as caught:
        waiting(new_client).fetch_token(response)

    error = caught.value
    assert error.error_description == (
        r"\x1b[31m\nX<script>\xe9\u202e\U0001f436"  # as text
    )
    assert error.error_uri == r"javascript:\nalert(1)"
    assert error.error_description in str(error)
    assert str(error).isascii()
    assert str(error).isprintable()


def test_what_the_server_says_is_decoded(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    with pytest.raises(petstore.AuthorizationError) as caught:
        waiting(new_client).fetch_token(
            f"#error=access_denied&state={STATE}&error_description=1%2B1+is%202"
        )

    assert caught.value.error_description == "1+1 is 2"


def test_what_the_server_says_is_cut_off(
    petstore: Any, new_client: Callable[..., Any]
) -> None:
    with pytest.raises(petstore.AuthorizationError) as caught:
        waiting(new_client).fetch_token(
            f"#error=access_denied&state={STATE}&error_description={'x' * 100_000}"
        )

    assert caught.value.error_description == "x" * 500 + "..."
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("unauthorized_client", "authorization code"),
        ("unsupported_response_type", "authorization code"),
        ("access_denied", "said no"),
        ("invalid_scope", "scopes"),
        ("login_required", "prompt=none"),
        ("temporarily_unavailable", "again later"),
        ("acme_custom", "documentation"),
    ],
)
def test_error_of_the_server_keeps_its_code_and_says_what_to_do(
    petstore: Any, new_client: Callable[..., Any], code: str, advice: str
) -> None:
    with pytest.raises(petstore.AuthorizationError, match=advice) as caught:
        waiting(new_client).fetch_token(f"#error={code}&state={STATE}")

    assert caught.value.code == code
    assert caught.value.error_description is caught.value.error_uri is None


@pytest.mark.parametrize(
    "issuer", ["https://as.example/", "HTTPS://as.example", "http://as.example", ""]
)
def test_error_of_another_issuer_is_not_reported_as_the_servers(
    petstore: Any, new_client: Callable[..., Any], issuer: str
) -> None:
    manager = waiting(new_client, o_auth_issuer="https://as.example")
    response = f"#error=access_denied&state={STATE}&iss={issuer}"

    assert code_of(petstore, manager, response) == "issuer_mismatch"
    assert manager.fetch_token(f"#{GOOD}&iss=https://as.example").access_token == "AAA"


def test_code_and_refresh_token_are_kept_nowhere(
    new_client: Callable[..., Any],
) -> None:
    manager = waiting(new_client)
    extra = "code=unwanted-CCC&refresh_token=unwanted-RRR&id_token=unwanted-III"

    token = manager.fetch_token(f"{CALLBACK}#{GOOD}&{extra}")

    assert token.refresh_token is None
    assert "unwanted" not in f"{token.to_dictionary()}"
    assert not [text for text in strings_below(manager) if "unwanted" in text]
    assert "AAA" in strings_below(manager)


def strings_below(root: object) -> set[str]:
    """Every string that can be reached from an object's own data."""
    seen: dict[int, object] = {}
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if id(value) not in seen and not isinstance(value, type | FunctionType):
            seen[id(value)] = value
            waiting.extend(gc.get_referents(value))
    return {value for value in seen.values() if isinstance(value, str)}
