"""The OAuth 2 grants, and OpenID Connect."""

from __future__ import annotations

from .kind import EndpointField, Field, Kind

AUTHORIZATION_URL = EndpointField(
    name="authorizationUrl",
    attribute="authorization_url",
    label="authorization endpoint",
    keyword="o_auth_authorization_url",
    example="https://auth.example/authorize",
)
METADATA_URL = EndpointField(
    name="oauth2MetadataUrl",
    attribute="metadata_url",
    label="metadata document",
    required=False,
)
DISCOVERY_URL = EndpointField(
    name="openIdConnectUrl",
    attribute="discovery_url",
    label="discovery document",
    keyword="o_auth_discovery_url",
    example="https://auth.example/.well-known/openid-configuration",
)

_CLIENT_ID = Field(
    name="o_auth_client_id",
    type="str",
    meaning="the id that the server gave to your application",
    example='"my-app"',
    variable="the client id",
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
_ISSUER = Field(
    name="o_auth_issuer",
    type="str",
    meaning="the issuer that a response must come from",
    optional=True,
)

_VERIFIER = Field(
    name="o_auth_id_token_verifier",
    type="Callable[[str], Mapping]",
    meaning="checks the signature of an ID Token, and returns its claims",
    optional=True,
    variable=None,
)


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
    page="implicit",
    grant_page="oauth-2-implicit-grant",
)
