"""Which edition of OpenAPI a document says it follows."""

from __future__ import annotations

import re

from ..document import Mapping, Scalar
from ..errors import DocumentError, Problem, quoted
from ..model import Version

_THREE: tuple[Version, ...] = ("3.0", "3.1", "3.2")


def version_of(root: Mapping, problems: list[Problem]) -> Version:
    """The version field; an unquoted number is understood, with a warning."""
    swagger, openapi = root.get("swagger"), root.get("openapi")
    if (swagger is None) == (openapi is None):
        raise DocumentError.at(
            root.place,
            "not-openapi",
            (
                "the document has neither `openapi` nor `swagger`"
                if swagger is None
                else "the document has both `openapi` and `swagger`"
            ),
            "write one: `openapi: 3.1.0`, or `swagger: '2.0'`",
        )
    field = "openapi" if swagger is None else "swagger"
    written = openapi or swagger
    if not isinstance(written, Scalar):
        raise _unsupported(root.keys[field], field, "is no version")
    if written.kind == "number":
        problems.append(
            Problem(
                severity="warning",
                code="version-not-text",
                message=f"{field} is a number, {quoted(written.text)}",
                hint=f"put it into quotes: {field}: '{_shown(written)}'",
                place=written.place,
            )
        )
    if field == "swagger":
        if written.text in ("2.0", "2"):
            return "2.0"
        raise _unsupported(written, field, f"{quoted(written.text)} is not supported")
    return _openapi(written, problems)


def _openapi(written: Scalar, problems: list[Problem]) -> Version:
    match = re.fullmatch(r"3\.([0-9]{1,3})(\.[0-9A-Za-z.+-]*)?", written.text)
    if match is None:
        message = f"{quoted(written.text)} is not supported"
        raise _unsupported(written, "openapi", message)
    minor = int(match[1])
    if minor < len(_THREE):
        return _THREE[minor]
    problems.append(
        Problem(
            severity="warning",
            code="newer-version",
            message=f"openapi {quoted(written.text)} is newer than this authgen",
            hint="it is read as 3.2; look for a newer authgen",
            place=written.place,
        )
    )
    return "3.2"


def _unsupported(node: Scalar, field: str, message: str) -> DocumentError:
    return DocumentError.at(
        node.place,
        "unsupported-version",
        f"{field} {message}",
        "authgen reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2",
    )


def _shown(written: Scalar) -> str:
    return ascii(written.text[:20])[1:-1]
