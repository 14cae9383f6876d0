"""What each operation asks for, as the document's `security` says it.

A list of alternatives; within one, every scheme is needed, with the scopes listed. An
empty list asks for nothing.
"""

from __future__ import annotations

# Type checkers take this for true. Python need not: importing typing costs more than
# importing this package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._auth.operation_auth import Operations

OPERATIONS: Operations = {
    "on": [
        {
            "login": [
                "on",
                "no",
                "1e3",
                "2024-02-31",
                "0o17",
                "010",
                "12:30",
                "1.10",
                "~",
                "=",
                "0x1F",
            ],
        },
    ],
}
