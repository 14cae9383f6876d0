"""What a person pastes into the terminal, where no browser could be opened."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_CHUNK = 64 * 1024
_END_OF_TRANSMISSION = "\x04"


class PastedLines:
    """Lines of any length, which are not shown. `lines_of()` makes it.

    By itself a terminal keeps 1024 to 4096 characters of a line, which is less than
    many a token has; and it would show the token, and keep it to be scrolled back to.
    """

    def __init__(self, fd: int) -> None:
        import termios

        self.fd = fd
        self._begun = ""
        self._mode = termios.tcgetattr(fd)
        mode = termios.tcgetattr(fd)
        # Ctrl-C goes on to be a signal.
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(fd, termios.TCSADRAIN, mode)

    def read(self) -> list[str] | None:
        """The lines that have come to their end; None at the end of all."""
        data = ""
        if _is_in_foreground(self.fd):
            try:
                data = os.read(self.fd, _CHUNK).decode("utf-8", "replace")
            except OSError:
                return None  # the terminal is gone
        if not data or data.startswith(_END_OF_TRANSMISSION):
            return None
        *lines, self._begun = (self._begun + data).split("\n")
        return lines

    def close(self) -> None:
        """Give the terminal back as it was, if it is still there."""
        import termios

        if _is_in_foreground(self.fd):
            try:
                termios.tcsetattr(self.fd, termios.TCSADRAIN, self._mode)
            except termios.error:
                return


def lines_of(file: TextIO | None) -> PastedLines | None:
    """The lines of a terminal; None for all else, and for that of Windows."""
    try:
        import termios
    except ImportError:
        return None  # Windows can wait for sockets alone
    if file is None or not file.isatty() or not _is_in_foreground(file.fileno()):
        return None
    try:
        return PastedLines(file.fileno())
    except termios.error:
        return None


def _is_in_foreground(fd: int) -> bool:
    """Whether this program may use its terminal; else it would be stopped for it."""
    try:
        return os.tcgetpgrp(fd) == os.getpgrp()
    except OSError:
        return True  # a terminal that does not control this program
