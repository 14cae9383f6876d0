"""What a server says about credentials: `WWW-Authenticate` (RFC 9110, section 11.6.1).

Imported on the first answer that has one, since it brings `re`.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Each branch ends at a character that the next match cannot begin before, so the time
# is linear whatever a server sends.
_PART = re.compile(
    r"""
    (?P<name> [!#$%&'*+.^_`|~0-9A-Za-z-]+ ) [ \t]* = [ \t]*
        (?: " (?P<quoted> (?: [^"\\]+ | \\.? )* ) "?  # the last quote may be missing
        | (?P<plain> [^\s",=] [^\s",]* ) )
    | (?P<word> [^\s",=]+ =* )
    | (?P<comma> , )
    """,
    re.VERBOSE | re.DOTALL,
)


class Challenge:
    """One way to authenticate that a server names.

    `scheme` and the names of `parameters` are in lower case. Of a parameter that stands
    twice, the first counts. `token68` is what some schemes have in place of parameters.
    """

    __slots__ = ("parameters", "scheme", "token68")

    def __init__(
        self,
        scheme: str,
        parameters: Mapping[str, str] | None = None,
        token68: str | None = None,
    ) -> None:
        self.scheme = scheme
        self.parameters: dict[str, str] = dict(parameters or {})
        self.token68 = token68

    def __repr__(self) -> str:
        return f"<Challenge {self.scheme!a}>"


def parse_challenges(values: Iterable[str]) -> tuple[Challenge, ...]:
    """The challenges of all `WWW-Authenticate` headers of a response, in their order.

    Servers write this header badly: what cannot be understood is passed over, a missing
    comma or closing quote is made up for, and nothing is ever raised.
    """
    return tuple(challenge for value in values for challenge in _challenges(value))


def _challenges(value: str) -> list[Challenge]:
    found: list[Challenge] = []
    after_scheme = False
    for part in _PART.finditer(value):
        name, word = part["name"], part["word"]
        if word is not None and after_scheme:
            found[-1].token68 = word
        elif word is not None:
            found.append(Challenge(word.lower()))
        elif name is not None and found:
            found[-1].parameters.setdefault(name.lower(), _text(part))
        after_scheme = word is not None and not after_scheme
    return found


def _text(part: re.Match[str]) -> str:
    quoted = part["quoted"]
    return part["plain"] if quoted is None else re.sub(r"\\(.?)", r"\1", quoted)
