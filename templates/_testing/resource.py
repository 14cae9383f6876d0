"""The API that the tokens and keys are for (RFC 6749, section 1.1: resource server)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .arrival import Arrivals
from .endpoint import Changes, Endpoint, Refusal, altered
from .http_service import HttpService
from .messages import Answer, Parameters, Request, json_answer

_STATUSES = {"invalid_request": 400, "insufficient_scope": 403}
"""RFC 6750, section 3.1; every other error has 401."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request to the API, without its secrets."""

    method: str
    path: str
    """Below the URL of the API."""
    schemes: tuple[str, ...]
    """The schemes of which a right credential arrived, as the client calls them."""
    scopes: tuple[str, ...]
    """Those of the token that arrived."""


@dataclass(frozen=True, kw_only=True)
class _Served:
    """What a test wants of a path."""

    body: object
    status: int
    scopes: tuple[str, ...]
    public: bool


class ResourceEndpoint(Endpoint):
    """Everything below its URL, for those who bring a credential.

    What is not told otherwise by `serve()` answers which credentials arrived:
    `{"schemes": ["api_key"], "scopes": []}`.
    """

    def __init__(self, service: HttpService, arrivals: Arrivals) -> None:
        super().__init__(service, "/api")
        self.calls: list[Call] = []
        """Every request so far."""
        self._arrivals = arrivals
        self._served: dict[str, _Served] = {}

    def serve(
        self,
        path: str,
        body: object,
        *,
        status: int = 200,
        scopes: Iterable[str] = (),
        public: bool = False,
    ) -> None:
        """Answer a path such as `/pets` with JSON, whatever the method.

        A token has to have the `scopes`. What is `public` needs no credential.
        """
        self._served[path] = _Served(
            body=body, status=status, scopes=tuple(scopes), public=public
        )

    def respond(self, request: Request) -> Answer | None:
        """The answer to a request; None for one that never gets any."""
        schemes, scopes = self._arrivals.of(request)
        call = Call(
            method=request.method,
            path=self._below(request),
            schemes=schemes,
            scopes=scopes or (),
        )
        self.calls.append(call)
        return super().respond(request)

    def _parameters_of(self, request: Request) -> Parameters:
        return request.query_parameters

    def _granted(self, request: Request, changes: Changes) -> Answer:
        schemes, scopes = self._arrivals.of(request)
        told = {"schemes": list(schemes), "scopes": list(scopes or ())}
        otherwise = _Served(
            body=altered(told, changes), status=200, scopes=(), public=False
        )
        served = self._served.get(self._below(request), otherwise)
        if not schemes and not served.public:
            raise Refusal(self._arrivals.error_of(request))
        if scopes is not None and not set(served.scopes) <= {*scopes}:
            raise Refusal("insufficient_scope", scope=" ".join(served.scopes))
        return json_answer(served.body, served.status)

    def _refused(self, refusal: Refusal, request: Request) -> Answer:  # noqa: ARG002
        headers = tuple(
            ("WWW-Authenticate", challenge)
            for challenge in self._arrivals.challenges(refusal.parameters)
        )
        status = _STATUSES.get(refusal.error, 401)
        return json_answer(refusal.parameters, status, headers)

    def _below(self, request: Request) -> str:
        return request.path.removeprefix(self.path)
