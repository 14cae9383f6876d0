"""What is read from `WWW-Authenticate`, as servers really write it."""

from __future__ import annotations

import pytest

from templates._auth.challenges import parse_challenges

CASES: dict[str, tuple[str, list[tuple[str, dict[str, str], str | None]]]] = {
    "one": (
        'Bearer realm="pets", error="invalid_token"',
        [("bearer", {"realm": "pets", "error": "invalid_token"}, None)],
    ),
    "several": (
        'Basic realm="a", Bearer error="invalid_token", scope="read:pets write:pets"',
        [
            ("basic", {"realm": "a"}, None),
            (
                "bearer",
                {"error": "invalid_token", "scope": "read:pets write:pets"},
                None,
            ),
        ],
    ),
    "schemes alone": (
        "Negotiate, NTLM,Bearer",
        [("negotiate", {}, None), ("ntlm", {}, None), ("bearer", {}, None)],
    ),
    "token68": (
        'Negotiate YWJj+/==, NTLM TlRM=, Basic realm="a"',
        [
            ("negotiate", {}, "YWJj+/=="),
            ("ntlm", {}, "TlRM="),
            ("basic", {"realm": "a"}, None),
        ],
    ),
    "case": (
        'BEARER Error="invalid_token", REALM=Pets',
        [("bearer", {"error": "invalid_token", "realm": "Pets"}, None)],
    ),
    "comma and scheme inside quotes": (
        'Basic realm="a, Bearer error=\\"x\\"", charset="UTF-8"',
        [("basic", {"realm": 'a, Bearer error="x"', "charset": "UTF-8"}, None)],
    ),
    "escapes": (
        r'Basic realm="back\\slash \a"',
        [("basic", {"realm": "back\\slash a"}, None)],
    ),
    "blanks around =": (
        'Digest realm = "a" ,\tnonce= b , , qop ="auth"',
        [("digest", {"realm": "a", "nonce": "b", "qop": "auth"}, None)],
    ),
    "comma before the first parameter": (
        'Bearer, error="invalid_token"',
        [("bearer", {"error": "invalid_token"}, None)],
    ),
    "no commas": (
        'Bearer realm="a" error="invalid_token" Basic realm="b"',
        [
            ("bearer", {"realm": "a", "error": "invalid_token"}, None),
            ("basic", {"realm": "b"}, None),
        ],
    ),
    "first of two": (
        'Bearer error="invalid_token", error="other"',
        [("bearer", {"error": "invalid_token"}, None)],
    ),
    "empty value": (
        'Bearer realm="", error="invalid_token"',
        [("bearer", {"realm": "", "error": "invalid_token"}, None)],
    ),
    "unquoted URL": (
        "Bearer error_uri=https://as.example/?a=b, error=invalid_token",
        [
            (
                "bearer",
                {"error_uri": "https://as.example/?a=b", "error": "invalid_token"},
                None,
            )
        ],
    ),
    "unclosed quote": (
        'Bearer error="invalid_token", error_description="oh',
        [("bearer", {"error": "invalid_token", "error_description": "oh"}, None)],
    ),
    "unclosed quote and escape": (
        'Bearer realm="oh\\',
        [("bearer", {"realm": "oh"}, None)],
    ),
    "parameter without scheme": ('error="invalid_token"', []),
    "nothing": ("", []),
    "punctuation": (',=",', []),
}


@pytest.mark.parametrize("case", CASES)
def test_challenges(case: str) -> None:
    value, expected = CASES[case]
    found = parse_challenges([value])
    assert [(one.scheme, one.parameters, one.token68) for one in found] == expected


def test_several_headers_keep_their_order() -> None:
    found = parse_challenges(["Digest nonce=a", 'Basic realm="b"', "Bearer"])
    assert [one.scheme for one in found] == ["digest", "basic", "bearer"]


@pytest.mark.parametrize("unit", ["a", "a ", "a=", '"', '\\"', '"\\', ",", 'a="\\'])
def test_a_long_header_takes_linear_time(unit: str) -> None:
    # A reader that is not linear would not come to an end within hours.
    parse_challenges(["Bearer " + unit * (1024 * 1024 // len(unit))])
