"""What the browser keeps of a login: its whole profile is searched for the token.

A browser writes down every address that it visits, before any script of the page runs.
So the server's redirect leaves the token in the history, and in what is kept to go on
after a crash; no page at the redirect URI can prevent that. The page adds nothing.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.browser.conftest import LogIn, Login, Service
from tests.browser.person import Browser

HISTORY = "Default/History"
KEPT_OF_EVERY_VISIT = {
    "Default/Sessions": "the tabs, to open them again",
    "segmentation_platform": "which pages are used, for the browser's own advice",
}


def files_with(text: str, profile: Path) -> dict[str, bytes]:
    """The files that hold a text in UTF-8 or UTF-16, by their path."""
    encoded = [text.encode(encoding) for encoding in ("utf-8", "utf-16-le")]
    files = {
        path.relative_to(profile).as_posix(): path.read_bytes()
        for path in profile.rglob("*")
        if path.is_file()
    }
    return {
        name: data
        for name, data in files.items()
        if any(text in data for text in encoded)
    }


def rows_with(text: str, database: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of an SQLite database that hold a text, by their table."""
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        rows = {
            table: connection.execute(f'SELECT * FROM "{table}"').fetchall()
            for (table,) in tables
        }
    return {
        table: found
        for table, all_ in rows.items()
        if (found := [row for row in all_ if any(text in str(v) for v in row)])
    }


def is_the_servers_redirect(entry: bytes, service: Service, login: Login) -> bool:
    """Whether a file of the cache is the response that redirected to the program."""
    asked = service.server.authorization_endpoint.encode()
    return asked in entry and f"Location: {login.redirect_uri}#".encode() in entry


def test_browser_keeps_the_token_only_as_part_of_the_redirect(
    service: Service, log_in: LogIn, tmp_path: Path
) -> None:
    browser = Browser(tmp_path)
    login = log_in(
        lambda p: p.logs_in().agrees().reads("Access granted"), browser=browser
    )
    browser.close()
    token = login.token.access_token
    found = files_with(token, tmp_path)
    rows = rows_with(token, tmp_path / HISTORY)
    # The visit itself; another table tells from where the bare address was reached.
    assert [row[1] for row in rows.pop("urls")] == [login.redirect_uri + login.answer]
    assert {table: len(places) for table, places in rows.items()} in (
        {},
        {"visited_links": 1},
    )
    del found[HISTORY]
    rest = {
        name
        for name, data in found.items()
        if not is_the_servers_redirect(data, service, login)
        and not name.startswith(tuple(KEPT_OF_EVERY_VISIT))
    }
    assert rest == set()
