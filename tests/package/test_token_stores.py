"""Tokens that outlive a program, and are shared by several."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import keyring.errors
import pytest

from templates._auth.file_token_store import FileTokenStore
from templates._auth.keyring_token_store import KeyringTokenStore
from templates._auth.token_store import MemoryTokenStore

from .oauth import OAuthToken, errors, manager
from .token_server import Rotation, TokenServer, token_server

ROOT = Path(__file__).parents[2]
TOKEN = OAuthToken(
    "SENTINEL-access",
    expires_in=600,
    expiry=4_000_000_000,
    scope="read",
    refresh_token="SENTINEL-refresh",
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with token_server() as server:
        yield server


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory, that can be locked."""

    priority: Any = 1.0

    def __init__(self) -> None:
        self.passwords: dict[tuple[str, str], str] = {}
        self.locked = False
        self.full = False

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        if self.full:
            raise keyring.errors.PasswordSetError("SENTINEL")
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if (service, username) not in self.passwords:
            raise keyring.errors.PasswordDeleteError
        del self.passwords[service, username]

    def _check(self) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked("SENTINEL")


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    ring, before = Ring(), keyring.get_keyring()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


MakeStore = Callable[[], Any]


def uses_of(store: Any) -> list[Callable[[], object]]:
    return [
        lambda: store.load("key"),
        lambda: store.delete("key"),
        lambda: store.save("key", TOKEN),
    ]


