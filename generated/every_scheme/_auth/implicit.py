"""The implicit grant (RFC 6749, section 4.2), as safe as it can be made.

The token comes in the fragment of a redirect. It is accepted only with the state of a
request that this manager made, and sent only as a Bearer header (RFC 6750).
"""

from __future__ import annotations

from .redirect_grant import RedirectGrant


class ImplicitGrant(RedirectGrant):
    """Gets a token by the implicit grant, keeps it, and puts it on requests.

    Threads may share a manager.
    """

    _grant_type = "implicit"
    _response_type = "token"
    _response_type_with_identity = "id_token token"
