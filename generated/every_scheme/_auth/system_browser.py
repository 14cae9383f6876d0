"""The browser of the person at this machine (RFC 8252, section 8.12)."""

from __future__ import annotations

# They run no script, so they could not hand the response over; and this program would
# stand still behind them.
_IN_TERMINAL = frozenset(["elinks", "links", "lynx", "w3m", "www-browser"])


def open_in_browser(url: str) -> bool:
    """Show a page; False where there is no browser to show it."""
    # Imported on first use: no program pays for it that does not log anybody in.
    import webbrowser

    try:
        program = getattr(webbrowser.get(), "name", "")
        if program.rpartition("/")[2] in _IN_TERMINAL:
            return False
        return webbrowser.open(url)
    except webbrowser.Error:
        return False
