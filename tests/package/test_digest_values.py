"""The values that HTTP Digest is made of, as RFC 7616 has them."""

from __future__ import annotations

import hashlib

import pytest

from templates._auth.digest import DigestChallenge, strongest
from templates._auth.request_parts import Target


def set_cnonce(monkeypatch: pytest.MonkeyPatch, cnonce: str) -> None:
    def token_hex(_: int) -> str:
        return cnonce

    monkeypatch.setattr("templates._auth.digest.token_hex", token_hex)


def _challenge(value: str) -> DigestChallenge:
    challenge = strongest([value])
    assert challenge is not None
    return challenge


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_example_of_the_standard(
    algorithm: str, response: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RFC 7616, section 3.9.1."""
    cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    set_cnonce(monkeypatch, cnonce)
    challenge = _challenge(
        'Digest realm="http-auth@example.org", qop="auth, auth-int", '
        f"algorithm={algorithm}, "
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    target = Target("GET", "http://www.example.org/dir/index.html")

    assert challenge.answer(target, "Mufasa", "Circle of Life") == (
        'Digest username="Mufasa", realm="http-auth@example.org", '
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
        f'uri="/dir/index.html", qop=auth, nc=00000001, cnonce="{cnonce}", '
        f'response="{response}", algorithm={algorithm}, '
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )


@pytest.mark.skipif(
    "sha512_256" not in hashlib.algorithms_available, reason="not in this OpenSSL"
)
def test_example_with_a_hashed_user_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 7616, section 3.9.2, with the values of its erratum 4897."""
    cnonce = "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v"
    set_cnonce(monkeypatch, cnonce)
    challenge = _challenge(
        'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, '
        'nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", '
        "charset=UTF-8, userhash=true"
    )
    target = Target("GET", "http://api.example.org/doe.json")

    answer = challenge.answer(target, "Jäsøn Doe", "Secret, or not?") or ""

    assert answer.startswith(
        'Digest username="793263caabb707a56211940d90411ea4'
        'a575adeccb7e360aeb624ed06ece9b0b", userhash=true'
    )
    assert (
        'response="3798d4131c277846293534c3edc11bd8'
        'a5e4cdcbff78b05db9d95eeb1cec68a5"' in answer
    )


def test_user_name_beyond_ascii_is_written_as_utf_8() -> None:
    challenge = _challenge("Digest nonce=a")

    answer = challenge.answer(Target("GET", "http://h/"), "Jäsøn", "x") or ""

    assert answer.startswith("Digest username*=UTF-8''J%C3%A4s%C3%B8n, realm=")
