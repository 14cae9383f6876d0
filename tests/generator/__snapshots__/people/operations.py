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
    "whoAmI": [{"people": ["openid", "email"]}],
    "rename": [{"people": ["profile:write", "not", "a", "scope"]}],
}
