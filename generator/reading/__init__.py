"""A path, a URL or standard input, to a document. Knows nothing of security.

source      bytes to text, from wherever they come
yaml_reader, json_reader
            text to the nodes that are asked for
references  `$ref`
limits      how much is read
"""

from __future__ import annotations

from ..document import Document, Shape
from ..specs import is_url
from .limits import Budget
from .nodes import read_nodes
from .references import References
from .source import open_source


def load(spec: str, shape: Shape) -> Document:
    """Read a document, building what `shape` names.

    `spec` is a path, an http(s) URL, or `-` for standard input. Raises DocumentError.
    """
    url = spec if is_url(spec) else None
    budget = Budget()
    source = open_source(spec, url, budget)
    root, problems = read_nodes(source, shape, budget)
    references = References(root, problems, budget)
    return Document(
        root=root,
        resolve=references.resolve,
        noticed=references.noticed,
        alone=references.alone,
        url=url,
    )
