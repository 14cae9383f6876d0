"""Small web applications that use what authgen generates."""
