"""The OAuth 2 device authorization grant (RFC 8628) of this API."""

from __future__ import annotations

from .._auth import device, device_credentials, oauth_scope
from ..operations import OPERATIONS


class OAuthScopeLoginDeviceAuthorizationEnum(oauth_scope.OAuthScope):
    """The scopes that the document declares.

    READITEMS
        read items
    """

    READITEMS = "read:items"


class LoginDeviceAuthorizationCredentials(device_credentials.DeviceCredentials):
    """Credentials of the scheme: client id, scopes, and a token."""

    __slots__ = ()

    environment_prefix = "LOGIN_DEVICE_AUTHORIZATION"


class LoginDeviceAuthorization(device.DeviceGrant):
    """Gets tokens by the device authorization grant and puts them on requests.

    People and programs get tokens here.
    """

    scheme = "login"
    device_authorization_url = "https://auth.example.com/device"
    token_url = "https://auth.example.com/token"
    metadata_url = "https://auth.example.com/.well-known/oauth-authorization-server"
    scope_enum = OAuthScopeLoginDeviceAuthorizationEnum
    operations = OPERATIONS
