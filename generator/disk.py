"""What the system can do with files and folders beyond Python's own library."""

from __future__ import annotations

import errno
import os
import posixpath
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal

_HERE = -100
"""AT_FDCWD: paths start in the current folder."""
_EXCHANGE = 2
"""RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS."""

ASIDE = ".authgen-old"
"""What a folder is called for a moment where two cannot be exchanged in one step."""


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places: in one step, where the system can.

    Raises OSError, with both where they were.
    """
    if _exchanged(one, other):
        return
    aside = one.with_name(f".{one.name}{ASIDE}")
    with ExitStack() as back:
        one.rename(aside)
        back.callback(aside.rename, one)
        other.rename(one)
        back.callback(one.rename, other)
        aside.rename(other)
        back.pop_all()


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange in one step; False where the system or the disk does not know how."""
    function = system_exchange()
    if function is None:
        return False
    import ctypes

    if function(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(one))


def system_exchange() -> Callable[[bytes, bytes], int] | None:
    """The system's function that exchanges two paths in one step; None if it has none.

    It returns 0, or sets `errno`.
    """
    if sys.platform == "win32":
        return None
    # Imported on use: only a package that changes is exchanged.
    import ctypes

    library: Any = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        return lambda one, other: library.renameat2(_HERE, one, _HERE, other, _EXCHANGE)
    if hasattr(library, "renamex_np"):
        return lambda one, other: library.renamex_np(one, other, _EXCHANGE)
    return None


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts, by their paths below a folder, and wait until the disk has them.

    Raises OSError.
    """
    for name in sorted({posixpath.dirname(path) for path in files}):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written = [f"{folder}/{path}" for path in files]
    for path, text in zip(written, files.values(), strict=True):
        with _opened(path, "wb") as file:
            file.write(text.encode("utf-8"))
    # The disk is told of all of them before it is waited for one: that takes 7 ms for
    # the Petstore's 74 files, and one after the other 14.
    if hasattr(os, "posix_fadvise"):
        for path in written:
            with _opened(path, "rb") as file, suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    for path in written:
        # Windows waits only for what is open to write.
        with _opened(path, "r+b") as file:
            os.fsync(file.fileno())


def _opened(path: str, mode: Literal["wb", "rb", "r+b"]) -> BinaryIO:
    # Not Path.open(), which takes 3 ms longer for so many.
    return open(path, mode)  # noqa: PTH123


@contextmanager
def alone_in(folder: Path) -> Generator[None, None, None]:
    """Wait until no other process is alone in a folder; does nothing if there is none.

    The system ends it with the process, however that ends.
    """
    descriptor = _lock(folder)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _lock(folder: Path) -> int | None:
    """An open folder that is locked as far as the system and the disk can lock it."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except (OSError, ValueError):
        return None
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor
