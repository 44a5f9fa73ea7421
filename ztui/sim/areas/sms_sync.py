"""Text messages for programs that keep up: everything new, or everything older, since the last time they asked."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.sms import message_row, session_types, thread_row
from ztui.sim.handling import Context, Refusal, handles
from ztui.sim.world.texting import Texting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.areas.rows import Row
    from ztui.sim.world.texting import Message, Thread

__all__: list[str] = []

_MOST = 250
_USUAL = 50


def _token(owner: str, oldest: int, newest: int) -> str:
    return base64.urlsafe_b64encode(f"{owner}:{oldest}:{newest}".encode()).decode()


def _read(context: Context, owner: str) -> tuple[int, int]:
    """Give what was oldest and newest the last time."""
    try:
        text = base64.b64decode(str(context.query.get("sync_token", "")), altchars=b"-_", validate=True).decode()
        whose, oldest, newest = text.rsplit(":", 2)
        if whose == owner:
            return int(oldest), int(newest)
    except (ValueError, binascii.Error):
        pass
    http = 400 if context.operation.id == "smsSessionSync" else 404
    raise Refusal(http, 300, "The sync token is invalid.")


def _count(context: Context) -> int:
    count = int(context.query.get("count", _USUAL))
    return min(max(count, 1), _MOST)


def _crowded() -> Refusal:
    return Refusal(400, 7035, "The number of new records exceeds the sync count. Please resync with the FSync method.")


@handles("smsSessionSync")
def sync_messages(context: Context) -> Row:
    """Answer messages of a session: the newest, those since the last time, or those before; told by their place."""
    system, key = find.system_of(context), context.path["sessionId"]
    thread = system.part(Texting).threads.get(key)
    if thread is None:
        raise Refusal(404, 12004, f"Session does not exist: {key}.")
    how, count, total = context.query.get("sync_type", "FSync"), _count(context), len(thread.messages)
    if how == "FSync":
        start, stop = max(total - count, 0), total
        oldest, newest = start, stop
    else:
        oldest, newest = _read(context, key)
        start, stop = (newest, total) if how == "ISync" else (max(oldest - count, 0), oldest)
        if stop - start > count:
            raise _crowded()
        oldest, newest = (oldest, stop) if how == "ISync" else (start, newest)
    rows = [message_row(context, thread, each) for each in reversed(thread.messages[start:stop])]
    for row in rows:
        row.pop("delivery_status")
    return {"sms_histories": rows, "sync_token": _token(key, oldest, newest)}


def _unread(messages: Sequence[Message]) -> int:
    """Count the messages that came in after the last answer."""
    return next((at for at, each in enumerate(reversed(messages)) if each.outgoing), len(messages))


def _row(context: Context, thread: Thread) -> Row:
    row = thread_row(find.system_of(context), thread) | {"unread_message_count": _unread(thread.messages)}
    if thread.messages:
        latest = message_row(context, thread, thread.messages[-1])
        latest.pop("delivery_status")
        latest["attachments"] = [
            {"id": each["id"], "type": {"JPG": "JPG/JPEG"}.get(each["type"], each["type"])}
            for each in latest["attachments"]
        ]
        row["latest_message"] = latest
    return row


@handles("GetSmsSessions")
def sync_sessions(context: Context) -> Row:
    """Answer sessions of a user: the newest, those with messages since the last time, or older ones; told by time."""
    system, user = find.system_of(context), find.user(context)
    types, how, count = session_types(context), context.query["sync_type"], _count(context)
    now = int(context.now.timestamp())
    own = [
        each
        for each in system.part(Texting).newest_first()
        if each.owner.id == user.id and each.owner.kind.value in types
    ]
    oldest, newest = (now + 1, now) if how == "FSync" else _read(context, user.id)
    if how == "ISync":
        found = [each for each in own if each.last > newest]
        if len(found) > count:
            raise _crowded()
        newest = now
    else:
        found = [each for each in own if each.last < oldest][:count]
        oldest = min((each.last for each in found), default=oldest)
    return {
        "sms_sessions": [_row(context, each) for each in found],
        "sync_token": _token(user.id, oldest, newest),
    }
