"""A change as the journal has it, and back: what a later run needs to look it up or to undo it, and no secret."""

from __future__ import annotations

import getpass
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.errors import UnknownName
from ztui.resources.edits.model import Check, Expect, Request
from ztui.services.changes.bound import OWNER, is_elsewhere
from ztui.services.changes.model import Change, FieldChange
from ztui.services.changes.planning import edits_of, found, site_form
from ztui.services.changes.updating import write_fields
from ztui.services.changes.values import is_secret, live_value
from ztui.store.journal import About, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.resources.edits.model import WriteField
    from ztui.resources.model import Resource
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = [
    "about",
    "as_record",
    "is_running",
    "made_before",
    "record_of_request",
    "request_of",
    "restored",
    "this_process",
    "twins_of",
    "user_name",
]


_MADE = 500
"""So many entries of the journal are asked for what was made before."""
_START = 19
"""Place of the start in what Linux tells of a process, counted after its name."""


def as_record(change: Change, owner: str, twins: Sequence[str] = ()) -> dict[str, Any]:
    """Give a change as the journal keeps it.

    Args:
        change: The change.
        owner: Whose credentials it was planned with, as `bound.owner_of` gives it.
        twins: Keys of objects like the one that it makes, which were there before.
    """
    return {
        **record_of_request(change.request),
        "label": change.label,
        "parents": [list(each) for each in change.parents],
        "fields": [_field_record(each) for each in change.fields],
        "check": None if change.check is None else _check_record(change.check),
        "unverified": change.unverified,
        "final": change.final,
        "differs": change.differs,
        "created": change.created,
        "removes": change.removes,
        "twins": list(twins),
        "process": this_process(),
        OWNER: owner,
    }


def record_of_request(request: Request) -> dict[str, Any]:
    """Give a request as the journal keeps it."""
    return {
        "operation": request.operation_id,
        "path": dict(request.path),
        "query": dict(request.query),
        "body": request.body,
    }


def _field_record(field: FieldChange) -> dict[str, Any]:
    kept = {} if field.secret else {"before": field.before, "after": field.after}
    return {"title": field.title, "read": field.read, "write": field.write, "hidden": field.secret, **kept}


def _check_record(check: Check) -> dict[str, Any]:
    return {
        "operation": check.operation_id,
        "path": dict(check.path),
        "query": dict(check.query),
        "expect": check.expect.value,
        "match": [list(each) for each in check.match],
        "rows": check.rows,
        "apart": None if check.apart is None else _check_record(check.apart),
    }


def about(plan: Plan, change: Change) -> About:
    """Give what the journal notes of a change beside its request."""
    return About(
        plan_id=plan.id,
        resource=change.resource,
        object=change.key,
        title=change.title,
        reason=plan.reason,
        who=user_name(),
        undoes=change.undoes,
        before=change.before,
        inverse=None if change.inverse is None else record_of_request(change.inverse),
        secrets=change.secrets,
    )


def user_name() -> str:
    """Give who uses this machine, "" if that cannot be told."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else ""


def this_process() -> dict[str, Any]:
    """Give what tells this process from all others, also from a later one of the same number."""
    return {"host": socket.gethostname(), "pid": os.getpid(), "started": _started(os.getpid())}


def _started(pid: int) -> str:
    """Give when a process of this machine was started, in ticks since the machine was; "" where that is not told."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return fields[_START] if len(fields) > _START else ""


def is_running(entry: JournalEntry) -> bool:
    """Tell whether the process that planned a write still runs on this machine, and is not this one."""
    process = entry.plan.get("process") or {}
    pid = process.get("pid")
    if process.get("host") != socket.gethostname() or not isinstance(pid, int) or pid in (0, os.getpid()):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it is another user's
    started = process.get("started")
    return not started or started == _started(pid)


def request_of(record: Mapping[str, Any] | None) -> Request | None:
    """Give the request that the journal keeps, None for none."""
    if not record or not record.get("operation"):
        return None
    return Request(record["operation"], record.get("path") or {}, record.get("query") or {}, record.get("body"))


def twins_of(entry: JournalEntry) -> tuple[str, ...]:
    """Give the keys of objects like the one that was to be made, which were there before."""
    return tuple(map(str, entry.plan.get("twins") or ()))


async def made_before(session: Session, change: Change) -> tuple[str, ...]:
    """Give the keys of what was made before of the same kind, as the journal has it: a list may show it only later."""
    if session.journal is None or not session.journal.path.exists():
        return ()
    entries = await session.journal.entries(_MADE, resource=change.resource, outcome=Outcome.DONE)
    here = [each for each in entries if not is_elsewhere(session, each)]
    same_kind = [each for each in here if each.intent.operation_id == change.request.operation_id]
    return tuple(dict.fromkeys(each.about.object for each in same_kind if each.about.object))


async def restored(session: Session, entry: JournalEntry) -> Change:
    """Give the change that an entry is about; one that only says what was sent, where the journal knows no more."""
    plan = entry.plan
    request = Request(entry.intent.operation_id, plan.get("path") or {}, plan.get("query") or {}, plan.get("body"))
    check = _check_of(plan.get("check"))
    resource = _resource(session, entry.about.resource)
    return Change(
        id="1",
        resource=entry.about.resource,
        key=entry.about.object,
        label=plan.get("label") or entry.about.object,
        title=entry.about.title or operation(entry.intent.operation_id).title,
        request=request,
        fields=() if resource is None else await _fields(session, resource, entry),
        before=entry.about.before,
        check=check,
        unverified=plan.get("unverified") or "",
        inverse=request_of(entry.about.inverse),
        final=plan.get("final") or "",
        differs=plan.get("differs") or "",
        parents=tuple((each[0], each[1]) for each in plan.get("parents") or ()),
        created=plan.get("created") or "",
        removes=bool(plan.get("removes")),
        undoes=entry.about.undoes,
    )


def _check_of(kept: Mapping[str, Any] | None) -> Check | None:
    """Give the check that the journal keeps, None for none."""
    if not kept:
        return None
    match = tuple((each[0], each[1]) for each in kept["match"])
    expect = Expect(kept["expect"])
    return Check(
        kept["operation"], kept["path"], kept["query"], expect, match, kept["rows"], _check_of(kept.get("apart"))
    )


def _resource(session: Session, name: str) -> Resource | None:
    try:
        return found(session, name) if name else None
    except UnknownName:
        return None


async def _fields(session: Session, resource: Resource, entry: JournalEntry) -> tuple[FieldChange, ...]:
    """Give the fields of an entry, with what reads them from an answer as far as they are still declared."""
    kept = entry.plan.get("fields") or ()
    if not kept:
        return ()
    new = not entry.about.before
    offered = write_fields(edits_of(resource), entry.about.before or {}, update=not new, every=True)
    known = {each.write: each for each in offered}
    declared = [known[each["write"]] for each in kept if each["write"] in known]
    form = None
    if entry.about.before and any(each.short_extension or each.long_extension for each in declared):
        form = await site_form(session, entry.about.before)
    schema = operation(entry.intent.operation_id).detail().request_schema

    def live(field: WriteField | None) -> Any:
        return None if field is None else live_value(field, schema, form)

    return tuple(
        FieldChange(
            each["title"],
            each["read"],
            each["write"],
            each.get("before"),
            each.get("after"),
            bool(each.get("hidden")) or _is_hidden(known.get(each["write"])),
            live(known.get(each["write"])),
        )
        for each in kept
    )


def _is_hidden(field: WriteField | None) -> bool:
    return field is not None and is_secret(field)
