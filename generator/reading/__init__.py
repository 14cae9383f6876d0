"""A path, a URL or standard input, to a document. Knows nothing of security.

source      bytes to text, from wherever they come
yaml_reader, json_reader
            text to the nodes that are asked for
references  `$ref`
limits      how much is read
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..document import Document, Shape
from ..specs import STDIN, is_url
from .limits import Budget
from .nodes import read_nodes
from .references import References
from .source import open_source


def load(spec: str, shape: Shape, opening: Callable[[Path], object]) -> Document:
    """Read a document, building what `shape` names.

    `spec` is a path, an http(s) URL, or `-` for standard input. `opening` is told each
    file before it is opened, also the ones that are not there. Raises DocumentError.
    """
    url = spec if is_url(spec) else None
    if url is None and spec != STDIN:
        opening(Path(spec))
    budget = Budget()
    source = open_source(spec, url, budget)
    root, problems = read_nodes(source, shape, budget)
    references = References(root, problems, budget, opening)
    return Document(
        root=root,
        resolve=references.resolve,
        noticed=references.noticed,
        url=url,
    )
