"""What is said of a run against what the account's own log says: each change once, or not, or unknown for a reason.

Nothing of the program's own ways of looking is used here: the log says whose write was carried out, and the account is
asked past the line what can be read now.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.unit.zoom.box import QuickClock
from ztui.store.journal import Journal, JournalEntry, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.soak.account import Account, Write
    from tests.soak.run import Soak

__all__ = ["Verdict", "judge"]

_QUEUES = ("name", "call_queues")
_NOT_DONE = (Outcome.FAILED, Outcome.SKIPPED, Outcome.CONFLICT)


@dataclass
class Verdict:
    """What a run came to.

    Attributes:
        wrong: What must not be, in words.
        outcomes: How many entries of the journal ended how.
        unknown_at_first: How many had no known outcome for a while.
        unknown: Why each unknown outcome stays so.
        overtaken: Entries whose effect somebody else made, or took back, before anybody looked.
        resumed: How many runs that were cut were resumed.
        left: How many of them were left for good.
    """

    wrong: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    unknown_at_first: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    overtaken: Counter[str] = field(default_factory=Counter)
    resumed: int = 0
    left: int = 0


def judge(soak: Soak) -> Verdict:
    """Compare journal, results and the account's log."""
    entries = asyncio.run(_entries(soak))
    verdict = Verdict()
    done: dict[str, list[Write]] = {}
    for write in soak.account.writes:
        for intent in write.intents:
            done.setdefault(intent, []).append(write)
    known = {each.id for each in entries}
    verdict.wrong += [f"carried out without an entry: {each}" for each in done.keys() - known]
    for entry in entries:
        _judge_entry(verdict, soak.account, entry, done.get(entry.id, []))
    _judge_results(verdict, soak, {each.id: each for each in entries}, done)
    _judge_runs(verdict, soak, entries, done)
    return verdict


async def _entries(soak: Soak) -> list[JournalEntry]:
    journal = Journal(soak.folder / "journal.sqlite", QuickClock())
    try:
        return await journal.entries(limit=10 * soak.changes + 1000)
    finally:
        await journal.close()


def _judge_entry(verdict: Verdict, account: Account, entry: JournalEntry, writes: list[Write]) -> None:
    title = f"{entry.about.title} ({entry.id[:8]}, {entry.outcome}, {entry.detail})"
    if len(writes) > 1:
        verdict.wrong.append(f"carried out {len(writes)} times: {title}")
    if entry.outcome is None:
        verdict.wrong.append(f"left open: {title}")
        return
    verdict.outcomes[entry.outcome.value] += 1
    if writes and entry.sent_at is None:
        verdict.wrong.append(f"carried out before it was noted: {title}")
    if entry.outcome is Outcome.DONE and not writes:
        _overtaken(verdict, account, entry, title, "said to be done, and was not")
    if entry.outcome in _NOT_DONE and writes:
        _overtaken(verdict, account, entry, title, "said not to be done, and was", since=writes[0])
    if entry.outcome is Outcome.UNKNOWN:
        why = _unreadable(account, entry)
        if why:
            verdict.unknown[why] += 1
        else:
            verdict.wrong.append(f"unknown, and could be read: {title}")


def _overtaken(
    verdict: Verdict, account: Account, entry: JournalEntry, title: str, what: str, *, since: Write | None = None
) -> None:
    """Let a wrong word pass only where somebody else's write made it look so."""
    others = [each for each in account.writes if entry.id not in each.intents]
    if since is not None:
        others = [each for each in others if each.number > since.number]
    made = "" if since is None else since.made
    if any(_is_about(each, entry) or (made and made in each.path) for each in others):
        verdict.overtaken[what] += 1
    else:
        verdict.wrong.append(f"{what}: {title}")


