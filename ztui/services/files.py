"""Saving the files that rows lead to: how they are called, whether they are there already, one after another."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import AuthError, ConfigError, NotFound, StoreError, ZtuiError
from ztui.core.times import clock, parse_instant, stamp
from ztui.resources.files import address_of, files_of, path_of
from ztui.resources.registry import resource as resource_named
from ztui.resources.rows import text_of, value_at
from ztui.zoom.filenames import ENDINGS, part_name, safe_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence
    from datetime import tzinfo
    from pathlib import Path

    from ztui.resources.files import File
    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.services.view import ListedRow, Pairs
    from ztui.zoom.download import Downloaded

__all__ = [
    "Existing",
    "Saved",
    "Saving",
    "called",
    "kept_bytes",
    "named_by",
    "plan",
    "save",
    "save_all",
    "there",
]

_ENDING = re.compile(r".+\.[A-Za-z][A-Za-z0-9]{1,4}")
_ENDINGS = ("", *dict.fromkeys(ENDINGS.values()))
_HOPELESS = (AuthError, StoreError)
"""What the next file would meet as well: no token, no room on the disk."""


class Existing(StrEnum):
    """What becomes of a file that is there already."""

    REFUSE = "refuse"
    SKIP = "skip"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Saving:
    """One file that is to be saved.

    Attributes:
        resource: Resource of the row.
        key: The row's key.
        parents: What its list is below.
        row: The row.
        file: Which of its files.
        to: Where to.
        ending: `to` lacks its ending, which the kind of file that Zoom sends decides.
    """

    resource: str
    key: str
    parents: Pairs
    row: Row
    file: File
    to: Path
    ending: bool = True


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one: where it is now and how large, or what went wrong.

    Attributes:
        saving: What was wanted.
        path: The file, None if there is none.
        bytes: Its size; 0 for one that was there before.
        error: Why it was not saved.
        skipped: The file was there already and was left as it is.
        tried: False for what was left out since nothing could have come of it.
    """

    saving: Saving
    path: Path | None = None
    bytes: int = 0
    error: ZtuiError | None = None
    skipped: bool = False
    tried: bool = True


def called(file: File, row: Row, key: str, zone: tzinfo) -> str:
    """Give a telling name without an ending: what it is, when it was, and who was on the other side.

    Args:
        file: Which file.
        row: The row, foreign text.
        key: Its key, for a row that does not tell more.
        zone: Zone of the time in the name.
    """
    raw = text_of(value_at(row, file.when))
    instant = parse_instant(raw, zone if len(raw) == len("2026-11-21") else UTC)
    when = "" if instant is None else stamp(instant, zone)[: len("2026-11-21")]
    if instant is not None and len(raw) > len(when):
        when += " " + clock(instant, zone, seconds=False).replace(":", "")
    words = " ".join(filter(None, (file.name, when, text_of(file.who(row)) or ("" if when else key))))
    return safe_name(re.sub(r"[/\\]", "_", words), file.name)


def plan(
    session: Session,
    resource: str,
    parents: Pairs,
    rows: Iterable[ListedRow],
    name: str,
    to: Path,
) -> tuple[Saving, ...]:
    """Give what is to be saved of some rows into a folder; no two get the same name, and the order decides which.

    Args:
        session: Whose zone the names tell times in.
        resource: Resource of the rows.
        parents: What their list is below.
        rows: The rows; those that have no such file are left out.
        name: Name of the file (`recording`).
        to: The folder.
    """
    declared, made, taken = resource_named(resource), [], dict[str, int]()
    for each in rows:
        file = next((file for file in files_of(declared, each.row) if file.name == name), None)
        if file is None:
            continue
        stem = called(file, each.row, each.key, session.zone)
        number = taken[stem.casefold()] = taken.get(stem.casefold(), 0) + 1
        stem = stem if number == 1 else f"{stem} {number}"
        made.append(Saving(resource, each.key, parents, each.row, file, to / stem))
    return tuple(made)


