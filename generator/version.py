"""The version, which is all that the output depends on beside the document."""

__version__ = "0.1.0"
