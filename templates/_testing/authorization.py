"""The authorization endpoint (RFC 6749, section 3.1), where a person is asked."""

from __future__ import annotations

from .clients import REDIRECTS, Clients
from .endpoint import Changes, Endpoint, Refusal, altered
from .http_service import HttpService
from .messages import Answer, Parameters, Request, consent_page, page, redirect
from .tokens import Grant, Tokens

_KINDS = {
    "token": ("implicit",),
    "id_token token": ("implicit", "open_id_connect"),
    "code": ("authorization_code", "open_id_connect"),
}
"""By response type, the kinds of schemes that may ask for it."""


class AuthorizationEndpoint(Endpoint):
    """Shows a page with Allow and Deny, and sends the browser back with an answer.

    The page is always shown; what a test wants wrong is wrong of the answer.
    """

    def __init__(self, service: HttpService, clients: Clients, tokens: Tokens) -> None:
        super().__init__(service, "/authorization")
        self._clients = clients
        self._tokens = tokens

    def respond(self, request: Request) -> Answer | None:
        """The page, or the answer to what the person pressed there."""
        asked = request.query_parameters
        problem = self._problem_of(asked)
        if problem is not None:
            # RFC 6749, section 4.2.2.1: nobody is sent to a place that is not known.
            return page("This request cannot be answered", f"<p>{problem}</p>", 400)
        if request.method != "POST":
            return consent_page(asked["client_id"], tuple(_scopes_of(asked)))
        if request.form.get("decision") != "allow":
            return self._refused(Refusal("access_denied"), request)
        return super().respond(request)

    def _problem_of(self, asked: Parameters) -> str | None:
        known = self._clients.of(asked.get("client_id", ""), *REDIRECTS)
        if not known:
            return "No client of the server has this client_id."
        if not any(c.comes_back_to(asked.get("redirect_uri", "")) for c in known):
            return "The redirect_uri is not the one that is registered."
        return None

    def _parameters_of(self, request: Request) -> Parameters:
        return request.query_parameters

    def _granted(self, request: Request, changes: Changes) -> Answer:
        asked = request.query_parameters
        kinds = _KINDS.get(asked.get("response_type", ""))
        if kinds is None:
            raise Refusal("unsupported_response_type")
        known = self._clients.of(asked["client_id"], *kinds)
        if not known:
            raise Refusal("unauthorized_client")
        grant = Grant(
            kind=known[0].scheme.kind,
            client_id=asked["client_id"],
            scopes=self._tokens.granted(asked.get("scope", "")),
            redirect_uri=asked["redirect_uri"],
            code_challenge=asked.get("code_challenge"),
            nonce=asked.get("nonce"),
        )
        return self._sent_back(asked, altered(self._answer_to(asked, grant), changes))

    def _answer_to(self, asked: Parameters, grant: Grant) -> dict[str, object]:
        if asked["response_type"] == "code":
            _check_challenge(asked)
            return {"code": self._tokens.new_code(grant), **self._always(asked)}
        answer = self._tokens.issue(grant, refreshable=False)
        if "id_token" in asked["response_type"]:
            answer["id_token"] = self._tokens.id_token(grant, answer, self._service.url)
        return {**answer, **self._always(asked)}

    def _refused(self, refusal: Refusal, request: Request) -> Answer:
        asked = request.query_parameters
        return self._sent_back(asked, {**refusal.parameters, **self._always(asked)})

    def _always(self, asked: Parameters) -> dict[str, str]:
        """The state, and the issuer (RFC 9207, section 2)."""
        state = {"state": asked["state"]} if "state" in asked else {}
        return {**state, "iss": self._service.url}

    def _sent_back(self, asked: Parameters, answer: dict[str, object]) -> Answer:
        in_query = "token" not in asked.get("response_type", "")
        return redirect(asked["redirect_uri"], answer, in_query=in_query)


def _scopes_of(asked: Parameters) -> list[str]:
    return asked.get("scope", "").split()


def _check_challenge(asked: Parameters) -> None:
    """RFC 9700, section 2.1.1: no code without a challenge. Raises Refusal."""
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        raise Refusal(
            "invalid_request", "a code_challenge of the method S256 is needed"
        )