def named_by(saving: Saving, to: Path) -> Saving:
    """Give the same with a file or folder that a person named; a name without an ending gets the one that fits.

    Raises:
        ConfigError: The name is none, or there is no such folder.
    """
    if to.is_dir():
        return replace(saving, to=to / saving.to.name)
    if not to.name or not to.parent.is_dir():
        raise ConfigError(f"There is no folder {to.parent}.", "Nothing was sent.")
    return replace(saving, to=to, ending=_ENDING.fullmatch(to.name) is None)


def there(saving: Saving) -> Path | None:
    """Give the file that is there already under the name, whatever its ending where that is not known; else None."""
    if not saving.ending:
        return saving.to if saving.to.exists() else None
    found = (saving.to.with_name(saving.to.name + ending) for ending in _ENDINGS)
    return next((each for each in found if each.is_file()), None)


def kept_bytes(saving: Saving) -> int:
    """Give how much of a file that was broken off is kept, to be gone on with."""
    try:
        return saving.to.with_name(part_name(saving.to.name)).stat().st_size
    except OSError:
        return 0


async def save(
    session: Session,
    saving: Saving,
    existing: Existing = Existing.REFUSE,
    on_progress: Callable[[int, int | None], None] | None = None,
) -> Saved:
    """Save one file, and go on with it if it was broken off before.

    Args:
        session: Whose file it is.
        saving: Which, and where to.
        existing: What becomes of a file that is there already.
        on_progress: Told the bytes that are there, and of how many, if known.

    Raises:
        ConfigError: The file is there already, or the folder cannot be written; nothing was sent.
        StoreError: The disk is full.
        ZtuiError: As `Client.download`; the hint says when the bytes that came are kept.
    """
    found = await asyncio.to_thread(there, saving)
    if found is not None and existing is Existing.SKIP:
        return Saved(saving, found, skipped=True)
    if found is not None and existing is Existing.REFUSE:
        raise ConfigError(f"The file {found} is there already.", "Nothing was sent.")
    got = await _download(session, saving, existing, on_progress)
    if found is not None and found != got.path:
        # What was to be replaced had another ending than what came in its place.
        await asyncio.to_thread(found.unlink, missing_ok=True)
    return Saved(saving, got.path, got.bytes)


async def _download(
    session: Session, saving: Saving, existing: Existing, on_progress: Callable[[int, int | None], None] | None
) -> Downloaded:
    """Ask for the file; where its address is gone and the object can be asked for a new one, once more."""
    overwrite = existing is Existing.REPLACE

    async def ask(row: Row) -> Downloaded:
        url, file = address_of(saving.file, row), saving.file
        to, ending = saving.to, saving.ending
        if url:
            return await session.client.download_url(
                url, to=to, on_progress=on_progress, overwrite=overwrite, ending=ending
            )
        return await session.client.download(
            file.operation, path_of(file, row), to=to, on_progress=on_progress, overwrite=overwrite, ending=ending
        )

    try:
        return await ask(saving.row)
    except NotFound:
        address = address_of(saving.file, saving.row)
        if not address or not resource_named(saving.resource).operations.get:
            raise
        fresh = (await session.objects.read(saving.resource, saving.key, saving.parents)).row
        if address_of(saving.file, fresh) in ("", address):
            raise
        return await ask(fresh)


async def save_all(
    session: Session,
    savings: Sequence[Saving],
    existing: Existing,
    on_progress: Callable[[int, int, int | None], None] | None = None,
) -> AsyncIterator[Saved]:
    """Save files one after another, and tell of each what became of it; one that fails does not stop the others.

    Args:
        session: Whose files they are.
        savings: Which, and where to.
        existing: What becomes of files that are there already.
        on_progress: Told which one is under way, from 0, its bytes that are there, and of how many, if known.
    """
    hopeless = False
    for at, saving in enumerate(savings):
        if hopeless:
            yield Saved(saving, tried=False)
            continue

        def tell(done: int, total: int | None, at: int = at) -> None:
            if on_progress is not None:
                on_progress(at, done, total)

        try:
            yield await save(session, saving, existing, tell)
        except ZtuiError as error:
            hopeless = isinstance(error, _HOPELESS)
            yield Saved(saving, error=error)
