"""Where the sign-in of a user is kept: in the keyring, or in a private file if the profile says so.

Zoom takes each refresh token once and answers with the next one, so what is kept has to be replaced whole, by one
process at a time: `turn()` is a lock that all processes of the user share.
"""

from __future__ import annotations

import fcntl
import json
import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import field
from datetime import datetime
from tempfile import mkstemp
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.core.paths import ensure_private
from ztui.core.secrets import Secret, keyring_entry
from ztui.core.settings import KEPT
from ztui.core.shell import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Login", "LoginKeeper"]

_SERVICE = "ztui"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Login:
    """What a user's signing in gave.

    Attributes:
        refresh_token: Gives the next token, once.
        client_id: App that was signed in to; its tokens are of no use to another.
        oauth_url: Where that was; tokens are sent nowhere else.
        access_token: The last token, empty if there is none.
        until: When it ends, aware.
        api_url: Base URL that Zoom named with it, "" if none.
    """

    refresh_token: Secret
    client_id: str
    oauth_url: str
    access_token: Secret = field(default_factory=lambda: Secret(""))
    until: datetime | None = None
    api_url: str = ""


class LoginKeeper:
    """Keeps the sign-in of one profile."""

    def __init__(self, profile: str, way: str, file: Path) -> None:
        """Take the profile's name, `keyring` or `file`, and the file; the lock lies beside it in both cases.

        Nothing is touched.
        """
        assert way in KEPT
        self.profile = profile
        self.way = way
        self._file = file

    @property
    def place(self) -> str:
        """Name where it is kept, for messages."""
        return "the keyring" if self.way == "keyring" else str(self._file)

    @property
    def again(self) -> str:
        """Say how to sign in again."""
        return f"Sign in again: ztui profile login {quoted(self.profile)}"

    def read(self) -> Login | None:
        """Give what is kept, None if there is nothing that could be used.

        Raises:
            ConfigError: The keyring is locked or missing; the file cannot be read, or others can read it.
        """
        if self.way == "keyring":
            with _keyring() as keyring:
                text = keyring.get_password(_SERVICE, self.profile)
        else:
            text = self._text()
        return _login(text) if text else None

    def write(self, login: Login) -> None:
        """Put a sign-in in the place of the former one, whole or not at all.

        Raises:
            ConfigError: It cannot be kept; what was there stays.
        """
        text = json.dumps(_data(login), separators=(",", ":"))
        if self.way == "keyring":
            with _keyring() as keyring:
                keyring.set_password(_SERVICE, self.profile, text)
        else:
            self._replace(text)

    def forget(self) -> None:
        """Take out what is kept, if there is anything.

        Raises:
            ConfigError: The keyring is locked or missing, or the file cannot be deleted.
        """
        if self.way == "keyring":
            with _keyring() as keyring:
                if keyring.get_password(_SERVICE, self.profile):
                    keyring.delete_password(_SERVICE, self.profile)
            return
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            raise ConfigError(
                f"{self._file} cannot be deleted: {error.strerror}.", "Check whose folder it is."
            ) from None

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Tell whether what is kept may be replaced now: not while another process does so.

        Raises:
            ConfigError: The folder of the lock cannot be written.
        """
        ensure_private(self._file.parent, "ZTUI_STATE_DIR")
        lock = self._file.with_suffix(".lock")
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _unwritable(lock, error) from None
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(descriptor)

    def _text(self) -> str:
        try:
            with self._file.open(encoding="utf-8") as file:
                mode = os.fstat(file.fileno()).st_mode
                text = file.read()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            raise ConfigError(f"Cannot read the sign-in in {self._file}: {reason}.", self.again) from None
        if mode & _OTHERS:
            raise ConfigError(
                f"Others on this machine can read the sign-in in {self._file}, so it is not used.",
                f"Delete the file, then: ztui profile login {quoted(self.profile)}",
            )
        return text

    def _replace(self, text: str) -> None:
        folder = ensure_private(self._file.parent, "ZTUI_STATE_DIR")
        fresh = ""
        try:
            descriptor, fresh = mkstemp(dir=folder, prefix=".login-")  # mode 0600 from its first moment on
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, self._file)
        except OSError as error:
            with suppress(OSError):
                os.unlink(fresh)
            raise _unwritable(self._file, error) from None


def _unwritable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(
        f"{path} cannot be written: {error.strerror or error}.",
        "Check the folder's owner and room, or set ZTUI_STATE_DIR to a folder that you may write.",
    )


@contextmanager
def _keyring() -> Iterator[Any]:
    """Give the keyring; what it says when it cannot be used is told in our words."""
    with keyring_entry("the sign-in", 'or let it be kept in a file: login_kept = "file"') as keyring:
        yield keyring


def _data(login: Login) -> dict[str, str]:
    return {
        "refresh_token": login.refresh_token.reveal(),
        "client_id": login.client_id,
        "oauth_url": login.oauth_url,
        "access_token": login.access_token.reveal(),
        "until": login.until.isoformat() if login.until is not None else "",
        "api_url": login.api_url,
    }


def _login(text: str) -> Login | None:
    """Read what was kept; what is none of ours counts as nothing."""
    try:
        data = json.loads(text)
        texts = {name: str(data.get(name) or "") for name in _NAMES}
        until = datetime.fromisoformat(texts["until"]) if texts["until"] else None
    except (ValueError, AttributeError, RecursionError):
        return None
    if not texts["refresh_token"] or (until is not None and until.tzinfo is None):
        return None
    return Login(
        refresh_token=Secret(texts["refresh_token"]),
        client_id=texts["client_id"],
        oauth_url=texts["oauth_url"],
        access_token=Secret(texts["access_token"]),
        until=until,
        api_url=texts["api_url"],
    )


_NAMES = ("refresh_token", "client_id", "oauth_url", "access_token", "until", "api_url")
