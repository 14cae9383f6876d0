"""The device authorization endpoint (RFC 8628, section 3.1), and the page for codes."""

from __future__ import annotations

from threading import Lock

from .clients import Clients
from .endpoint import Changes, Endpoint, Refusal, altered
from .http_service import HttpService
from .messages import Answer, Request, consent_page, json_answer, page

LIFETIME = 600
"""Seconds that a code is good for."""
INTERVAL = 1
"""Seconds between two questions of a device: the least that there is."""


class DeviceAuthorizationEndpoint(Endpoint):
    """Gives codes to devices, and asks a person about them.

    Without a `person`, a device is let in when it asks.
    """

    def __init__(self, service: HttpService, clients: Clients, *, person: bool) -> None:
        super().__init__(service, "/device_authorization")
        self._clients = clients
        self._decision = "" if person else "allow"
        self._lock = Lock()
        # Guarded by _lock; client, scopes and decision by user code.
        self._count = 0
        self._started: dict[str, tuple[str, str, str]] = {}

    def decided(self, device_code: str) -> str:
        """The scopes of a device that was let in.

        Raises Refusal: `authorization_pending`, `access_denied` or `invalid_grant`.
        """
        user_code = device_code.removeprefix("device-")
        with self._lock:
            _, scopes, decision = self._started.get(user_code, ("", "", "unknown"))
            if decision in ("allow", "deny"):
                del self._started[user_code]
        if decision == "allow":
            return scopes
        errors = {"": "authorization_pending", "deny": "access_denied"}
        raise Refusal(errors.get(decision, "invalid_grant"))

    def page_for(self, request: Request) -> Answer:
        """The page that a person opens, and what they press there (section 3.3)."""
        user_code = request.query_parameters.get("user_code", "")
        with self._lock:
            known = self._started.get(user_code)
        if known is None:
            field = (
                '<form><label>Code <input name="user_code" autofocus></label></form>'
            )
            return page("Which code does the device show?", field)
        client_id, scopes, _ = known
        if request.method != "POST":
            return consent_page(client_id, tuple(scopes.split()))
        decision = "allow" if request.form.get("decision") == "allow" else "deny"
        with self._lock:
            self._started[user_code] = client_id, scopes, decision
        return page("Done", "<p>The device goes on by itself.</p>")

    def _granted(self, request: Request, changes: Changes) -> Answer:
        client = self._clients.authenticated(request, "device_authorization")
        scopes = request.form.get("scope", "")
        with self._lock:
            self._count += 1
            user_code = f"TEST-{self._count:04}"
            self._started[user_code] = client.client_id, scopes, self._decision
        uri = f"{self._service.url}{VERIFICATION}"
        answer = {
            "device_code": f"device-{user_code}",
            "user_code": user_code,
            "verification_uri": uri,
            "verification_uri_complete": f"{uri}?user_code={user_code}",
            "expires_in": LIFETIME,
            "interval": INTERVAL,
        }
        return json_answer(altered(answer, changes))

    def _refused(self, refusal: Refusal, request: Request) -> Answer:  # noqa: ARG002
        return json_answer(refusal.parameters, 400)


VERIFICATION = "/device"
"""The path of the page that a person opens."""
