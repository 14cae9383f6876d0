"""What the server tells of itself (RFC 8414, OpenID Connect Discovery 1.0)."""

from __future__ import annotations

from collections.abc import Iterable

from .endpoint import Changes, Endpoint, Refusal, altered
from .http_service import HttpService
from .messages import Answer, Request, json_answer

OPENID = "/.well-known/openid-configuration"
OAUTH = "/.well-known/oauth-authorization-server"


class MetadataEndpoint(Endpoint):
    """Tells the server's issuer, and its endpoints by their names."""

    def __init__(self, service: HttpService, endpoints: Iterable[Endpoint]) -> None:
        super().__init__(service, OPENID)
        self._endpoints = tuple(endpoints)

    def _granted(self, request: Request, changes: Changes) -> Answer:  # noqa: ARG002
        told: dict[str, object] = {
            "issuer": self._service.url,
            "response_types_supported": ["code", "token", "id_token token"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            **{f"{one.path[1:]}_endpoint": one.url for one in self._endpoints},
        }
        return json_answer(altered(told, changes))

    def _refused(self, refusal: Refusal, request: Request) -> Answer:  # noqa: ARG002
        return json_answer(refusal.parameters, 400)
