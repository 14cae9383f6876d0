"""Every way to authenticate for which `templates/_auth` has code, as data.

Templates, names and pages follow from it: a new kind needs no code of its own here,
but for the reading of its fields in `parsing/`.
"""

from __future__ import annotations

from .exports import ERRORS, EXPORTS, STORES, TOKENS, Exports
from .kind import EndpointField, Field, Kind, Location
from .oauth import DISCOVERY_URL, IMPLICIT, METADATA_URL
from .plain import API_KEY_HEADER

KINDS: dict[str, Kind] = {kind.key: kind for kind in (IMPLICIT, API_KEY_HEADER)}

__all__ = [
    "DISCOVERY_URL",
    "ERRORS",
    "EXPORTS",
    "KINDS",
    "METADATA_URL",
    "STORES",
    "TOKENS",
    "EndpointField",
    "Exports",
    "Field",
    "Kind",
    "Location",
]