def _is_about(write: Write, entry: JournalEntry) -> bool:
    """Tell whether a write is about what an entry is about: the object of its path, or what its body names."""
    path = entry.plan.get("path") or {}
    body = entry.plan.get("body")
    named = (body.get("name") or body.get("display_name") or "") if isinstance(body, dict) else ""
    names_it = bool(named) and f'"{named}"' in write.body.decode()
    return any(str(each) in write.path for each in path.values()) or names_it


def _unreadable(account: Account, entry: JournalEntry) -> str:
    """Give why nothing that can be read tells whether a write was carried out, "" where something does."""
    plan = entry.plan
    if entry.about.undoes and not plan.get("check") and not plan.get("fields"):
        return "no read tells (the inverse of what no read tells)"
    if plan.get("created"):
        return _unreadable_new(account, entry)
    fields = [each for each in plan.get("fields") or () if each["read"] and not each["hidden"]]
    if fields:
        return _unreadable_fields(account, entry, fields)
    if not plan.get("check"):
        return "no read tells" if plan.get("unverified") else ""
    return _unreadable_held(account, plan["check"])


def _unreadable_new(account: Account, entry: JournalEntry) -> str:
    write, listed = ("display_name", "common_areas") if entry.about.resource == "common-areas" else _QUEUES
    name = next(each["after"] for each in entry.plan["fields"] if each["write"] == write)
    rows = account.rows(f"/phone/{listed}", listed)
    like = [each["id"] for each in rows if each[write] == name and each["id"] not in entry.plan["twins"]]
    return "several objects may be the one that was made" if len(like) > 1 else ""


def _unreadable_fields(account: Account, entry: JournalEntry, fields: list[dict[str, Any]]) -> str:
    row = _object(account, entry)
    if row is None:
        return "the object is gone"
    found = [_at(row, each["read"]) for each in fields]
    if all(_same(value, each["after"]) for value, each in zip(found, fields, strict=True)):
        return ""
    if all(_same(value, each["before"]) for value, each in zip(found, fields, strict=True)):
        return ""
    return "somebody changed the field since"


def _unreadable_held(account: Account, check: dict[str, Any]) -> str:
    paths = {
        "listCallQueueMembers": "/phone/call_queues/{callQueueId}",
        "getACallQueue": "/phone/call_queues/{callQueueId}",
        "phoneUser": "/phone/users/{userId}",
        "getACommonArea": "/phone/common_areas/{commonAreaId}",
        "getCallHandling": "/phone/extension/{extensionId}/call_handling/settings",
    }
    path = paths.get(check["operation"], "")
    if path and account.get(path.format(**check["path"])) is None:
        return "what it belongs to is gone"
    return "it shows in part" if any(isinstance(value, list) for _, value in check["match"]) else ""


def _object(account: Account, entry: JournalEntry) -> dict[str, Any] | None:
    key, path = entry.about.object, entry.plan["path"]
    match entry.about.resource:
        case "call-queues":
            found = account.get(f"/phone/call_queues/{key}")
        case "common-areas":
            found = account.get(f"/phone/common_areas/{key}")
        case "users":
            found = account.get(f"/phone/users/{key}")
        case _:
            whole = account.get(f"/phone/extension/{path['extensionId']}/call_handling/settings")
            hours, kind = key.split("|")[:2]
            rows = [] if whole is None else whole[hours]
            found = next((each for each in rows if each["sub_setting_type"] == kind), None)
    row: dict[str, Any] | None = found
    return row


def _at(row: Any, paths: str) -> Any:
    for path in paths.split("|"):
        value = row
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None:
            return value
    return None


def _same(one: Any, other: Any) -> bool:
    return str("" if one is None else one) == str("" if other is None else other)


