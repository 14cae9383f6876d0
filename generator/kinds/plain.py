"""Schemes whose credential is given, and not fetched."""

from __future__ import annotations

from .advice import GIVEN
from .kind import Field, Kind, Location


def _api_key(location: Location, manager: str, label: str) -> Kind:
    return Kind(
        key=f"api_key_{location}",
        label=label,
        module="api_key",
        manager=manager,
        credentials_module="api_key",
        credentials="KeyCredentials",
        summary=f"The {label} of this API.",
        holds="the key",
        purpose="Puts the key on requests.",
        fields=(
            Field(
                name="api_key",
                type="str",
                meaning="the key that the server's owner gave to you",
                example='"not-a-real-key"',
                variable="the key",
            ),
        ),
        errors=GIVEN,
        travels="key",
        page="api_key",
    )


API_KEY_HEADER = _api_key("header", "ApiKeyHeader", "API key in a header")
API_KEY_QUERY = _api_key("query", "ApiKeyQuery", "API key in the query")
API_KEY_COOKIE = _api_key("cookie", "ApiKeyCookie", "API key in a cookie")

_NAME_AND_PASSWORD = (
    Field(
        name="username",
        type="str",
        meaning="the name that the server knows you by",
        example='"someone"',
    ),
    Field(
        name="password",
        type="str",
        meaning="the password that goes with it",
        example='"not-a-real-password"',
    ),
)
HTTP_BASIC = Kind(
    key="http_basic",
    label="HTTP Basic authentication",
    module="http_basic",
    manager="HttpBasic",
    credentials_module="http_basic",
    credentials="HttpBasicCredentials",
    summary="HTTP Basic authentication (RFC 7617) for this API.",
    holds="name and password",
    purpose="Puts name and password on requests.",
    fields=_NAME_AND_PASSWORD,
    errors=GIVEN,
    travels="password",
    page="http_basic",
)
HTTP_DIGEST = Kind(
    key="http_digest",
    label="HTTP Digest authentication",
    module="http_digest",
    manager="HttpDigest",
    credentials_module="http_basic",
    credentials="HttpBasicCredentials",
    summary="HTTP Digest authentication (RFC 7616) for this API.",
    holds="name and password",
    purpose="Answers the server's challenges, for which it never sends the password.",
    fields=_NAME_AND_PASSWORD,
    errors=GIVEN,
    travels="answer",
    page="http_digest",
)
HTTP_BEARER = Kind(
    key="http_bearer",
    label="bearer token",
    module="http_bearer",
    manager="HttpBearer",
    credentials_module="http_bearer",
    credentials="HttpBearerCredentials",
    summary="A bearer token (RFC 6750) for this API.",
    holds="the token",
    purpose="Puts the token on requests.",
    fields=(
        Field(
            name="access_token",
            type="str",
            meaning="the token that you have from elsewhere; an `OAuthToken`, too",
            example='"not-a-real-token"',
            variable="the token",
        ),
    ),
    takes_tokens=True,
    errors=GIVEN,
    travels="token",
    page="http_bearer",
)
HTTP_AUTHORIZATION = Kind(
    key="http_authorization",
    label="HTTP authentication",
    module="http_authorization",
    manager="HttpAuthorization",
    credentials_module="http_authorization",
    credentials="HttpAuthorizationCredentials",
    summary="An HTTP authentication scheme (RFC 9110, section 11) of this API.",
    holds="the value of the header Authorization",
    purpose="Puts the value of the header Authorization on requests, as it is given.",
    fields=(
        Field(
            name="authorization",
            type="str",
            meaning="the whole value of the header `Authorization`",
            example='"Scheme not-a-real-value"',
        ),
    ),
    errors=GIVEN,
    travels="value",
    page="http_authorization",
)
MUTUAL_TLS = Kind(
    key="mutual_tls",
    label="mutual TLS",
    module="mutual_tls",
    manager="MutualTls",
    credentials_module="mutual_tls",
    credentials="MutualTlsCredentials",
    summary="Mutual TLS (RFC 8705, section 2) for this API.",
    holds="a certificate and its private key",
    purpose="Shows a certificate to the server while the connection is made.",
    fields=(
        Field(
            name="certificate_file",
            type="str",
            meaning="the path of the certificate, in PEM",
            example='"client.pem"',
        ),
        Field(
            name="private_key_file",
            type="str",
            meaning="the path of its private key, if that is another file",
            example='"client.key"',
        ),
        Field(
            name="private_key_password",
            type="str",
            meaning="the password of the private key, if it has one",
        ),
        Field(
            name="ssl_context",
            type="ssl.SSLContext",
            meaning="a context of your own, in place of the files",
            variable=None,
        ),
    ),
    errors=GIVEN,
    travels="certificate",
    page="mutual_tls",
)
