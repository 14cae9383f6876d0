"""`python -m generator`, and `python -m authgen` where it is installed."""

from .cli import main

main()
