"""A path, a URL or standard input, to a document. Knows nothing of security.

source      bytes to text, from wherever they come
yaml_reader, json_reader
            text to the nodes that are asked for
references  `$ref`
"""

from __future__ import annotations

from ..document import Document, Shape
from .nodes import read_nodes
from .references import References
from .source import open_source


def load(spec: str, shape: Shape) -> Document:
    """Read a document, building what `shape` names.

    `spec` is a path, an http(s) URL, or `-` for standard input. Raises DocumentError.
    """
    url = spec if spec.startswith(("https://", "http://")) else None
    source = open_source(spec, url)
    root, problems = read_nodes(source, shape)
    return Document(
        root=root,
        problems=tuple(problems),
        resolve=References(root).resolve,
        url=url,
    )
