"""Extensions (`x-…`) that real documents have on security schemes.

None is ever required, none weakens a check, and no value that may be a secret is taken
over. What is not named here is ignored.
"""

from __future__ import annotations

from ..document import Mapping, Scalar
from ..model import Detail, DocumentText
from .context import Context

# Redocly's and Scalar's; people put real ones there.
_DEFAULTS = (
    *("x-defaultClientSecret", "x-defaultAccessToken", "x-defaultTokenType"),
    *("x-defaultUsername", "x-defaultPassword"),
)
# A client id is no secret (RFC 6749, section 2.2), but it may be that of the API's own
# pages, so nobody gets it without choosing it.
_DETAILS = {
    "x-google-issuer": "Issuer of the tokens",
    "x-defaultClientId": "Client id that the document suggests",
}
_AUTHTYPE = "x-amazon-apigateway-authtype"


def warn_of_extensions(context: Context, mapping: Mapping, what: str) -> None:
    """Tell of those that somebody may count on, and that are not followed."""
    for name in _DEFAULTS:
        if (key := mapping.keys.get(name)) is not None:
            context.warn(
                key.place,
                "default-left-out",
                f"{what}: {name} is not taken into the package",
                "whoever reads the document reads this value: if it is a secret, "
                "change it; give credentials to the client, or set its variables",
            )
    if (key := mapping.keys.get("x-tokenName")) is not None:
        context.warn(
            key.place,
            "token-name-ignored",
            f"{what}: x-tokenName is ignored, and the token is taken from access_token",
            "RFC 6749, section 5.1, knows no other name; a token from elsewhere can "
            "be given to the client as o_auth_token",
        )


def details_of(context: Context, *mappings: Mapping) -> tuple[Detail, ...]:
    """What is worth telling people, and is theirs to act on; the first mapping wins."""
    details: dict[str, Detail] = {}
    for name, label in _DETAILS.items():
        for value in (mapping.get(name) for mapping in mappings):
            if isinstance(value, Scalar) and label not in details:
                text = DocumentText(context.count_text(value).text)
                details[label] = Detail(label=label, text=text)
    return tuple(details.values())


def is_signed(mapping: Mapping) -> bool:
    """Whether requests are signed (Amazon API Gateway) where a key seems to be sent."""
    kind = mapping.get(_AUTHTYPE)
    return isinstance(kind, Scalar) and kind.text.lower().startswith("aws")
