"""The changes of a run in a file of their own, from before the first write until its end: what a cut run left undone.

The journal has what was sent. What was never sent stands here alone: one private file for each run in the state folder,
without secrets. When the run has ended it is removed, or keeps what was not sent for a reason that passes.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import StoreError
from ztui.core.paths import file_name
from ztui.core.ports import Intent
from ztui.resources.model import Confirm
from ztui.services.changes.bound import OWNER, is_ours
from ztui.services.changes.records import about, as_record, is_running, restored, this_process
from ztui.store.files import create_private
from ztui.store.journal import About, JournalEntry
from ztui.store.journalfile import as_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ztui.services.changes.model import Change, Plan
    from ztui.services.session import Session

__all__ = ["KeptRun", "change_of", "forget", "keep", "keep_rest", "kept_runs"]

_VERSION = 1
_MOST = 100_000
"""So many entries of the journal a run has at most."""
_ID = re.compile(r"[0-9A-Za-z-]{8,64}")


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run as its file has it.

    Attributes:
        id: Id of the plan.
        account: Sub account that it was made in, "" for the own.
        made_at: When the plan was made.
        reason: Why it was written.
        changes: Its changes, as the journal would have them, with their ids in the plan; those that the file cannot
            hold whole have an empty plan.
        titles: What each of them is called.
        noted: Ids of the journal's entries that the run had when the file was written: those of its earlier parts,
            where it was cut and resumed.
    """

    id: str
    account: str
    made_at: datetime
    reason: str
    changes: tuple[JournalEntry, ...]
    titles: tuple[str, ...]
    noted: frozenset[str] = frozenset()


def _folder(session: Session) -> Path:
    return session.folders.state / "runs" / file_name(session.profile.name)


def _path(session: Session, id: str) -> Path:
    return _folder(session) / f"{id}.json"


async def keep(session: Session, plan: Plan) -> bool:
    """Put the changes of a plan on disk before the first of them is sent; a single one has its line in the journal.

    Returns:
        Whether the run has a file: it has several changes, or goes on with a run that has one.

    Raises:
        ConfigError: The state folder cannot be written; nothing may be sent.
        StoreError: The file cannot be written; nothing may be sent.
    """
    changes = (*plan.active, *plan.postponed)
    is_kept = len(changes) > 1 or await asyncio.to_thread(_path(session, plan.id).exists)
    if is_kept:
        await _put_down(session, plan, changes)
    return is_kept


async def keep_rest(session: Session, plan: Plan, rest: Sequence[Change]) -> None:
    """Keep of a run that has ended what is still to be sent; without any, its file is removed.

    Raises:
        ConfigError: The state folder cannot be written.
        StoreError: The file cannot be written, or not be removed.
    """
    await (_put_down(session, plan, rest) if rest else forget(session, plan.id))


async def _put_down(session: Session, plan: Plan, changes: Sequence[Change]) -> None:
    process = this_process()
    journal = session.journal
    noted = [] if journal is None or not journal.path.exists() else await journal.entries(_MOST, plan_id=plan.id)
    data = {
        "version": _VERSION,
        "id": plan.id,
        "account": plan.account,
        OWNER: plan.owner,
        "made_at": plan.made_at.isoformat(),
        "reason": plan.reason,
        "process": process,
        "changes": [_record(plan, each) for each in changes],
        "noted": [each.id for each in noted],
    }
    await asyncio.to_thread(_write, _path(session, plan.id), data)


async def forget(session: Session, id: str) -> None:
    """Remove the file of a run, which is over, or is left as it is; that there is none is no matter.

    Raises:
        StoreError: It cannot be removed.
    """
    if _ID.fullmatch(id):
        await asyncio.to_thread(_remove, _path(session, id))


async def kept_runs(session: Session) -> list[KeptRun]:
    """Give the runs of this profile and account that have a file and no process that is at them, oldest first.

    A file that cannot be read is passed over.
    """
    found = await asyncio.to_thread(_read_all, _folder(session))
    runs = [_run(each) for each in found if is_ours(session, each.get("account", ""), each.get(OWNER))]
    return sorted((each for each in runs if each is not None), key=lambda each: each.made_at)


async def change_of(session: Session, kept: JournalEntry) -> Change:
    """Give a change of a run as its file has it whole, with its place among the others and how it is confirmed."""
    plan = kept.plan
    return replace(
        await restored(session, kept),
        id=kept.id,
        needs=tuple(map(str, plan.get("needs") or ())),
        confirm=Confirm(plan.get("confirm", Confirm.REVIEW)),
        phrase=str(plan.get("phrase", "")),
    )


def _record(plan: Plan, change: Change) -> dict[str, Any]:
    """Give a change as the journal would keep it; without a plan where that would leave something out."""
    notes = about(plan, change)
    secrets = frozenset((*change.secrets, *(f"body.{each}" for each in change.secrets)))
    whole = {"plan": as_record(change, plan.owner), "before": notes.before, "inverse": notes.inverse}
    kept: dict[str, Any] = json.loads(as_json(whole, secrets))
    kept["plan"] |= {
        "needs": list(change.needs),
        "confirm": change.confirm.value,
        "phrase": change.phrase,
    }
    body = json.loads(json.dumps(change.request.body, default=str))
    is_whole = not change.secrets and not change.stand_ins and kept["plan"]["body"] == body
    return {
        "id": change.id,
        "resource": change.resource,
        "key": change.key,
        "title": change.title,
        "undoes": change.undoes,
        **(kept if is_whole else {"plan": None, "before": None, "inverse": None}),
    }


def _write(path: Path, data: Mapping[str, Any]) -> None:
    """Write a file whole or not at all, down to the disk."""
    part = path.with_suffix(".part")
    create_private(part)
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(data, file, separators=(",", ":"))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            f"Cannot keep the plan in {path}: {error.strerror or error}.", "Nothing was sent; make room, and try again."
        ) from None


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"Cannot remove {path}: {error.strerror or error}.", "Remove it by hand.") from None


def _read_all(folder: Path) -> list[dict[str, Any]]:
    found = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            data = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(data, dict) and data.get("version") == _VERSION and data.get("id") == path.stem:
            found.append(data)
    return found


def _run(data: Mapping[str, Any]) -> KeptRun | None:
    """Read a run, None where a running program is at it, or the file is no such file."""
    try:
        made_at = datetime.fromisoformat(data["made_at"])
        start = Intent(data["id"], "", data["account"])
        probe = JournalEntry(start, {"process": data["process"]}, made_at)
        if is_running(probe):
            return None
        changes = tuple(_entry(each, data, made_at, place) for place, each in enumerate(data["changes"], 1))
        titles = tuple(str(each["title"]) for each in data["changes"])
        noted = frozenset(map(str, data.get("noted") or ()))
        return KeptRun(data["id"], data["account"], made_at, data["reason"], changes, titles, noted)
    except (KeyError, TypeError, ValueError):
        return None


def _entry(record: Mapping[str, Any], data: Mapping[str, Any], made_at: datetime, place: int) -> JournalEntry:
    plan = record["plan"] or {}
    notes = About(
        plan_id=data["id"],
        resource=record["resource"],
        object=record["key"],
        title=record["title"],
        reason=data["reason"],
        undoes=record["undoes"],
        before=record["before"],
        inverse=record["inverse"],
    )
    intent = Intent(str(record.get("id", place)), str(plan.get("operation", "")), data["account"])
    return replace(JournalEntry(intent, plan, made_at), about=notes)
