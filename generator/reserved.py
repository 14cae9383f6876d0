"""Names that are taken, whatever a document says."""

from __future__ import annotations

import sys

from .kinds import EXPORTS, KINDS

SOFT_KEYWORDS = frozenset(["_", "case", "match", "type"])
"""Those of every version of Python, since some do not know `type`."""

CLIENT_MEMBERS = frozenset(["for_operation", "from_environment", "self", "servers"])

_MODULE_NAMES = frozenset(
    "AsyncTransport C Iterable OPERATIONS OperationAuth SERVERS Settings "
    "Transport TypeVar TYPE_CHECKING".split()
)
"""What the generated modules define or import, beside what a kind of scheme needs."""

RESERVED_CLASSES = frozenset(
    [
        *_MODULE_NAMES,
        *(name for exports in EXPORTS for name in exports.names),
    ]
)
"""What no class is named after a scheme, since it has that name in some package."""

# Names of the standard library that came or went between Python 3.10 and 3.14, so
# that the output does not depend on the version that authgen runs on.
_STDLIB_CHANGES = frozenset(
    "aifc annotationlib asynchat asyncore audioop binhex cgi cgitb chunk compression "
    "crypt distutils imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev pipes "
    "pathlib smtpd sndhdr spwd sunau telnetlib tomllib uu xdrlib".split()
)
STDLIB = sys.stdlib_module_names | _STDLIB_CHANGES

DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin", "conout"]
    + [f"{device}{digit}" for device in ("com", "lpt") for digit in range(10)]
)
"""Names that Windows keeps for devices, whatever the extension."""

GRANT_PAGES = tuple(kind.grant_page for kind in KINDS.values() if kind.grant_page)

GENERIC_STEMS = frozenset(
    "api api_docs api_doc apidocs definition doc docs document index main open_api "
    "openapi openapi_spec openapi3 root schema spec swagger swagger_doc "
    "v1 v2 v3".split()
)
