"""The journal's file: its tables and their versions, and how it is opened where it may be damaged or not be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import StoreError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

__all__ = ["ANOTHER", "check_whole", "is_ours", "migrate", "open_to_read", "stated_size", "unreadable"]

ANOTHER = "'ztui journal repair' keeps what can be read of it; until then nothing is written."

_HEAD = 100
"""Bytes of the head of an SQLite file."""

_APPLICATION = 0x7A74756A
"""Marks the file as a journal of ours: "ztuj" in ASCII."""

_STEPS: tuple[tuple[str, ...], ...] = (
    (
        "create table intent(n integer primary key, id text not null unique, account text not null,"
        " operation text not null, plan text not null, made_at text not null, request text, sent_at text,"
        " outcome text, detail text not null default '', ended_at text)",
        "create index intent_open on intent(n) where outcome is null",
    ),
    (
        *(
            f"alter table intent add column {name} text not null default ''"
            for name in ("plan_id", "resource", "object", "title", "reason", "who", "undoes", "tracking")
        ),
        *(f"alter table intent add column {name} text" for name in ("before", "inverse", "verified", "undone_by")),
        "create index intent_plan on intent(plan_id) where plan_id <> ''",
        "create index intent_object on intent(resource, object) where object <> ''",
    ),
    (
        "create index intent_told on intent(account, made_at, outcome, title, who, reason, resource, object, detail,"
        " operation, plan_id, tracking, undone_by, id)",
        "create index intent_unknown on intent(n) where outcome = 'unknown'",
        "create table touched(key text not null, n integer not null, primary key(key, n)) without rowid",
        "insert or ignore into touched select object, n from intent where object <> ''",
        "insert or ignore into touched select cast(each.value as text), n from intent, json_each(plan, '$.path') each"
        " where each.type = 'text'",
        "create table earlier(n integer not null, outcome text not null, detail text not null, ended_at text)",
        *(
            f"create trigger {name} before {what} on {table}"
            f" begin select raise(abort, 'what stands in the journal is neither changed nor removed'); end"
            for name, what, table in (
                ("intent_stays", "delete", "intent"),
                ("touched_stays", "delete", "touched"),
                ("touched_kept", "update", "touched"),
                ("earlier_stays", "delete", "earlier"),
                ("earlier_kept", "update", "earlier"),
                (
                    "intent_kept",
                    "update of n, id, account, operation, plan, made_at, plan_id, resource, title, reason, who,"
                    " undoes, before",
                    "intent",
                ),
            )
        ),
        "create trigger intent_sent before update of request, sent_at on intent when old.sent_at is not null"
        " begin select raise(abort, 'it was sent already'); end",
        "create trigger intent_ended before update of outcome, detail, ended_at on intent"
        " when old.outcome is not null and old.outcome <> 'unknown'"
        " begin select raise(abort, 'its outcome is known already'); end",
        "create trigger intent_settled after update of outcome on intent when old.outcome is not null"
        " begin insert into earlier values(old.n, old.outcome, old.detail, old.ended_at); end",
    ),
)
"""What makes each version from the one before; steps are added, never changed.

`touched` says which objects an entry is about: its own, and those in the path of its request. `earlier` keeps what was
noted of an outcome before it was known. Nothing that is noted is changed or removed, by whatever program.
"""


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to this version, step by step, in one transaction.

    Raises:
        StoreError: The file is another program's, or of a newer version.
    """
    connection.execute("begin immediate")
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
    if application != _APPLICATION and (tables or version):
        raise unreadable(path, "it is another program's database")
    if version > len(_STEPS):
        raise unreadable(path, "a newer ztui wrote it")
    for step in _STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"pragma application_id={_APPLICATION}")
    connection.execute(f"pragma user_version={len(_STEPS)}")
    connection.execute("commit")


def is_ours(connection: sqlite3.Connection) -> bool:
    """Tell whether a file is a journal of this version or an older one.

    Raises:
        sqlite3.DatabaseError: Its head cannot be read.
    """
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    return bool(application == _APPLICATION and version <= len(_STEPS))


def check_whole(path: Path) -> None:
    """See that a file without a write-ahead log has all the pages that its head tells of, and with one is not empty.

    SQLite finds out only when it wants a page that is missing, which may be after a write was sent. The log of an empty
    file it deletes.

    Raises:
        StoreError: Its end or its begin is missing.
    """
    try:
        log = path.with_name(f"{path.name}-wal")
        has_log = log.exists() and log.stat().st_size > 0
        size = path.stat().st_size
        stated = 0 if has_log else stated_size(path)
    except OSError:
        return  # opening it says why
    if has_log and size == 0:
        raise unreadable(path, "its begin is missing")
    if size < stated:
        raise unreadable(path, "its end is missing")


def stated_size(path: Path) -> int:
    """Give how many bytes an SQLite file has by what its head tells; 0 where it has no such head.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if len(head) < _HEAD or not head.startswith(b"SQLite format 3"):
        return 0
    page = int.from_bytes(head[16:18], "big")
    return int.from_bytes(head[28:32], "big") * (page if page > 1 else 65_536)


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open a connection that writes nothing, also in a folder where nothing may be written."""
    import sqlite3
    from urllib.parse import quote

    place = f"file:{quote(str(path.absolute()))}?mode=ro"
    connection = sqlite3.connect(place, uri=True, timeout=30, isolation_level=None)
    try:
        connection.execute("select 1 from intent limit 1")
    except sqlite3.OperationalError:
        # Without its shared memory, which a read-only folder lacks, the log cannot be read; the file alone can.
        connection.close()
        connection = sqlite3.connect(f"{place}&immutable=1", uri=True, isolation_level=None)
    return connection


def unreadable(path: Path, why: str) -> StoreError:
    """Make the error for a file that is no journal of this version."""
    return StoreError(f"The journal {path} cannot be used: {why}.", ANOTHER)
