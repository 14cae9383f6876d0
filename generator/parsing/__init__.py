"""A document to the model: every complaint about a document is made in this package."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ..document import Document, Mapping, Scalar, Shape, kind_of
from ..errors import DocumentError, Place, Problem, quoted
from ..model import DeclaredScheme, DocumentText, Package, Scheme, Server, Version
from ..naming import Identifier, Namer, package_name
from ..options import MemberName, Options
from ..specs import SUFFIXES
from .completion import completed
from .context import MAX_SCHEMES, Context, too_much
from .lookup import SchemeLookup
from .requirements import PATH_ITEM_SHAPE, RequirementParser
from .schemes import SchemeParser, schemes_of
from .servers import servers_of
from .version import version_of

MAX_PROBLEMS = 10_000
"""Of one document: so many are listed, which nobody reads."""

SHAPE: Shape = {
    "swagger": None,
    "openapi": None,
    "info": {"title": None, "version": None},
    "servers": None,
    "host": None,
    "basePath": None,
    "schemes": None,
    "security": None,
    "securityDefinitions": None,
    "components": {
        "$ref": None,
        "securitySchemes": None,
        "pathItems": {"*": PATH_ITEM_SHAPE},
    },
    "paths": {"$ref": None, "*": PATH_ITEM_SHAPE},
}
"""The parts of an OpenAPI document that have to do with security."""

__all__ = ["SHAPE", "Parsed", "parse"]


class Parsed(NamedTuple):
    """What came of a document."""

    version: Version
    title: str
    schemes: tuple[DeclaredScheme, ...]
    """Everything that is declared, also what is not generated."""
    package: Package
    problems: tuple[Problem, ...]
    """Errors and warnings, in the order of their places."""

    @property
    def has_errors(self) -> bool:
        """Whether nothing may be generated."""
        return any(problem.severity == "error" for problem in self.problems)


def parse(document: Document, options: Options | None = None) -> Parsed:
    """Read the security of a document; problems of all kinds are in the result.

    The package is named after the document's file or title, unless `options` name it.
    Raises DocumentError where the document is no OpenAPI document at all.
    """
    root = document.root
    if not isinstance(root, Mapping):
        raise DocumentError.at(
            root.place,
            "not-openapi",
            f"an OpenAPI document is a mapping, and this is {kind_of(root)}",
            "give the document itself, with `openapi:` or `swagger:` at its top",
        )
    problems: list[Problem] = []
    try:
        version = version_of(root, problems)
        context = Context(document, version, problems)
        return _parsed(root, context, options or Options())
    except DocumentError as error:
        found = [*document.noticed(), *problems, *error.problems]
        raise DocumentError(_in_order(found)) from None


def _parsed(root: Mapping, context: Context, options: Options) -> Parsed:
    document = context.document
    title = _title(root, context)
    name = Identifier(options.package or _package_name(document, title))
    chosen = options.members.get(name, {})
    namer = Namer(name, {scope: member.name for scope, member in chosen.items()})
    servers = servers_of(context, root)
    entries = schemes_of(root, context)
    schemes, unread = _schemes(entries, context, namer, servers)
    lookup = SchemeLookup(context, entries, schemes)
    operations = RequirementParser(context, lookup, schemes.values(), unread).parse(
        root
    )
    generated = tuple(completed(context, schemes, operations, namer))
    if not generated:
        _warn_of_nothing(root, context, schemes)
    _warn_of_strangers(context, name, chosen, generated)
    return Parsed(
        version=context.version,
        title=title,
        schemes=tuple(schemes.values()),
        package=Package(
            name=namer.package,
            client=namer.client,
            title=DocumentText(title or namer.package),
            schemes=generated,
            operations=operations,
            servers=servers,
            testing=options.testing,
        ),
        problems=_in_order([*document.noticed(), *context.problems]),
    )


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """By their places, and each once: aliases and `$ref`s are read where they stand."""
    listed = sorted(dict.fromkeys(problems), key=_place_of)
    if len(listed) <= MAX_PROBLEMS:
        return tuple(listed)
    more = listed[MAX_PROBLEMS:]
    rest = Problem(
        severity=min(problem.severity for problem in more),
        code="more-problems",
        message=f"{len(more):,} more problems are not listed",
        hint="mend what is listed, and run it again",
        place=more[0].place,
    )
    return (*listed[:MAX_PROBLEMS], rest)


def _place_of(problem: Problem) -> Place:
    return problem.place


def _schemes(
    entries: Mapping | None, context: Context, namer: Namer, servers: tuple[Server, ...]
) -> tuple[dict[str, DeclaredScheme], set[str] | None]:
    """All schemes, and the names of those that cannot be read; None for all names."""
    base = servers[0].url.open() if servers else None
    parser = SchemeParser(context, namer, base)
    declared: dict[str, DeclaredScheme] = {}
    if entries is None:
        return declared, None if context.has_errors else set()
    if len(entries.keys) > MAX_SCHEMES:
        raise too_much(entries, f"{MAX_SCHEMES} security schemes")
    unread: set[str] = set()
    for key, node in entries.items():
        context.count_text(key)
        noted = len(context.problems)
        scheme = parser.parse(key, node)
        if scheme is not None:
            declared[key.text] = scheme
        elif len(context.problems) > noted:
            unread.add(key.text)
    return declared, unread


def _warn_of_nothing(
    root: Mapping, context: Context, schemes: dict[str, DeclaredScheme]
) -> None:
    if context.has_errors:
        return
    context.warn(
        root.place,
        "nothing-to-generate" if schemes else "no-security-schemes",
        (
            "none of the security schemes can be generated"
            if schemes
            else "the document has no security schemes"
        )
        + ", so there is no package",
        "declare how the API authenticates under components.securitySchemes "
        "(securityDefinitions in Swagger 2.0)",
    )


def _warn_of_strangers(
    context: Context,
    package: Identifier,
    chosen: MappingOf[str, MemberName],
    generated: Iterable[Scheme],
) -> None:
    """A name for a scope that is not there may have been meant for another one."""
    declared = {scope.value.open() for scheme in generated for scope in scheme.scopes}
    for scope, member in chosen.items():
        if scope not in declared:
            context.warn(
                member.place,
                "name-for-no-scope",
                f"package {package} has no scope {quoted(scope)}, which is named "
                f"{member.name} here",
                "remove the name, or correct the scope",
            )


def _title(root: Mapping, context: Context) -> str:
    info = root.get("info")
    title = info.get("title") if isinstance(info, Mapping) else None
    return context.count_text(title).text if isinstance(title, Scalar) else ""


def _package_name(document: Document, title: str) -> Identifier:
    if document.url is not None:
        name = unquote(urlsplit(document.url).path)
    else:
        path = document.source.path
        name = path.name if path is not None else ""
    stem = name.rpartition("/")[2]
    for suffix in SUFFIXES:
        stem = stem.removesuffix(suffix)
    return package_name(stem, title)
