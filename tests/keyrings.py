"""Keyrings as the keyring package sees them: one that holds what it is given, in a file, and some that fail."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring
from keyring.errors import KeyringLocked, PasswordDeleteError

__all__ = ["NONE", "Broken", "FileKeyring", "Locked", "configured"]

NONE: KeyringBackend = Keyring()  # type: ignore[no-untyped-call]
"""What a machine without any keyring has."""


class FileKeyring(KeyringBackend):
    """Holds passwords in the file that `FILE_KEYRING` names, so that several processes share them."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def get_password(self, service: str, username: str) -> str | None:
        return self._held().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._keep(self._held() | {f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        held = self._held()
        if held.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("Not found")
        self._keep(held)

    def _held(self) -> dict[str, str]:
        path = Path(os.environ["FILE_KEYRING"])
        held: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        return held

    def _keep(self, held: dict[str, str]) -> None:
        Path(os.environ["FILE_KEYRING"]).write_text(json.dumps(held))


class Locked(FileKeyring):
    """A keyring that nobody unlocks."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("s3cr3t: the collection is locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("s3cr3t: the collection is locked")


class Broken(FileKeyring):
    """A keyring whose service fails in its own way."""

    def get_password(self, service: str, username: str) -> str | None:
        raise OSError(f"s3cr3t of {username}")


def configured(folder: Path, kind: str) -> dict[str, str]:
    """Write a configuration file of the keyring package, and give the variables by which it is found.

    Args:
        folder: Where the file is to lie.
        kind: Name of a class here.
    """
    path = folder / "python_keyring" / "keyringrc.cfg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"[backend]\ndefault-keyring=tests.keyrings.{kind}\n")
    return {"XDG_CONFIG_HOME": str(folder), "FILE_KEYRING": str(folder / "held.json")}
