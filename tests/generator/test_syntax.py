"""Whether text is Python: the same answer, whether it is parsed whole or in parts."""

from __future__ import annotations

import ast
import tracemalloc
from collections.abc import Callable

import pytest

from generator.syntax import check_syntax

MEMBERS = "".join(f'    MEMBER_{n} = "value:{n}"\n' for n in range(10_000))
ENUM = f"class Many(Enum):\n{MEMBERS}\n\nlast = 1\n"
NEAR_THE_END = "    MEMBER_9000 = "


def broken(line: str) -> str:
    """An enumeration of many members, with other text in place of one of them."""
    return ENUM.replace(f'{NEAR_THE_END}"value:9000"', line)


@pytest.mark.parametrize(
    "text",
    [
        ENUM,
        pytest.param(f'"""\n{MEMBERS}"""\n{ENUM}', id="members in a docstring"),
        pytest.param(f"class A:\n  if 1:\n{MEMBERS}", id="another indentation"),
        pytest.param(broken("    MEMBER = (\n    1)"), id="over two lines"),
    ],
)
def test_python_passes(text: str) -> None:
    check_syntax(text, "many.py")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(broken("    MEMBER ="), id="no value"),
        pytest.param(broken("  MEMBER = 1"), id="another indentation"),
        pytest.param(broken("    MEMBER = ("), id="an open bracket"),
        pytest.param(broken("    MEMBER = '''"), id="an open string"),
        pytest.param(f"x = 1\n{MEMBERS}", id="no class around"),
        pytest.param(f"'''\n{MEMBERS}    x = '''\n{MEMBERS}", id="after a string"),
        pytest.param("x = '\n", id="short"),
    ],
)
def test_what_is_no_python_is_refused_where_it_is_wrong(text: str) -> None:
    with pytest.raises(SyntaxError) as expected:
        ast.parse(text, "many.py")
    with pytest.raises(SyntaxError) as error:
        check_syntax(text, "many.py")
    assert str(error.value) == str(expected.value)


def peak(parse: Callable[[str, str], object]) -> int:
    """Bytes of memory that it takes at most."""
    tracemalloc.start()
    parse(ENUM, "many.py")
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return used


def test_thousands_of_members_take_the_memory_of_a_part() -> None:
    assert peak(check_syntax) < peak(ast.parse) / 2
