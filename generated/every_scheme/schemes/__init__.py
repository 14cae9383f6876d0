"""One module per security scheme: what the document says of it."""
