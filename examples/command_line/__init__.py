"""A command-line program that logs in at the Petstore, and remembers that."""
