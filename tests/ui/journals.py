"""A journal as earlier runs left it: entries with fixed ids and times, about the queues of a small simulator."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from ztui.core.paths import ensure_private
from ztui.store.journalschema import migrate

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PLAN", "change", "fill"]

PLAN = "9b3c1f60-0000-4000-8000-000000000001"
HOST = "elsewhere"


def change(
    number: int,
    queue: str,
    title: str,
    *,
    at: str = "2026-11-21T13:00:00+00:00",
    outcome: str | None = "done",
    fields: tuple[tuple[str, str, Any, Any], ...] = (),
    **more: Any,
) -> dict[str, Any]:
    """Give a row of the journal: a change of a queue; fields are (title, name, before, after)."""
    kept = [{"title": name, "read": way, "write": way, "before": old, "after": new} for name, way, old, new in fields]
    body = {way: new for _, way, _, new in fields}
    plan = {
        "operation": "updateCallQueue",
        "path": {"callQueueId": queue},
        "query": {},
        "body": body,
        "label": more.pop("label", "Support"),
        "parents": [],
        "fields": kept,
        "check": None,
        "process": {"host": HOST, "pid": 1},
    }
    request = {"method": "PATCH", "path": f"/phone/call_queues/{queue}", "query": "", "account": "", "body": body}
    inverse = {**plan, "body": {way: old for _, way, old, _ in fields}}
    sent = more.pop("sent", True)
    return {
        "id": f"3f2a91c{number:x}-0000-4000-8000-000000000000",
        "account": "",
        "operation": "updateCallQueue",
        "plan": json.dumps(plan),
        "made_at": at,
        "request": json.dumps(request) if sent else None,
        "sent_at": at if sent else None,
        "outcome": outcome,
        "ended_at": at if outcome else None,
        "resource": "call-queues",
        "object": queue,
        "title": title,
        "who": "jo",
        "inverse": json.dumps(inverse) if outcome == "done" else None,
        "verified": json.dumps([[name, new, new] for name, _, _, new in fields]) if outcome == "done" else None,
        "tracking": f"v=2.0;clid=us01;rid=WEB_{number:032x}" if outcome in ("done", "failed") else "",
        **more,
    }


def fill(path: Path, rows: list[dict[str, Any]]) -> None:
    """Put rows into a journal, which is made if it is not there; the newest last."""
    ensure_private(path.parent)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path)
        for row in rows:
            marks = ", ".join("?" * len(row))
            added = connection.execute(f"insert into intent({', '.join(row)}) values({marks})", tuple(row.values()))
            connection.execute("insert into touched values(?, ?)", (row["object"], added.lastrowid))
