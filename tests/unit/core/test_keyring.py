"""The keyring package with backends of its own kind: secrets and sign-ins come from it, and what fails is said."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import keyring
import pytest

from tests.keyrings import NONE, Broken, FileKeyring, Locked
from ztui.core.errors import ConfigError
from ztui.core.logins import Login, LoginKeeper
from ztui.core.secrets import Secret, SecretSource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from keyring.backend import KeyringBackend


@pytest.fixture(autouse=True)
def _held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FILE_KEYRING", str(tmp_path / "held.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield
    keyring.set_keyring(before)


def test_a_secret_comes_from_its_entry() -> None:
    keyring.set_password("zoom", "acme/prod", "hunter2")
    assert SecretSource("keyring", "zoom/acme/prod").resolve({}).reveal() == "hunter2"


@pytest.mark.parametrize(
    ("backend", "said", "hint"),
    [
        (FileKeyring(), "has no entry zoom/acme", "keyring set zoom acme"),
        (NONE, "no keyring", "use env, file or command"),
        (Locked(), "is locked", "Unlock it"),
        (Broken(), r"cannot be used .*\(OSError\)", "Unlock or mend it"),
    ],
)
def test_a_keyring_that_gives_nothing_says_why_and_what_to_do(backend: KeyringBackend, said: str, hint: str) -> None:
    keyring.set_keyring(backend)
    with pytest.raises(ConfigError, match=said) as caught:
        SecretSource("keyring", "zoom/acme").resolve({})
    assert hint in caught.value.hint
    assert "s3cr3t" not in str(caught.value)


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ConfigError, match="not installed") as caught:
        SecretSource("keyring", "zoom/acme").resolve({})
    assert "ztui[keyring]" in caught.value.hint


def test_a_sign_in_is_kept_in_the_keyring_and_in_no_file(tmp_path: Path) -> None:
    keeper = LoginKeeper("jo", "keyring", tmp_path / "state" / "login-jo.json")
    assert keeper.read() is None
    keeper.forget()
    keeper.write(Login(Secret("refresh-1"), "app", "https://zoom.us/oauth/token"))
    found = keeper.read()
    assert found is not None
    assert found.refresh_token.reveal() == "refresh-1"
    assert not (tmp_path / "state").exists()
    keeper.forget()
    assert keeper.read() is None


@pytest.mark.parametrize(("backend", "said"), [(NONE, "no keyring"), (Locked(), "is locked")])
def test_a_sign_in_that_cannot_be_kept_names_the_other_way(tmp_path: Path, backend: KeyringBackend, said: str) -> None:
    keyring.set_keyring(backend)
    keeper = LoginKeeper("jo", "keyring", tmp_path / "login-jo.json")
    with pytest.raises(ConfigError, match=said) as caught:
        keeper.write(Login(Secret("refresh-1"), "app", "https://zoom.us/oauth/token"))
    assert 'login_kept = "file"' in caught.value.hint
    assert "refresh-1" not in str(caught.value)
