"""What is new in a user's call logs, and the summaries that are made of calls.

A call that was answered by somebody has a summary for each user who took part; it has the id of the call's history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.call_rows import stamp
from ztui.sim.areas.calls import now_of
from ztui.sim.areas.old_calls import log_row, own_logs
from ztui.sim.areas.synced import asked_since, sync_token
from ztui.sim.handling import Context, Refusal, handles

if TYPE_CHECKING:
    from ztui.sim.areas.rows import Row

__all__: list[str] = []

_LATER = ("department", "cost_center")
"""Fields that only the list has."""


@handles("syncUserCallLogs")
def sync_logs(context: Context) -> Row:
    """Answer a user's calls since the last sync, or the newest ones; the token holds the instant of the sync."""
    history, user, now = find.system_of(context).history, find.user(context), now_of(context)
    count = min(max(int(context.query.get("count", 50)), 1), 100)
    since = asked_since(context, user, now, Refusal(404, 300, "The sync token is invalid or expired."))
    found = own_logs(context, user, history.between(since + 1, now, now))
    rows = [log_row(history, user, each) for each in found[:count]]
    logs = [{name: row[name] for name in row if name not in _LATER} for row in rows]
    return {"call_logs": logs, "sync_token": sync_token(user, now)}


@handles("getUserAICallSummary")
def get_summary(context: Context) -> Row:
    """Answer the summary of a call that the user took part in."""
    history, user = find.system_of(context).history, find.user(context)
    key = context.path["aiCallSummaryId"]
    call = history.by_uuid(key, now_of(context))
    legs = call.legs if call is not None else ()
    if (
        call is None
        or call.answer < 0
        or not any(user.ext_id in (leg.caller.ext_id, leg.callee.ext_id) for leg in legs)
    ):
        raise Refusal(404, None, f"AI call summary does not exist: {key}.")
    minutes = max(1, (call.end - call.answer) // 60)
    caller, callee = call.caller.name or call.caller.number, call.callee.name or call.callee.number
    return {
        "ai_call_summary_id": key,
        "account_id": context.account,
        "call_id": history.call_ids.text(call.serial),
        "user_id": user.id,
        "transcript_language": "en-US",
        "call_summary": f"{caller} and {callee} spoke for about {minutes} minutes.",
        "next_steps": f"{callee} calls back.",
        "detailed_summary": f"{caller} called {callee}; the call was answered and lasted about {minutes} minutes.",
        "created_time": stamp(call.end),
        "modified_time": stamp(call.end),
        "edited": False,
    }
