"""Recording policy and voicemail access of users and queues; what is locked above them is shown and not offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import called
from ztui.resources.edits.model import Given, Input, InputKind
from ztui.resources.edits.policies import policy_action
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts, words
from ztui.services.changes.acting import plan_action
from ztui.services.changes.updating import plan_update
from ztui.services.tasks.model import Findings, Task
from ztui.services.tasks.steps import Steps

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.tasks.reads import Reads

__all__ = ["RECORDING"]

_OFF, _BOTH = "off", "both"
_POLICY = "auto_call_recording"
_IN_QUEUES = {_BOTH: "inbound_and_outbound"}
"""What users and queues write differently."""


async def _look(session: Session, given: Given, reads: Reads) -> Findings:
    del session
    if not any(given.get(each) for each in ("record", "hear", "no_longer")):
        raise ConfigError("What is to be set?", "Name record=, hear= or no_longer=.")
    lines, cannot, facts = [], [], []
    for each in given["who"]:
        name, _, key = each.partition(":")
        row = await reads.get(name, key)
        policies = (
            value_at(row, "policy") or {}
            if name == "users"
            else await reads.answer("getCallQueuePolicy", {"callQueueId": key})
        )
        policy = policies.get(_POLICY) if isinstance(policies, dict) else None
        policy = policy if isinstance(policy, dict) else {}
        lock = _lock(policy)
        people = dicts(value_at(row, "policy.voicemail_access_members"))
        hear = counted(len(people), "other hears", "others hear") if people else "nobody else hears"
        lines.append(f"{called(row)}: {', '.join(filter(None, (_recorded(policy), lock)))}; {hear} the voicemail")
        if given.get("record") and lock:
            cannot.append(f"{called(row)}: recording is {lock}; change it there.")
        if given.get("record") and not policy:
            cannot.append(f"{called(row)}: Zoom does not tell its recording policy, so it is not changed.")
        facts.append((name, key, row, policy, bool(lock) or not policy))
    return Findings(
        subject=f"Recording and voicemail of {counted(len(facts), 'object')}",
        found=tuple(lines),
        cannot=tuple(cannot),
        minds=("Recording calls needs the consent of those who talk in many places; see that callers are told.",)
        if given.get("record") not in (None, _OFF)
        else (),
        facts=tuple(facts),
    )


def _lock(policy: Row) -> str:
    """Say where a policy is locked, "" where it is not."""
    if policy.get("locked") is not True:
        return ""
    by = text_of(policy.get("locked_by"))
    return f"locked by the {words(by)}" if by not in ("", "invalid") else "locked"


def _recorded(policy: Row) -> str:
    if not policy:
        return "recording not known"
    if policy.get("enable") is not True:
        return "not recorded"
    return f"recorded {words(text_of(policy.get('recording_calls')))}".rstrip()


async def _make(session: Session, given: Given, findings: Findings) -> Plan:
    steps = Steps(session)
    for name, key, row, policy, locked in findings.facts:
        if given.get("record") and not locked:
            await _record(steps, session, name, key, row, policy, given["record"])
        have = {text_of(each.get("access_user_id")) for each in dicts(value_at(row, "policy.voicemail_access_members"))}
        for user in given.get("hear") or ():
            if user not in have and user != key:
                await steps.add(
                    plan_action(session, name, "add-voicemail-access", [key], {"user": user}),
                    what=f"{called(row)}: let a user hear its voicemail",
                )
        gone = [user for user in given.get("no_longer") or () if user in have]
        if gone:
            await steps.add(
                plan_action(session, name, "remove-voicemail-access", [key], {"users": gone}),
                what=f"{called(row)}: take access to its voicemail away",
            )
    steps.say(*findings.cannot, *findings.minds)
    if not steps.plan().changes:
        steps.say("No change: all is so already, or locked.")
    return steps.plan()


async def _record(steps: Steps, session: Session, name: str, key: str, row: Row, policy: Row, wanted: str) -> None:
    """Set what is recorded, unless it is so."""
    if wanted == _OFF:
        asked: dict[str, Any] = {"enable": False}
    else:
        calls = wanted if name == "users" else _IN_QUEUES.get(wanted, wanted)
        asked = {"enable": True, "recording_calls": calls}
    if all(policy.get(each) == value for each, value in asked.items()):
        steps.say(f"{called(row)}: {_recorded(policy)} already.")
        return
    what = f"{called(row)}: {'not recorded' if wanted == _OFF else 'recorded ' + wanted}"
    if name == "users":
        values = {f"policy.{_POLICY}.{each}": value for each, value in asked.items()}
        await steps.add(plan_update(session, "users", key, values), what=what, title=what)
        return
    action = policy_action(
        "call-queues", "updateCallQueuePolicy", "callQueueId", "getCallQueuePolicy",
        ((f"{_POLICY}.enable", "Record calls"), (f"{_POLICY}.recording_calls", "Which calls")),
    )  # fmt: skip
    slots = {f"{_POLICY}.{each}".removesuffix(".enable").replace(".", "_"): value for each, value in asked.items()}
    await steps.add(plan_action(session, "call-queues", action, [key], slots), what=what, title=what)


_WHO = ("users", "call-queues")

RECORDING = Task(
    name="recording",
    title="Recording and voicemail access",
    about="Set which calls of users and queues are recorded, and who else hears their voicemail.",
    inputs=(
        Input("who", "Users and queues", InputKind.PICK, several=True, picks=_WHO),
        Input("record", "Record", InputKind.CHOICE, required=False,
              choices=((_OFF, "no calls"), ("inbound", "inbound"), ("outbound", "outbound"), (_BOTH, "both"))),
        Input("hear", "May hear the voicemail", InputKind.PICK, False, True, ("users",)),
        Input("no_longer", "May no longer hear it", InputKind.PICK, False, True, ("users",)),
    ),
    resources=_WHO,
    look=_look,
    make=_make,
    examples=(
        "recording Support record=both --dry-run",
        "recording quinn@acme.example record=off no_longer=teresa@acme.example --yes",
        "recording Support Sales hear=quinn@acme.example",
    ),
)  # fmt: skip
