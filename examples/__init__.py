"""Small programs that use what authgen generates."""
