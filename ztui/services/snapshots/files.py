"""Snapshots as files: written whole or not at all, read with the place of what is wrong."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, StoreError
from ztui.core.times import parse_instant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

__all__ = ["Part", "Snapshot", "check_snapshot_target", "read_snapshot", "snapshot_from", "write_snapshot"]

_KIND, _VERSION = "ztui snapshot", 1
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Part:
    """How much of a part was known: the oldest reading, whether all of it was there, and why not."""

    as_of: str = ""
    complete: bool = False
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The configuration of an account.

    Attributes:
        taken_at: When it was taken.
        profile: Name of the profile.
        account: ID of the account, "" where it is not known (a token that does not say whose it is).
        parts: How much was known of each resource, by its name.
        objects: Objects by resource and key; settings of the account stand under `settings`.
    """

    taken_at: datetime
    profile: str
    account: str
    parts: Mapping[str, Part] = field(default_factory=dict)
    objects: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Count the objects."""
        return sum(map(len, self.objects.values()))

    @property
    def as_of(self) -> datetime:
        """Give when the oldest of what is in it was read; when it was taken, where nothing was."""
        times = (parse_instant(each.as_of) for each in self.parts.values())
        return min((each for each in times if each is not None), default=self.taken_at)

    def text(self) -> str:
        """Give it as JSON, sorted, so that other programs can compare it line by line."""
        parts = {
            name: {"as_of": each.as_of, "complete": each.complete, "lacks": each.lacks}
            for name, each in self.parts.items()
        }
        data = {
            "kind": _KIND,
            "version": _VERSION,
            "taken_at": self.taken_at.isoformat(),
            "as_of": self.as_of.isoformat(),
            "profile": self.profile,
            "account": self.account,
            "parts": parts,
            "objects": self.objects,
        }
        return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def check_snapshot_target(path: Path, *, replace: bool) -> None:
    """See to it that a snapshot can be written there, before anything is read for it.

    Raises:
        ConfigError: There is a file already, a folder of that name, or no folder to put it in.
    """
    if path.is_dir():
        raise ConfigError(f"{path} is a folder.", "Name a file.")
    if not path.parent.is_dir():
        raise ConfigError(f"There is no folder {path.parent}.", "Make it, or name another.")
    if path.exists() and not replace:
        raise ConfigError(f"{path} is there already.", "--clobber replaces it; or name another file.")


def write_snapshot(path: Path, snapshot: Snapshot) -> None:
    """Write a private file.

    Raises:
        StoreError: It cannot be written; what was there before stays.
    """
    part = ""
    try:
        handle, part = tempfile.mkstemp(".part", f".{path.name}.", path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(snapshot.text())
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(part).unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written: {error.strerror or error}.", "Name another file.") from None


def read_snapshot(path: Path) -> Snapshot:
    """Read a snapshot.

    Raises:
        ConfigError: It cannot be read, or is none; with line and column where it is no JSON, else with the member.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}.", "Is the name right?") from None
    return snapshot_from(raw, path)


def snapshot_from(raw: bytes, path: Path | str) -> Snapshot:
    """Make a snapshot of what a file has, or a pipe; `path` is what it is called in errors, which are the same."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        raise _corrupt(path, f"line {line}, column {column}: a byte that is no UTF-8") from None
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        found = text[error.pos : error.pos + _SHOWN].split("\n")[0]
        beside = f" at {found!r}" if found else ", the file ends there"
        raise _corrupt(path, f"line {error.lineno}, column {error.colno}: {error.msg}{beside}") from None
    except RecursionError:
        raise _corrupt(path, "it is nested too deeply") from None
    return _understood(path, data)


def _corrupt(path: Path | str, what: str) -> ConfigError:
    return ConfigError(f"{path} is no whole snapshot: {what}.", "Take it anew with 'ztui snapshot', or use another.")


def _understood(path: Path | str, data: Any) -> Snapshot:
    if not isinstance(data, dict) or data.get("kind") != _KIND:
        raise _corrupt(path, f'it does not say \'"kind": "{_KIND}"\'')
    if data.get("version") != _VERSION:
        raise _corrupt(path, f"version is {data.get('version')!r}, and this ztui reads {_VERSION}")
    taken_at = parse_instant(data.get("taken_at"))
    if taken_at is None:
        raise _corrupt(path, "taken_at is no time")
    for name in ("parts", "objects"):
        if not isinstance(data.get(name), dict):
            raise _corrupt(path, f"{name} is no object")
    return Snapshot(
        taken_at,
        str(data.get("profile", "")),
        str(data.get("account", "")),
        {name: _part(path, name, each) for name, each in data["parts"].items()},
        {name: _objects(path, name, each) for name, each in data["objects"].items()},
    )


def _part(path: Path | str, name: str, value: Any) -> Part:
    if not isinstance(value, dict):
        raise _corrupt(path, f"parts.{name} is no object")
    return Part(str(value.get("as_of", "")), value.get("complete") is True, str(value.get("lacks", "")))


def _objects(path: Path | str, name: str, value: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict):
        raise _corrupt(path, f"objects.{name} is no object")
    for key, each in value.items():
        if not isinstance(each, dict):
            raise _corrupt(path, f"objects.{name}.{key} is no object")
    return value
