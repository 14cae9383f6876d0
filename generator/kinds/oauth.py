"""The OAuth 2 grants, and OpenID Connect."""

from __future__ import annotations

from .advice import AUTOMATIC, IDENTITY, LOGIN, REDIRECT
from .endpoints import (
    AUTHORIZATION_URL,
    DEVICE_AUTHORIZATION_URL,
    DISCOVERY_URL,
    METADATA_URL,
    REFRESH_URL,
    TOKEN_URL,
)
from .kind import EndpointField, Field, Kind

_CLIENT_ID = Field(
    name="o_auth_client_id",
    type="str",
    meaning="the id that the server gave to your application",
    example='"my-app"',
    variable="the client id",
)
_CLIENT_SECRET = Field(
    name="o_auth_client_secret",
    type="str",
    meaning="the secret that goes with the id",
    example='"not-a-real-secret"',
    variable="the client secret",
)
_SECRET_IF_ANY = _CLIENT_SECRET._replace(
    meaning="the secret that goes with the id, if there is one",
    optional=True,
    example="",
)
_REDIRECT_URI = Field(
    name="o_auth_redirect_uri",
    type="str",
    meaning="where the server sends the browser with its answer",
    example='"http://127.0.0.1:8765/callback"',
    variable="the redirect URI, exactly as it is registered",
)
_TOKEN = Field(
    name="o_auth_token",
    type="OAuthToken",
    meaning="the token in use, if there is one",
    variable="an access token that you already have",
)
_SCOPES = Field(
    name="o_auth_scopes",
    type="List[{scope_enum}]",
    meaning="what to ask the person for",
    variable="the scopes to ask for, with blanks between",
)
_OWN_SCOPES = _SCOPES._replace(meaning="what to ask for")
_ISSUER = Field(
    name="o_auth_issuer",
    type="str",
    meaning="the issuer that a response must come from (RFC 9207)",
    optional=True,
    variable="the issuer that a response must come from",
)
_CLIENT_AUTHENTICATION = Field(
    name="o_auth_client_authentication",
    type="str",
    meaning="how the secret is sent: `basic`, in a header, which is the default, or "
    "`body`, in the form",
    optional=True,
    variable="how the secret is sent: `basic` or `body`",
)
_VERIFIER = Field(
    name="o_auth_id_token_verifier",
    type="Callable[[str], Mapping]",
    meaning="what checks the signature of an ID Token, and returns its claims",
    optional=True,
    variable=None,
)

_LOGIN_FIRST = "Before the first request, get a token with"
_BY_ITSELF = "Tokens come by themselves with"


def _other(endpoint: EndpointField) -> Field:
    """What gives an endpoint in the place of the document's."""
    return Field(
        name=endpoint.keyword,
        type="str",
        meaning=f"another {endpoint.label}",
        optional=True,
    )


