"""A damaged journal: what can be read of it goes to a new file, and the damaged one is set aside, never removed."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import StoreError
from ztui.store.files import create_private
from ztui.store.journalfile import COLUMNS, entry_of, touched_by
from ztui.store.journalschema import is_ours, migrate, stated_size

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

__all__ = ["Repaired", "repair"]

_ASIDE = ("", "-wal")
_EMPTY = 1000
"""So many numbers without an entry end the search where the file does not tell how many there are."""
_EARLIER = "outcome, detail, ended_at"


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did.

    Attributes:
        kept: How many entries stand in the new file.
        lost: How many could not be read, as far as is known: numbers without an entry, since none is ever removed.
        last: When the newest kept entry was made, None without any.
        aside: Where the damaged file is now; None when it was whole, and nothing was done.
    """

    kept: int
    lost: int = 0
    last: datetime | None = None
    aside: Path | None = None


def repair(path: Path, now: datetime) -> Repaired:
    """Keep what can be read of a journal, if it is damaged.

    No other program may have it open: what that wrote meanwhile would go to the file that was set aside.

    Raises:
        StoreError: There is no journal, the file is another program's or a newer one's, or the folder cannot be
            written.
    """
    if not path.exists() or not path.stat().st_size:
        raise StoreError(f"There is no journal {path}.", "It is made with the first write.")
    try:
        with tempfile.TemporaryDirectory(prefix=".repair-", dir=path.parent) as folder:
            copy = _copied(path, Path(folder))
            rows = list(_rows(copy))
            if _is_whole(copy):
                return Repaired(len(rows))
            lost = max(_stated(copy), rows[-1][0] if rows else 0) - len(rows)
            made = Path(folder) / "new.sqlite"
            _write(made, copy, rows)
            aside = _set_aside(path, now)
            os.replace(made, path)
    except OSError as error:
        raise StoreError(f"The journal {path} cannot be repaired: {error.strerror}.") from None
    kept = [entry_of(row[1:]) for row in rows]
    return Repaired(len(kept), lost, kept[-1].made_at if kept else None, aside)


def _copied(path: Path, folder: Path) -> Path:
    """Copy the file and its log, so that reading changes nothing of what is there."""
    copy = folder / "old.sqlite"
    for each in _ASIDE:
        source = path.with_name(f"{path.name}{each}")
        if source.exists():
            shutil.copyfile(source, copy.with_name(f"{copy.name}{each}"))
    # SQLite reads nothing of a file that is shorter than its head says.
    missing = stated_size(copy) - copy.stat().st_size
    if missing > 0:
        os.truncate(copy, copy.stat().st_size + missing)
    return copy


def _opened(copy: Path) -> sqlite3.Connection:
    """Open the copy so that a text which is no UTF-8 costs its odd bytes, and not its entry."""
    import sqlite3

    connection = sqlite3.connect(copy, isolation_level=None)
    connection.text_factory = lambda content: content.decode("utf-8", "replace")
    return connection


def _is_whole(copy: Path) -> bool:
    """Tell whether the file is sound, and each of its texts can be read as what it is."""
    import sqlite3

    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            told = connection.execute("pragma integrity_check").fetchone()
            for row in connection.execute(f"select {COLUMNS} from intent"):  # noqa: S608  (our own names)
                entry_of(row)
            return bool(told == ("ok",)) and is_ours(connection)
    except (sqlite3.DatabaseError, ValueError, TypeError):
        return False


def _stated(copy: Path) -> int:
    """Give the highest number that is told anywhere: what was added last may stand in an index alone."""
    import sqlite3

    numbers = []
    with closing(_opened(copy)) as connection:
        for source in ("intent", "intent indexed by intent_told", "touched"):
            with suppress(sqlite3.DatabaseError):
                numbers += [row[0] for row in connection.execute(f"select n from {source}")]  # noqa: S608
    return max((each for each in numbers if isinstance(each, int)), default=0)


def _rows(copy: Path) -> Iterator[tuple[Any, ...]]:
    """Give the entries that can be read, each with its number, in their order."""
    import sqlite3

    with closing(_opened(copy)) as connection:
        with suppress(sqlite3.DatabaseError):
            if not is_ours(connection):
                raise StoreError(
                    f"The file {copy.name} is another program's, or a newer ztui's; nothing was done.",
                    "Move it away to begin a new journal.",
                )
        highest = _highest(connection)
        number = empty = 0
        while empty < _EMPTY if highest is None else number < highest:
            number += 1
            row = _row(connection, number)
            empty = 0 if row else empty + 1
            if row:
                yield row


def _highest(connection: sqlite3.Connection) -> int | None:
    """Give the number of the newest entry, None where the file does not tell."""
    import sqlite3

    try:
        found = connection.execute("select max(n) from intent").fetchone()[0]
    except sqlite3.DatabaseError:
        return None
    return int(found or 0)


def _row(connection: sqlite3.Connection, number: int) -> tuple[Any, ...] | None:
    """Read one entry; None where there is none, or it makes no sense."""
    import sqlite3

    try:
        row = connection.execute(f"select n, {COLUMNS} from intent where n = ?", (number,)).fetchone()  # noqa: S608
        if row is not None:
            entry_of(row[1:])
    except (sqlite3.DatabaseError, ValueError, TypeError):
        return None
    return tuple(row) if row is not None else None


def _write(made: Path, copy: Path, rows: list[tuple[Any, ...]]) -> None:
    """Make the new file."""
    import sqlite3

    create_private(made)
    with closing(sqlite3.connect(made, isolation_level=None)) as new, closing(_opened(copy)) as old:
        new.execute("pragma synchronous=full")
        migrate(new, made)
        new.execute("begin immediate")
        marks = ", ".join("?" * (COLUMNS.count(",") + 2))
        new.executemany(f"insert into intent(n, {COLUMNS}) values({marks})", rows)
        for row in rows:
            entry = entry_of(row[1:])
            keys = touched_by(entry.plan, entry.about)
            new.executemany("insert or ignore into touched values(?, ?)", [(key, row[0]) for key in keys])
            new.executemany(f"insert into earlier(n, {_EARLIER}) values(?, ?, ?, ?)", _earlier(old, row[0]))
        new.execute("commit")


def _earlier(old: sqlite3.Connection, number: int) -> list[tuple[Any, ...]]:
    import sqlite3

    try:
        found = old.execute(f"select n, {_EARLIER} from earlier where n = ?", (number,))  # noqa: S608
        return found.fetchall()
    except sqlite3.DatabaseError:
        return []


def _set_aside(path: Path, now: datetime) -> Path:
    aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}")
    for each in _ASIDE:
        source = path.with_name(f"{path.name}{each}")
        if source.exists():
            os.replace(source, aside.with_name(f"{aside.name}{each}"))
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    return aside