def _judge_results(
    verdict: Verdict, soak: Soak, entries: dict[str, JournalEntry], done: dict[str, list[Write]]
) -> None:
    """See that each change of each plan has one result, unless the program was killed, and that it is true."""
    open_: dict[str, list[str]] = {}
    resumed: set[str] = set()
    for told in soak.told:
        about = told.about
        if told.what == "begun":
            open_[about["plan"]] = list(about["changes"])
            if about["resumes"]:
                resumed.add(about["plan"])
        elif told.what == "result":
            if about["change"] not in open_[about["plan"]]:
                verdict.wrong.append(f"a second result of one change: {about}")
                continue
            open_[about["plan"]].remove(about["change"])
            _judge_result(verdict, about, entries, done)
        elif told.what == "refused":
            if about["plan"] not in resumed and any(each.about.plan_id == about["plan"] for each in entries.values()):
                verdict.wrong.append(f"refused, and begun: {about}")
        elif told.what == "ended" and open_[about["plan"]]:
            verdict.wrong.append(f"changes without a result: {about} {open_[about['plan']]}")


def _judge_runs(verdict: Verdict, soak: Soak, entries: Sequence[JournalEntry], done: dict[str, list[Write]]) -> None:
    """See that a run which was cut lost nothing, and that resuming it sent nothing twice."""
    planned: dict[str, list[str]] = {}
    left_out: Counter[str] = Counter()
    ended: set[str] = set()
    still_cut = {each.about["plan"] for each in soak.told[soak.last_from :] if each.what == "cut"}
    for told in soak.told:
        plan = told.about.get("plan", "")
        if told.what == "begun":
            planned.setdefault(plan, list(told.about["requests"]))
            verdict.resumed += bool(told.about["resumes"])
            left_out[plan] += told.about["left_out"]  # the plan that was agreed to says so of each
            ended.discard(plan)
        elif told.what in ("refused", "left") or (told.what in ("ended", "cancelled") and not told.about["kept"]):
            ended.add(plan)
            verdict.left += told.what == "left"
    of_plan: dict[str, list[JournalEntry]] = {}
    for each in entries:
        of_plan.setdefault(each.about.plan_id, []).append(each)
    for plan, requests in planned.items():
        wanted = Counter(filter(None, requests))
        # What was taken back by somebody else before anybody looked is judged with its entry, and may be done again.
        there = [each for each in of_plan.get(plan, ()) if each.outcome not in _NOT_DONE and done.get(each.id)]
        made = Counter(map(_request, there))
        for request, count in made.items():
            if request in wanted and count > wanted[request]:
                verdict.wrong.append(f"carried out {count} times, planned {wanted[request]} times: {request}")
        sent = [each for each in of_plan.get(plan, ()) if each.sent_at is not None]
        of_changes = [each.about for each in soak.told if each.what == "result" and each.about["plan"] == plan]
        known = sum(not each["id"] and not each["is_held"] for each in of_changes) + left_out[plan]
        if len(requests) > 1 and plan not in ended | still_cut and len(sent) + known < len(requests):
            verdict.wrong.append(f"lost: {len(requests)} planned, {len(sent)} sent, {known} held back: {plan}")


def _request(entry: JournalEntry) -> str:
    plan = entry.plan
    parts = {"operation": entry.intent.operation_id, **{name: plan.get(name) for name in ("path", "query", "body")}}
    return json.dumps(parts, sort_keys=True, default=str)


def _judge_result(verdict: Verdict, about: Any, entries: dict[str, JournalEntry], done: dict[str, list[Write]]) -> None:
    outcome, id = Outcome(about["outcome"]), about["id"]
    verdict.unknown_at_first += outcome is Outcome.UNKNOWN
    if not about["said"] and outcome is not Outcome.DONE:
        verdict.wrong.append(f"a result that says nothing: {about}")
    if not id:
        if outcome not in _NOT_DONE:
            verdict.wrong.append(f"{outcome} without an entry: {about}")
        return
    entry = entries[id]
    if (
        outcome is not Outcome.UNKNOWN
        and entry.outcome is not outcome
        and (outcome is Outcome.DONE) != bool(done.get(id))
    ):
        verdict.wrong.append(f"told {outcome}, noted {entry.outcome}: {about}")