IMPLICIT = Kind(
    key="implicit",
    label="OAuth 2 implicit grant",
    module="implicit",
    manager="ImplicitGrant",
    credentials_module="implicit_credentials",
    credentials="ImplicitCredentials",
    summary="The OAuth 2 implicit grant (RFC 6749, section 4.2) of this API.",
    holds="client id, redirect URI, scopes, and a token",
    purpose="Gets tokens by the implicit grant and puts them on requests.",
    fields=(
        *(_CLIENT_ID, _REDIRECT_URI, _TOKEN, _SCOPES, _ISSUER),
        _other(AUTHORIZATION_URL),
        _VERIFIER,
    ),
    notices=(
        (
            "The implicit grant is weaker than others: the token passes through the "
            "browser, and nothing ties it to the client that asked (RFC 9700, section "
            "2.1.2)."
        ),
    ),
    endpoints=(AUTHORIZATION_URL, METADATA_URL),
    oauth=True,
    takes_tokens=True,
    errors=REDIRECT,
    start=_LOGIN_FIRST,
    obtain="authorize",
    page="implicit",
    grant_page="oauth-2-implicit-grant",
)
AUTHORIZATION_CODE = Kind(
    key="authorization_code",
    label="OAuth 2 authorization code grant",
    module="authorization_code",
    manager="AuthorizationCodeGrant",
    credentials_module="authorization_code_credentials",
    credentials="AuthorizationCodeCredentials",
    summary="The OAuth 2 authorization code grant (RFC 6749, section 4.1) of this API.",
    holds="client id, redirect URI, scopes, and a token",
    purpose="Gets tokens by the authorization code grant and puts them on requests.",
    fields=(
        *(_CLIENT_ID, _SECRET_IF_ANY, _REDIRECT_URI, _TOKEN, _SCOPES, _ISSUER),
        *(_other(AUTHORIZATION_URL), _other(TOKEN_URL), _CLIENT_AUTHENTICATION),
        _VERIFIER,
    ),
    endpoints=(AUTHORIZATION_URL, TOKEN_URL, REFRESH_URL, METADATA_URL),
    oauth=True,
    takes_tokens=True,
    errors=REDIRECT,
    start=_LOGIN_FIRST,
    obtain="authorize",
    page="authorization_code",
    grant_page="oauth-2-authorization-code-grant",
)
CLIENT_CREDENTIALS = Kind(
    key="client_credentials",
    label="OAuth 2 client credentials grant",
    module="client_credentials",
    manager="ClientCredentialsGrant",
    credentials_module="client_credentials_credentials",
    credentials="ClientCredentialsCredentials",
    summary="The OAuth 2 client credentials grant (RFC 6749, section 4.4) of this API.",
    holds="client id and secret, scopes, and a token",
    purpose="Gets tokens by the client credentials grant and puts them on requests.",
    fields=(
        *(_CLIENT_ID, _CLIENT_SECRET, _TOKEN, _OWN_SCOPES),
        *(_other(TOKEN_URL), _CLIENT_AUTHENTICATION),
    ),
    endpoints=(TOKEN_URL, REFRESH_URL, METADATA_URL),
    oauth=True,
    takes_tokens=True,
    errors=AUTOMATIC,
    start=_BY_ITSELF,
    obtain="fetch_token",
    page="client_credentials",
    grant_page="oauth-2-client-credentials-grant",
)
PASSWORD = Kind(
    key="password",
    label="OAuth 2 password grant",
    module="password",
    manager="PasswordGrant",
    credentials_module="password_credentials",
    credentials="PasswordCredentials",
    summary="The OAuth 2 password grant (RFC 6749, section 4.3) of this API.",
    holds="client id, name and password, scopes, and a token",
    purpose="Gets tokens by the password grant and puts them on requests.",
    fields=(
        *(_CLIENT_ID, _SECRET_IF_ANY, _TOKEN, _OWN_SCOPES),
        *(_other(TOKEN_URL), _CLIENT_AUTHENTICATION),
        Field(
            name="o_auth_username",
            type="str",
            meaning="the name of the person at the server",
            example='"someone"',
        ),
        Field(
            name="o_auth_password",
            type="str",
            meaning="the password of the person at the server",
            example='"not-a-real-password"',
        ),
    ),
    notices=(
        (
            "The password grant must not be used (RFC 9700, section 2.4): your program "
            "sees the person's password, and no second factor can protect it. Where "
            "the server offers another grant, use that."
        ),
    ),
    endpoints=(TOKEN_URL, REFRESH_URL, METADATA_URL),
    oauth=True,
    takes_tokens=True,
    errors=AUTOMATIC,
    start=_BY_ITSELF,
    obtain="fetch_token",
    page="password",
    grant_page="oauth-2-password-grant",
)
DEVICE_AUTHORIZATION = Kind(
    key="device_authorization",
    label="OAuth 2 device authorization grant",
    module="device",
    manager="DeviceGrant",
    credentials_module="device_credentials",
    credentials="DeviceCredentials",
    summary="The OAuth 2 device authorization grant (RFC 8628) of this API.",
    holds="client id, scopes, and a token",
    purpose="Gets tokens by the device authorization grant and puts them on requests.",
    fields=(
        *(_CLIENT_ID, _SECRET_IF_ANY, _TOKEN, _SCOPES),
        *(_other(DEVICE_AUTHORIZATION_URL), _other(TOKEN_URL)),
        _CLIENT_AUTHENTICATION,
    ),
    endpoints=(DEVICE_AUTHORIZATION_URL, TOKEN_URL, REFRESH_URL, METADATA_URL),
    oauth=True,
    takes_tokens=True,
    errors=LOGIN,
    start=_LOGIN_FIRST,
    obtain="authorize",
    page="device_authorization",
    grant_page="oauth-2-device-authorization-grant",
)
OPEN_ID_CONNECT = Kind(
    key="open_id_connect",
    label="OpenID Connect",
    module="open_id_connect",
    manager="OpenIdConnect",
    credentials_module="open_id_connect_credentials",
    credentials="OpenIdConnectCredentials",
    summary="OpenID Connect (Core 1.0, and Discovery 1.0) for this API.",
    holds="client id, redirect URI, scopes, and a token",
    purpose="Logs people in, and puts the tokens that this gives on requests.",
    fields=(
        *(_CLIENT_ID, _SECRET_IF_ANY, _REDIRECT_URI, _TOKEN, _SCOPES),
        *(_other(DISCOVERY_URL), _CLIENT_AUTHENTICATION, _VERIFIER),
        Field(
            name="o_auth_response_type",
            type="str",
            meaning="`code`, which is the default, or `id_token token` for a server "
            "that has the implicit flow alone",
            optional=True,
            variable="`code` or `id_token token`",
        ),
    ),
    endpoints=(DISCOVERY_URL,),
    oauth=True,
    takes_tokens=True,
    errors=IDENTITY,
    start=_LOGIN_FIRST,
    obtain="authorize",
    page="open_id_connect",
)
