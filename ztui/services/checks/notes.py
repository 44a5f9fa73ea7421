"""What the checks keep between two runs, in private files: since when devices are off, and what is to be ignored."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import StoreError
from ztui.core.paths import ensure_private
from ztui.core.times import parse_instant
from ztui.resources.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ztui.services.session import Session

__all__ = ["Ignored", "Notes", "notes_of"]


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that is not to be told again.

    Attributes:
        id: Its id.
        reason: Why.
        name: What the object is called, raw.
        who: Who said so.
        at: When.
    """

    id: str
    reason: str
    name: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Notes:
    """The two files of one account."""

    ignored_file: Path
    watch_file: Path

    def ignored(self) -> dict[str, Ignored]:
        """Give what is ignored, by id.

        Raises:
            StoreError: The file cannot be read; it says where it is wrong.
        """
        found: dict[str, Ignored] = {}
        for id, each in _read(self.ignored_file).items():
            at = parse_instant(each.get("at")) if isinstance(each, dict) else None
            if at is None:
                raise StoreError(f"{self.ignored_file}: '{id}' says not when it was ignored.", "Correct it there.")
            reason, name, who = (text_of(each.get(field)) for field in ("reason", "name", "who"))
            found[id] = Ignored(id, reason, name, who, at)
        return found

    def ignore(self, entry: Ignored) -> None:
        """Add an entry, or replace the one with its id."""
        self._put({**self.ignored(), entry.id: entry})

    def forget(self, id: str) -> bool:
        """Take an entry away; False if there is none."""
        entries = self.ignored()
        if id not in entries:
            return False
        del entries[id]
        self._put(entries)
        return True

    def _put(self, entries: Mapping[str, Ignored]) -> None:
        rows = {
            each.id: {"reason": each.reason, "name": each.name, "who": each.who, "at": each.at.isoformat()}
            for each in sorted(entries.values(), key=lambda each: each.id)
        }
        _write(self.ignored_file, rows)

    def offline(self) -> tuple[datetime | None, dict[str, datetime]]:
        """Give since when devices are watched (None: never), and since when each was not seen online, by key.

        A file that cannot be read counts as none: it is made anew.
        """
        try:
            kept = _read(self.watch_file)
        except StoreError:
            return None, {}
        devices = kept.get("offline")
        since = {id: parse_instant(at) for id, at in devices.items()} if isinstance(devices, dict) else {}
        return parse_instant(kept.get("since")), {id: at for id, at in since.items() if at is not None}

    def watch(self, seen: Mapping[str, bool], as_of: datetime) -> tuple[datetime, dict[str, datetime]]:
        """Note which devices are online, and give what `offline` gives then.

        Args:
            seen: Whether each is online, by key.
            as_of: When that was read.
        """
        begun, before = self.offline()
        after = {id: before.get(id, as_of) for id, is_online in seen.items() if not is_online}
        since = as_of if begun is None else min(begun, as_of)
        if (begun, before) != (since, after):
            rows = {id: at.isoformat() for id, at in sorted(after.items())}
            _write(self.watch_file, {"since": since.isoformat(), "offline": rows})
        return since, after


def notes_of(session: Session) -> Notes:
    """Give the notes of the account that is acted in: they lie beside its cache's name, where nothing tidies up."""
    name = session.cache.path.stem
    folder = session.folders.state
    return Notes(folder / f"check-ignored-{name}.json", folder / f"check-watch-{name}.json")


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise StoreError(f"{path} is no JSON at {place}: {error.msg}.", "Correct it there, or delete it.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path} cannot be read: {error}.", "Correct it there, or delete it.") from None
    if not isinstance(found, dict):
        raise StoreError(f"{path} holds no object.", "Correct it there, or delete it.")
    return found


def _write(path: Path, value: Mapping[str, Any]) -> None:
    """Write a private file, whole or not at all.

    Raises:
        StoreError: It cannot be written.
    """
    part = ""
    try:
        ensure_private(path.parent)
        handle, part = tempfile.mkstemp(".part", f".{path.name}.", path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, indent=2)
            file.write("\n")
        Path(part).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(part).unlink(missing_ok=True)
        raise StoreError(
            f"{path} cannot be written: {error.strerror or error}.", "Is there room, and may you?"
        ) from None
