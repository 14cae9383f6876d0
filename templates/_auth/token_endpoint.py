"""The token endpoint: what it is asked, and what it answers (RFC 6749, 2.3.1, 5)."""

from __future__ import annotations

from .errors import (
    AuthorizationResponseError,
    CredentialsMissingError,
    TransportError,
)
from .steps import HttpRequest
from .token_response import raise_error_of, token_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from .oauth_credentials import OAuthCredentials
    from .oauth_token import OAuthToken
    from .steps import HttpResponse

    Parameters: TypeAlias = Mapping[str, str | None]

_FORM = "application/x-www-form-urlencoded"


class TokenResponse:
    """The parameters of an answer, none of them checked yet. Its values are secrets."""

    __slots__ = ("_parameters",)

    def __init__(self, parameters: Mapping[str, object]) -> None:
        self._parameters = parameters

    def __repr__(self) -> str:
        return "<TokenResponse>"

    def get(self, name: str) -> str | None:
        """A parameter as text; None where it is omitted, or has no value.

        Raises AuthorizationResponseError where it is none.
        """
        value = self._parameters.get(name)
        if value is None or isinstance(value, str):
            return value or None
        # Section 5.1: numbers are JSON numbers. A lifetime is the only one.
        if name in ("expires_in", "interval"):
            return str(value)
        raise _invalid(f"{name} is no string")

    def advice_on_missing_token(self) -> str:
        """What an answer without a token usually means."""
        return "Check that the URL is that of the token endpoint"

    def token(
        self, requested: tuple[str, ...], refresh_token: str | None = None
    ) -> OAuthToken:
        """The token. `refresh_token` goes on where the answer has no new one.

        Raises AuthorizationResponseError and InvalidTokenError.
        """
        return token_of(self, requested, self.get("refresh_token") or refresh_token)


def form_request(
    url: str, parameters: Parameters, credentials: OAuthCredentials
) -> HttpRequest:
    """A form for the token endpoint, in the client's name.

    Raises CredentialsMissingError without a client id.
    """
    from urllib.parse import quote, urlencode

    headers = {"Accept": "application/json", "Content-Type": _FORM}
    client_id, secret = credentials.o_auth_client_id, credentials.o_auth_client_secret
    if not client_id:
        raise CredentialsMissingError(
            "no client id: give o_auth_client_id, which the server's owner issues"
        )
    # Section 2.3: one method per request. Every server that issues secrets takes them
    # in the header; a client without one tells its name in the form.
    if secret and credentials.o_auth_client_authentication != "body":
        headers["Authorization"] = f"Basic {basic_credentials(client_id, secret)}"
        client_id = secret = None
    form = {"client_id": client_id, "client_secret": secret, **parameters}
    pairs = {name: value for name, value in form.items() if value}
    # A blank as %20 is read alike by those who know of + and those who do not.
    body = urlencode(pairs, quote_via=quote)
    return HttpRequest("POST", url, headers, body.encode("ascii"))


def basic_credentials(client_id: str, secret: str) -> str:
    """The client's name and password as section 2.3.1 encodes them: twice."""
    from base64 import b64encode
    from urllib.parse import quote

    pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}"
    return b64encode(pair.encode("ascii")).decode("ascii")


def read_answer(response: HttpResponse) -> TokenResponse:
    """The parameters of an answer (section 5.1).

    Raises AuthorizationError if the server refused (5.2), TransportError if it is out
    of order, and AuthorizationResponseError if its answer cannot be used.
    """
    if 300 <= response.status < 400:
        raise _invalid(
            "the server redirects, and a request that holds secrets is not sent "
            "elsewhere: give the endpoint's new URL"
        )
    parameters = _json_of(response)
    if parameters is not None:
        answer = TokenResponse(parameters)
        raise_error_of(answer)
        if response.status == 200:
            return answer
    if response.status >= 500 or response.status == 429:
        raise TransportError(
            f"the server answered with status {response.status}: try again later"
        )
    raise _invalid(
        f"status {response.status}, and no JSON that says why. Check that the URL is "
        "that of the endpoint"
    )


def _json_of(response: HttpResponse) -> Mapping[str, object] | None:
    """The object that an answer holds; None where it does not claim to be JSON."""
    if not response.is_json():
        return None
    # Imported on first use: it brings `re`.
    from .json_object import parse_object

    parameters = parse_object(response.body)
    if parameters is None:
        # Section 3.2: parameters must not be included more than once.
        raise _invalid("it is no JSON object, or has a name twice")
    return parameters


def _invalid(why: str) -> AuthorizationResponseError:
    return AuthorizationResponseError(
        f"the server's answer cannot be used: {why}", code="invalid_response"
    )
