"""HTTP Digest access authentication (RFC 7616)."""

from __future__ import annotations

from .errors import InvalidRequestError
from .given_auth import GivenAuth
from .request_parts import RequestParts
from .urls import origin_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .digest import DigestChallenge
    from .http_basic import HttpBasicCredentials
    from .request_parts import Answer, Target
    from .settings import Settings
    from .steps import Steps


class HttpDigest(GivenAuth):
    """Answers the server's challenge; the password itself is never sent.

    The first request to an origin goes without credentials, and again when it has been
    challenged. Those after it take the challenge that is known. Threads may share it.
    """

    _sends_one_header = False

    signs_request = True
    _needed = ("username", "password")

    def __init__(
        self, credentials: HttpBasicCredentials, settings: Settings | None = None
    ) -> None:
        super().__init__(credentials, settings)
        self._credentials = credentials
        # By origin: what one has asked is never answered to another one.
        self._challenges: dict[str, DigestChallenge] = {}

    @property
    def username(self) -> str | None:
        """The user name."""
        return self._credentials.username

    def _parts(self, target: Target) -> RequestParts:
        if not target.url:
            raise InvalidRequestError(
                "a digest fits one request, and cannot be given beforehand: use the "
                "manager itself as `auth=`"
            )
        challenge = self._challenges.get(origin_of(target.url))
        return RequestParts() if challenge is None else self._answer(challenge, target)

    def react(
        self, target: Target, parts: RequestParts, answer: Answer
    ) -> Steps[RequestParts | None]:
        """After a 401 with a digest challenge, the answer to that (section 3.3)."""
        yield from ()
        if answer.status != 401:
            return None
        # Imported on the first challenge.
        from .digest import strongest

        challenge = strongest(answer.challenges)
        if challenge is None:
            return None
        origin = origin_of(target.url)
        known = self._challenges.get(origin)
        if parts and known is not None and challenge.repeats(known):
            # The very digest was refused: user name or password are wrong.
            return None
        self._challenges[origin] = challenge
        return self._answer(challenge, target) or None

    def _answer(self, challenge: DigestChallenge, target: Target) -> RequestParts:
        """Nothing where the body would have to be hashed and is not at hand."""
        username, password = self._credentials.username, self._credentials.password
        value = challenge.answer(target, username or "", password or "")
        return (
            RequestParts() if value is None else RequestParts({"Authorization": value})
        )
