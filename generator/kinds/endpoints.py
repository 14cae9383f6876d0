"""The URLs of flows and schemes (OpenAPI, OAuth Flow Object)."""

from __future__ import annotations

from .kind import EndpointField

AUTHORIZATION_URL = EndpointField(
    name="authorizationUrl",
    attribute="authorization_url",
    label="authorization endpoint",
    keyword="o_auth_authorization_url",
    example="https://auth.example/authorize",
)
DEVICE_AUTHORIZATION_URL = EndpointField(
    name="deviceAuthorizationUrl",
    attribute="device_authorization_url",
    label="device authorization endpoint",
    keyword="o_auth_device_authorization_url",
    example="https://auth.example/device",
)
TOKEN_URL = EndpointField(
    name="tokenUrl",
    attribute="token_url",
    label="token endpoint",
    keyword="o_auth_token_url",
    example="https://auth.example/token",
)
REFRESH_URL = EndpointField(
    name="refreshUrl",
    attribute="refresh_url",
    label="refresh endpoint",
    required=False,
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
