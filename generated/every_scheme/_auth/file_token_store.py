"""Tokens in a file that only its owner can read."""

from __future__ import annotations

import os
import stat
import time

from .errors import TokenStoreError, printable
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any

    from .oauth_token import OAuthToken

_FORMAT_VERSION = 1
_PRIVATE_FOLDER = 0o700
_LOCK_SECONDS = 10.0
"""How long another process may take to write a file."""
_LOCK_PAUSE = 0.01


class FileTokenStore:
    """Keeps tokens in the file `path`, for every process that is given the same one.

    The file is written whole or not at all, for its owner alone (mode 0600), in a
    folder that is made for its owner alone (0700). A file that others can read, that is
    another user's, or that is a symbolic link is not used. Beside it stand files that
    end with `.lock`.

    Where the file system has no modes, as on Windows and some network shares, the
    folder's own protection is all there is. The tokens are not encrypted.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        # Imported on first use, as all that only programs with this store need.
        from pathlib import Path

        self._path = Path(path).expanduser()

    def __repr__(self) -> str:
        return f"<FileTokenStore {str(self._path)!a}>"

    @keeps_secrets
    def load(self, key: str) -> OAuthToken | None:
        """The token of a key; None where there is none.

        Raises TokenStoreError for a file that cannot be used, and InvalidTokenError.
        """
        from .oauth_token import OAuthToken

        stored = self._read().get(key)
        return None if stored is None else OAuthToken.from_dictionary(stored)

    @keeps_secrets
    def save(self, key: str, token: OAuthToken) -> None:
        """Keep a token in place of the one before. Raises TokenStoreError."""
        self._change(lambda tokens: tokens.update({key: token.to_dictionary()}))

    @keeps_secrets
    def delete(self, key: str) -> None:
        """Forget the token of a key, if there is one. Raises TokenStoreError."""
        self._change(lambda tokens: tokens.pop(key, None))

    @keeps_secrets
    def lock(self, key: str) -> Callable[[], None] | None:
        """Take the lock of a key; None where another has it. Raises TokenStoreError."""
        from hashlib import sha256

        return self._try_lock(f".{sha256(key.encode('utf-8')).hexdigest()[:16]}")

    def _try_lock(self, suffix: str = "") -> Callable[[], None] | None:
        from .file_lock import try_lock

        try:
            self._path.parent.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
            return try_lock(f"{self._path}{suffix}.lock")
        except OSError as error:
            failure = self._unusable(error)
        raise failure

    def _change(self, change: Callable[[dict[str, dict[str, Any]]], object]) -> None:
        """Read, change and write, while no other process does."""
        deadline = time.monotonic() + _LOCK_SECONDS
        while (release := self._try_lock()) is None:
            if time.monotonic() > deadline:
                raise TokenStoreError(
                    f"another program keeps {printable(str(self._path))} locked: end it"
                )
            time.sleep(_LOCK_PAUSE)
        try:
            tokens = self._read()
            change(tokens)
            self._write(tokens)
        finally:
            release()

    def _read(self) -> dict[str, dict[str, Any]]:
        text = self._text()
        return {} if text is None else _tokens_in(text, self._path)

    def _text(self) -> bytes | None:
        from .file_lock import NO_FOLLOW

        try:
            file = os.open(self._path, os.O_RDONLY | NO_FOLLOW)
            with os.fdopen(file, "rb") as stream:
                self._check_owner(os.fstat(file))
                return stream.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            failure = self._unusable(error)
        raise failure

    def _check_owner(self, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise self._unsafe("is no file")
        if os.name != "posix":
            return
        if status.st_uid != os.geteuid():
            raise self._unsafe("belongs to another user")
        if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise self._unsafe("can be read or changed by others: its mode must be 600")

    def _write(self, tokens: Mapping[str, object]) -> None:
        from json import dumps
        from secrets import token_hex

        text = dumps({"version": _FORMAT_VERSION, "tokens": tokens})
        temporary = self._path.with_name(f"{self._path.name}.{token_hex(8)}.tmp")
        failure = None
        try:
            _write_new(temporary, text.encode("ascii"))
            temporary.replace(self._path)
        except OSError as error:
            failure = self._unusable(error)
        finally:
            temporary.unlink(missing_ok=True)
        if failure is not None:
            raise failure

    def _unusable(self, error: OSError) -> TokenStoreError:
        why = printable(error.strerror or type(error).__name__)
        return TokenStoreError(f"{printable(str(self._path))} cannot be used: {why}")

    def _unsafe(self, why: str) -> TokenStoreError:
        return TokenStoreError(
            f"{printable(str(self._path))} {why}. Nothing was read from it: its tokens "
            "may be known to others, or be somebody else's. Remove it and log in again"
        )


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that was not there, down to the disk."""
    from .file_lock import NO_FOLLOW, PRIVATE

    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | NO_FOLLOW, PRIVATE)
    with os.fdopen(file, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(file)


def _tokens_in(text: bytes, path: Path) -> dict[str, dict[str, Any]]:
    """The stored tokens, none of them checked yet."""
    from .json_object import parse_object

    content = parse_object(text) or {}
    tokens: dict[str, Any] | None = content.get("tokens")
    if content.get("version") != _FORMAT_VERSION or not isinstance(tokens, dict):
        raise _damaged(path)
    if not all(isinstance(token, dict) for token in tokens.values()):
        raise _damaged(path)
    return tokens


def _damaged(path: Path) -> TokenStoreError:
    return TokenStoreError(
        f"{printable(str(path))} was not written by this package, or is damaged. "
        "Remove it and log in again"
    )
