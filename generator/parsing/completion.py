"""What can be said of a scheme only when the whole document is read."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf

from ..errors import quoted
from ..kinds import AUTHORIZATION_CODE, IMPLICIT, OPEN_ID_CONNECT
from ..model import DeclaredScheme, Operation, Scheme
from ..naming import Namer
from .context import Context
from .scopes import asked_of


def completed(
    context: Context,
    declared: MappingOf[str, DeclaredScheme],
    operations: tuple[Operation, ...],
    namer: Namer,
) -> Iterator[Scheme]:
    """The schemes that are generated, each with what the rest of the document tells.

    Implicit ones say what to use in their place. RFC 9700, section 2.1.2: clients
    should not use the implicit grant, but the authorization code grant. OpenID Connect
    declares no scopes, so its own are those that operations ask for.
    """
    codes = [
        scheme
        for one in declared.values()
        for scheme in one.generated
        if scheme.kind is AUTHORIZATION_CODE
    ]
    for one in declared.values():
        for scheme in one.generated:
            if scheme.kind is OPEN_ID_CONNECT:
                yield scheme._replace(scopes=asked_of(scheme, operations, namer))
                continue
            if scheme.kind is not IMPLICIT:
                yield scheme
                continue
            # Best another flow of the same scheme.
            code = next((c for c in codes if c.key == scheme.key), (*codes, None)[0])
            if code is not None:
                _recommend(context, one, code)
            yield scheme._replace(notices=(_in_its_place(code), *scheme.notices))


def _in_its_place(code: Scheme | None) -> str:
    if code is None:
        return (
            "Where the server offers the authorization code grant with PKCE, use that."
        )
    return (
        f"Use `client.{code.names.attribute}` in its place (`{code.names.manager}`): "
        "the authorization code grant with PKCE."
    )


def _recommend(context: Context, implicit: DeclaredScheme, code: Scheme) -> None:
    other = quoted(code.title.open())
    where = "" if other == quoted(implicit.name) else f" of {other}"
    context.warn(
        implicit.place,
        "implicit-beside-code",
        f"security scheme {quoted(implicit.name)}: its implicit flow stands beside the "
        f"authorization code flow{where}, which is safer",
        "remove the implicit flow: it puts the token into the browser, and nothing "
        "ties it to the client that asked (RFC 9700, section 2.1.2)",
    )