@pytest.fixture(params=["memory", "file", "keyring"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path, ring: Ring) -> MakeStore:
    """Makes stores that all have the same tokens."""
    memory = MemoryTokenStore()
    makers: dict[str, MakeStore] = {
        "memory": lambda: memory,
        "file": lambda: FileTokenStore(tmp_path / "folder" / "tokens.json"),
        "keyring": lambda: KeyringTokenStore("shop"),
    }
    return makers[request.param]


# ------------------------------------------------------------------ every store


def test_store_keeps_and_forgets(make_store: MakeStore) -> None:
    other = OAuthToken("other")
    assert make_store().load("a") is None
    make_store().save("a", OAuthToken("first"))
    make_store().save("a", TOKEN)
    make_store().save("b", other)

    assert make_store().load("a") == TOKEN
    assert make_store().load("b") == other
    make_store().delete("a")
    make_store().delete("a")
    assert make_store().load("a") is None
    assert make_store().load("b") == other


def test_lock_is_for_one_at_a_time(make_store: MakeStore) -> None:
    release = make_store().lock("a")
    assert release is not None
    assert make_store().lock("a") is None
    other = make_store().lock("b")
    assert other is not None
    # A token can be kept while the lock is held: that is what it is for.
    make_store().save("a", TOKEN)
    release()
    again = make_store().lock("a")
    assert again is not None
    again()
    other()


def test_store_shows_no_token(make_store: MakeStore) -> None:
    store = make_store()
    store.save("a", TOKEN)
    assert "SENTINEL" not in f"{store!r} {store}"


# ------------------------------------------------------------------ in a manager


def test_token_of_another_manager_is_found(
    server: TokenServer, make_store: MakeStore
) -> None:
    def shop(**fields: Any) -> Any:
        settings = {"token_store": make_store()}
        return manager("authorization_code", server.url, settings, **fields)

    first = shop(o_auth_scopes=["read", "write"])
    first.o_auth_token = TOKEN

    second = shop(o_auth_scopes=["write", "read"])
    assert second.is_valid()
    assert second.headers() == {"Authorization": "Bearer SENTINEL-access"}
    assert second.granted_scopes == ("read",)
    assert second.missing_scopes == ("write",)
    # Other scopes, another client, another server: not this token.
    assert not shop(o_auth_scopes=["read"]).is_valid()
    assert not shop(
        o_auth_scopes=["read", "write"], o_auth_client_id="other"
    ).is_valid()
    assert not shop(
        o_auth_scopes=["read", "write"], o_auth_token_url="https://as.example/"
    ).is_valid()
    assert not shop(
        o_auth_scopes=["read", "write"], o_auth_issuer="https://as.example"
    ).is_valid()


def test_tokens_of_two_people_are_two(make_store: MakeStore) -> None:
    def shop(name: str) -> Any:
        return manager(
            "password",
            settings={"token_store": make_store()},
            o_auth_username=name,
            o_auth_password="bone",
        )

    shop("rex").o_auth_token = TOKEN
    assert shop("rex").is_valid()
    assert not shop("max").is_valid()


def test_none_is_for_every_manager(make_store: MakeStore) -> None:
    first, second = (
        manager("implicit", settings={"token_store": make_store()}) for _ in range(2)
    )
    first.o_auth_token = TOKEN
    first.o_auth_token = None
    assert not first.is_valid()
    assert not second.is_valid()


def test_token_is_stored_before_it_is_used(server: TokenServer, tmp_path: Path) -> None:
    events: list[str] = []

    class Slow(FileTokenStore):
        def save(self, key: str, token: Any) -> None:
            assert shop._kept.grant[0] is not token
            super().save(key, token)
            events.append(token.refresh_token)

    store = Slow(tmp_path / "tokens.json")
    old = OAuthToken("old", expiry=1, refresh_token="refresh-0")
    server.otherwise = Rotation("refresh-0")
    shop = manager(
        "authorization_code", server.url, {"token_store": store}, o_auth_token=old
    )

    assert shop.headers() == {"Authorization": "Bearer access-1"}
    assert events == ["refresh-1"]


def test_store_that_fails_does_not_lose_the_new_token(
    server: TokenServer, ring: Ring
) -> None:
    settings = {"token_store": KeyringTokenStore("shop")}
    shop = manager("client_credentials", server.url, settings, o_auth_client_secret="s")
    ring.full = True
    server.reply({"access_token": "access-1", "token_type": "bearer"})

    with pytest.raises(errors.TokenStoreError):
        shop.headers()

    assert shop.headers() == {"Authorization": "Bearer access-1"}
    assert len(server.asked) == 1


def test_expired_token_is_replaced_by_what_another_process_has_got(
    server: TokenServer, make_store: MakeStore
) -> None:
    old = OAuthToken("old", expiry=1, refresh_token="refresh-0")
    settings = {"token_store": make_store()}
    shop = manager("authorization_code", server.url, settings, o_auth_token=old)
    other = manager("authorization_code", server.url, settings)
    other.o_auth_token = OAuthToken("new", refresh_token="refresh-1")

    assert shop.is_valid()
    assert shop.headers() == {"Authorization": "Bearer new"}
    assert server.asked == []


def test_stored_token_is_refreshed_with_the_refresh_token_of_the_store(
    server: TokenServer, make_store: MakeStore
) -> None:
    settings = {"token_store": make_store()}
    rotation = server.otherwise = Rotation("refresh-7")
    other = manager("authorization_code", server.url, settings)
    other.o_auth_token = OAuthToken("newer", expiry=2, refresh_token="refresh-7")
    old = OAuthToken("old", expiry=1, refresh_token="refresh-0")
    shop = manager("authorization_code", server.url, settings, o_auth_token=old)

    assert shop.headers() == {"Authorization": "Bearer access-1"}
    assert rotation.reused == []


def test_refresh_on_demand_begins_with_what_the_store_has(
    server: TokenServer, make_store: MakeStore
) -> None:
    settings = {"token_store": make_store()}
    rotation = server.otherwise = Rotation("refresh-7")
    good = OAuthToken("good", refresh_token="refresh-0")
    shop = manager("authorization_code", server.url, settings, o_auth_token=good)
    other = manager("authorization_code", server.url, settings)
    other.o_auth_token = OAuthToken("newer", refresh_token="refresh-7")

    assert shop.refresh().access_token == "newer"
    assert shop.refresh().access_token == "access-1"
    assert rotation.reused == []


def test_lock_that_is_never_given_back(
    server: TokenServer, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MemoryTokenStore()
    shop = manager(
        "client_credentials",
        server.url,
        {"token_store": store},
        o_auth_client_secret="s",
    )
    monkeypatch.setattr("time.sleep", clock.advance)
    key = shop._store_key()
    assert store.lock(key) is not None

    with pytest.raises(errors.TokenStoreError, match="another program"):
        shop.headers()

    assert server.asked == []


# ------------------------------------------------------------------ between processes

CHILD = """
import json, sys
from tests.package.oauth import manager
from templates._auth.file_token_store import FileTokenStore
url, path = sys.argv[1:]
shop = manager("authorization_code", url, {"token_store": FileTokenStore(path)})
print("ready", flush=True)
for line in sys.stdin:
    print(json.dumps([shop.is_valid(), shop.headers()["Authorization"]]), flush=True)
"""


class Child:
    """A process of its own with the same store."""

    def __init__(self, server: TokenServer, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD, server.url, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == "ready\n"

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def start(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def answer(self) -> Any:
        return json.loads(self._line())

    def end(self) -> None:
        self.process.communicate(timeout=20)


@pytest.fixture
def start_child(server: TokenServer, tmp_path: Path) -> Iterator[Callable[[], Child]]:
    children: list[Child] = []

    def start() -> Child:
        children.append(Child(server, tmp_path / "tokens.json"))
        return children[-1]

    yield start
    for child in children:
        child.end()


def test_next_process_finds_the_token(
    server: TokenServer, tmp_path: Path, start_child: Callable[[], Child]
) -> None:
    store = FileTokenStore(tmp_path / "tokens.json")
    manager("authorization_code", server.url, {"token_store": store}).o_auth_token = (
        TOKEN
    )

    child = start_child()
    child.start()

    assert child.answer() == [True, "Bearer SENTINEL-access"]
    assert server.asked == []


def test_processes_that_race_make_one_refresh(
    server: TokenServer, tmp_path: Path, start_child: Callable[[], Child]
) -> None:
    store = FileTokenStore(tmp_path / "tokens.json")
    shop = manager("authorization_code", server.url, {"token_store": store})
    server.otherwise = rotation = Rotation("refresh-0")
    children = [start_child() for _ in range(4)]
    for round_ in (1, 2, 3):
        shop.o_auth_token = OAuthToken("old", expiry=1, refresh_token=rotation.current)
        for child in children:
            child.start()
        answers = [child.answer()[1] for child in children]
        assert answers == [f"Bearer access-{round_}"] * 4
        # The next round's old token is nothing that a child has in its memory.
        for child in children:
            child.end()
        assert len(server.asked) == round_
        children = [start_child() for _ in range(4)]
    assert rotation.reused == []


# ------------------------------------------------------------------ the file


def test_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "tokens.json"
    before = os.umask(0)
    try:
        FileTokenStore(path).save("key", TOKEN)
        release = FileTokenStore(path).lock("key")
    finally:
        os.umask(before)
    assert release is not None
    release()

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {0o600}
    names = sorted(file.name for file in path.parent.iterdir())
    assert names[:1] == ["tokens.json"]
    assert all(name.endswith(".lock") for name in names[1:])


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_file_that_others_can_read_is_not_used(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "tokens.json"
    store = FileTokenStore(path)
    store.save("key", TOKEN)
    path.chmod(mode)
    for use in uses_of(store):
        with pytest.raises(errors.TokenStoreError, match="600"):
            use()


def test_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    real, path = tmp_path / "real.json", tmp_path / "tokens.json"
    FileTokenStore(real).save("key", TOKEN)
    content = real.read_bytes()
    path.symlink_to(real)
    store = FileTokenStore(path)
    for use in uses_of(store):
        with pytest.raises(errors.TokenStoreError):
            use()
    assert real.read_bytes() == content
    assert path.is_symlink()


def test_lock_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    (tmp_path / "tokens.json.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(errors.TokenStoreError):
        FileTokenStore(path).save("key", TOKEN)
    assert not (tmp_path / "elsewhere").exists()


def test_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tokens.json"
    store = FileTokenStore(path)
    store.save("key", TOKEN)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(errors.TokenStoreError, match="No space"):
        store.save("key", OAuthToken("other"))

    assert store.load("key") == TOKEN
    assert [f.name for f in tmp_path.iterdir() if f.suffix == ".tmp"] == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "SENTINEL",
        "[]",
        "{}",
        '{"version": 2, "tokens": {}}',
        '{"version": 1, "tokens": []}',
        "[" * 100_000,
        "\xff",
    ],
)
def test_file_that_is_damaged_is_not_used(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tokens.json"
    path.write_text(content, encoding="latin-1")
    path.chmod(0o600)
    with pytest.raises(errors.TokenStoreError, match="damaged") as caught:
        FileTokenStore(path).load("key")
    assert "SENTINEL" not in f"{caught.value} {caught.value.__context__}"
    assert path.read_text(encoding="latin-1") == content


@pytest.mark.parametrize(
    "stored", [{"access_token": "a\nb"}, {"access_token": 1}, {}, "token", None]
)
def test_token_is_checked_when_it_is_read(tmp_path: Path, stored: Any) -> None:
    path = tmp_path / "tokens.json"
    path.write_text(json.dumps({"version": 1, "tokens": {"key": stored}}))
    path.chmod(0o600)
    with pytest.raises(errors.AuthError):
        FileTokenStore(path).load("key")


def test_path_of_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    FileTokenStore("~/shop/tokens.json").save("key", TOKEN)
    assert (tmp_path / "shop" / "tokens.json").is_file()


def test_threads_lose_no_token_of_each_other(tmp_path: Path) -> None:
    def save(number: int) -> None:
        store = FileTokenStore(tmp_path / "tokens.json")
        store.save(f"key-{number}", OAuthToken(f"token-{number}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(24)))

    store = FileTokenStore(tmp_path / "tokens.json")
    tokens = [store.load(f"key-{number}") for number in range(24)]
    assert tokens == [OAuthToken(f"token-{number}") for number in range(24)]


# ------------------------------------------------------------------ the keyring


def test_keyring_that_is_locked(ring: Ring) -> None:
    store = KeyringTokenStore("shop")
    store.save("key", TOKEN)
    ring.locked = True
    for use in uses_of(store):
        with pytest.raises(errors.TokenStoreError, match="KeyringLocked") as caught:
            use()
        assert "SENTINEL" not in f"{caught.value} {caught.value.__context__}"


def test_package_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(errors.TokenStoreError, match="pip install keyring"):
        KeyringTokenStore("shop").load("key")


def test_entry_of_another_program(ring: Ring) -> None:
    ring.passwords["shop", "key"] = "SENTINEL"
    with pytest.raises(errors.TokenStoreError, match="not written by") as caught:
        KeyringTokenStore("shop").load("key")
    assert "SENTINEL" not in str(caught.value)


def test_folder_of_locks_has_to_be_ours(tmp_path: Path, ring: Ring) -> None:
    (tmp_path / f"authgen-locks-{os.geteuid()}").mkdir(mode=0o755)
    with pytest.raises(errors.TokenStoreError, match="mode 700"):
        KeyringTokenStore("shop").lock("key")
