"""Tokens in the keyring of the operating system, through the package `keyring`."""

from __future__ import annotations

from .errors import TokenStoreError, printable
from .secrecy import keeps_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from .oauth_token import OAuthToken

_PRIVATE_FOLDER = 0o700


class KeyringTokenStore:
    """Keeps tokens in the keyring under the name `service`.

    Needs the package `keyring`, which is imported on first use. The keyring may ask the
    person to unlock it, and some take no more than two kilobytes per token.
    """

    def __init__(self, service: str) -> None:
        self._service = service

    def __repr__(self) -> str:
        return f"<KeyringTokenStore {self._service!a}>"

    @keeps_secrets
    def load(self, key: str) -> OAuthToken | None:
        """The token of a key; None where there is none.

        Raises TokenStoreError and InvalidTokenError.
        """
        from .oauth_token import OAuthToken

        stored = self._call("get_password", key)
        return None if stored is None else OAuthToken.from_dictionary(_parsed(stored))

    @keeps_secrets
    def save(self, key: str, token: OAuthToken) -> None:
        """Keep a token in place of the one before. Raises TokenStoreError."""
        from json import dumps

        self._call("set_password", key, dumps(token.to_dictionary()))

    @keeps_secrets
    def delete(self, key: str) -> None:
        """Forget the token of a key, if there is one. Raises TokenStoreError."""
        if self._call("get_password", key) is not None:
            self._call("delete_password", key)

    @keeps_secrets
    def lock(self, key: str) -> Callable[[], None] | None:
        """Take the lock of a key; None where another has it. Raises TokenStoreError.

        Keyrings have none, so it is a file in a folder of the user's own.
        """
        from hashlib import sha256

        from .file_lock import try_lock

        name = sha256(f"{self._service}\0{key}".encode()).hexdigest()
        try:
            return try_lock(_private_folder() / f"{name[:32]}.lock")
        except OSError as error:
            failure = TokenStoreError(
                f"no lock can be had: {printable(error.strerror or str(error))}"
            )
        raise failure

    def _call(self, function: str, *arguments: str) -> Any:
        # By name, so that no type checker misses a package that need not be there.
        from importlib import import_module

        try:
            keyring = import_module("keyring")
        except ImportError:
            raise TokenStoreError(
                "the package keyring is not installed: pip install keyring"
            ) from None
        try:
            return getattr(keyring, function)(self._service, *arguments)
        except keyring.errors.KeyringError as error:
            failure = TokenStoreError(
                f"the keyring cannot be used: {type(error).__name__}. Check that this "
                "machine has one, that it is unlocked, and that the token is not too "
                "long for it"
            )
        raise failure


def _parsed(stored: str) -> dict[str, Any]:
    from .json_object import parse_object

    content = parse_object(stored)
    if content is None:
        raise TokenStoreError(
            "the keyring's entry was not written by this package: remove it"
        )
    return content


def _private_folder() -> Path:
    """A folder for locks that no other user can write to. Raises OSError."""
    import os
    import stat
    from pathlib import Path
    from tempfile import gettempdir

    if os.name != "posix":
        return Path(gettempdir())  # which is the user's own
    folder = Path(gettempdir()) / f"authgen-locks-{os.geteuid()}"
    folder.mkdir(_PRIVATE_FOLDER, exist_ok=True)
    status = folder.lstat()
    mode = stat.S_IMODE(status.st_mode)
    if status.st_uid != os.geteuid() or mode != _PRIVATE_FOLDER:
        raise PermissionError(None, f"{folder} is not this user's own, with mode 700")
    return folder
