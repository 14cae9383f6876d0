"""A lock between processes: the operating system's, which ends with its holder."""

from __future__ import annotations

import os
import sys
from functools import partial

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

PRIVATE = 0o600
NO_FOLLOW = int(getattr(os, "O_NOFOLLOW", 0))
"""A symbolic link is not followed. Windows has no such flag."""


def try_lock(path: str | os.PathLike[str]) -> Callable[[], None] | None:
    """Lock a file that is made for it, and stays; None where another has the lock.

    Call what is returned to unlock it. Raises OSError.
    """
    file = os.open(path, os.O_RDWR | os.O_CREAT | NO_FOLLOW, PRIVATE)
    try:
        locked = _try_lock(file)
    except BaseException:
        os.close(file)
        raise
    if locked:
        return partial(_unlock, file)
    os.close(file)
    return None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlock(file: int) -> None:
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
        os.close(file)

else:
    import fcntl

    def _try_lock(file: int) -> bool:
        # Of this opening of the file: other threads that open it are locked out, too.
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: int) -> None:
        # Not by closing alone: a child of this process may have the file open, too.
        fcntl.flock(file, fcntl.LOCK_UN)
        os.close(file)
