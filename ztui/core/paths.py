"""Where files live: the platform's folders, or the folders that the environment names.

A folder of ours is private (0700). Nothing is created before something is written.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FRAMES", "Folders", "ensure_private", "file_name", "is_readable_by_others", "tell_closed"]

_LONGEST_NAME = 60
_OTHERS = 0o077
FRAMES = "frame-*.json"
"""Screens that are kept in the cache folder of a profile, for the next start to show before it has loaded anything."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The three folders.

    Attributes:
        config: `config.toml`.
        cache: Cached rows; can be deleted at any time.
        state: Journal, quota ledger, log; not rebuildable.
    """

    config: Path
    cache: Path
    state: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Folders:
        """Take `ZTUI_CONFIG_DIR`, `ZTUI_CACHE_DIR`, `ZTUI_STATE_DIR`, else the platform's own folders.

        Raises:
            ConfigError: They lie in the user's home, and nothing says where that is.
        """
        named = {kind: environ.get(f"ZTUI_{kind.upper()}_DIR", "") for kind in ("config", "cache", "state")}
        try:
            if not all(named.values()):
                import platformdirs

                here = platformdirs.PlatformDirs("ztui", appauthor=False)
                named["config"] = named["config"] or here.user_config_dir
                named["cache"] = named["cache"] or here.user_cache_dir
                named["state"] = named["state"] or here.user_state_dir
            return cls(*(Path(named[kind]).expanduser() for kind in ("config", "cache", "state")))
        except RuntimeError:
            raise ConfigError(
                "Your home folder is not known: HOME is not set, and the system names none.",
                "Set HOME, or ZTUI_CONFIG_DIR, ZTUI_CACHE_DIR and ZTUI_STATE_DIR.",
            ) from None

    @classmethod
    def inside(cls, root: Path) -> Folders:
        """Put all three below one folder."""
        return cls(root / "config", root / "cache", root / "state")

    @property
    def config_file(self) -> Path:
        """Give the path of the settings file, there or not."""
        return self.config / "config.toml"

    def cache_file(self, profile: str, owner: str, account: str) -> Path:
        """Give the cache of one scope.

        Args:
            profile: Name of the profile.
            owner: Whose credentials are used, and where: a profile that is pointed elsewhere has another cache.
            account: Sub account that is acted for, "" for the own.
        """
        from hashlib import blake2b

        place = blake2b(owner.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        return self.cache / file_name(profile) / f"{file_name(account or 'own')}-{place}.sqlite"

    def journal_file(self, profile: str) -> Path:
        """Give the journal of one profile."""
        return self.state / f"journal-{file_name(profile)}.sqlite"

    def login_file(self, profile: str) -> Path:
        """Give where the sign-in of a user is kept if it is in a file; its lock lies beside it."""
        return self.state / f"login-{file_name(profile)}.json"

    @property
    def ledger_file(self) -> Path:
        """Give the quota ledger that all processes of the user share."""
        return self.state / "quota.sqlite"

    @property
    def log_file(self) -> Path:
        """Give the log."""
        return self.state / "ztui.log"


def file_name(name: str) -> str:
    """Make a name of foreign origin safe as one path segment; different names stay different.

    Args:
        name: Profile or account id, any text.

    Returns:
        The name itself if it is plain, else a plain beginning with a hash of the whole.
    """
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "_" for char in name)
    if plain == name and 0 < len(name) <= _LONGEST_NAME:
        return name
    from hashlib import blake2b

    return f"{plain[: _LONGEST_NAME - 17]}-{blake2b(name.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def is_readable_by_others(path: Path) -> bool:
    """Tell whether others on this machine may read a file or do more with it; one that is not there is no such."""
    try:
        return bool(path.stat().st_mode & _OTHERS)
    except OSError:
        return False


def ensure_private(folder: Path, setting: str = "ZTUI_CACHE_DIR or ZTUI_STATE_DIR") -> Path:
    """Make sure that the folder is there and nobody else's: those that are missing are made with mode 0700.

    One of the user's own that others may enter is closed to them. A folder of another user, or one that everybody may
    write to (`/tmp`), is refused: there, others could put links to the user's files in the place of ours.

    Args:
        folder: The folder.
        setting: What names another one, for the hint: `ZTUI_CACHE_DIR`, `--demo-state`.

    Returns:
        The folder.

    Raises:
        ConfigError: It cannot be created or written, or it is another's; the message names it.
    """
    try:
        _make(folder)
        _refuse_anothers(folder, f"Set {setting} to a folder of your own.")
    except FileExistsError:
        raise ConfigError(
            f"{folder} is a file where a folder should be.",
            f"Move it away, or set {setting} to a folder that you may write.",
        ) from None
    except OSError as error:
        raise ConfigError(
            f"Cannot create the folder {folder}: {error.strerror or error}.",
            f"Set {setting} to a folder that you may write.",
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ConfigError(
            f"Cannot write in the folder {folder}.",
            f"Change its owner or mode, or set {setting} to a folder that you may write.",
        )
    _close(folder)
    return folder


def _make(folder: Path) -> None:
    """Make a folder, and those above it as private as it: what `umask` says of them is not asked."""
    missing = [folder]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def _refuse_anothers(folder: Path, own: str) -> None:
    """Let a folder pass that is the user's; root's is trusted, and root may use those of users."""
    if not hasattr(os, "getuid"):
        return
    about, user = folder.stat(), os.getuid()
    if user and about.st_uid not in (user, 0):
        raise ConfigError(f"The folder {folder} belongs to another user (uid {about.st_uid}).", own)
    if user and about.st_mode & stat.S_ISVTX and about.st_uid != user:
        raise ConfigError(f"The folder {folder} is everybody's.", own)


def _close(folder: Path) -> None:
    """Close a folder of the user's own to all others; one that is meant for all (root's `/tmp`) stays as it is."""
    about = folder.stat()
    is_ours = hasattr(os, "getuid") and about.st_uid == os.getuid() and not about.st_mode & stat.S_ISVTX
    if is_ours and about.st_mode & _OTHERS:
        with suppress(OSError):
            folder.chmod(stat.S_IMODE(about.st_mode) & ~_OTHERS)


def tell_closed(path: Path) -> None:
    """Say in the log that a file or folder was open to others on this machine, and is no longer."""
    import logging

    logging.getLogger(__name__).warning("%s was open to others on this machine, and is closed to them now", path)
