"""What templates see: the facts of one document, named and ready.

Templates loop and never decide, so whatever would be an `if` in a template is a field
here. Text that comes from the document is DocumentText: only the quoting filters of
`filters.py` open it, and a template that forgets its filter fails to render.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from .carrier import Carrier
from .declared import DeclaredFlow, DeclaredScheme
from .operations import Operation, Requirement
from .package import Package, Served
from .schemes import Attribute, Detail, Endpoint, Row, Scheme, Scope
from .servers import Server
from .text import DocumentText

__all__ = [
    "Attribute",
    "Carrier",
    "DeclaredFlow",
    "DeclaredScheme",
    "Detail",
    "DocumentText",
    "Endpoint",
    "Operation",
    "Package",
    "Requirement",
    "Row",
    "Scheme",
    "Scope",
    "Served",
    "Server",
    "Version",
]

Version: TypeAlias = Literal["2.0", "3.0", "3.1", "3.2"]
"""The editions of OpenAPI; patch releases change nothing that matters here."""
