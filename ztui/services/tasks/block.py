"""Block a caller for the whole account: by number in any form, or from a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import Conflict, FieldError, Invalid
from ztui.core.phone import digits, formatted, is_e164, to_e164
from ztui.resources.edits.model import Given, Input, InputKind
from ztui.resources.rows import text_of, value_at
from ztui.services.changes.creating import plan_create
from ztui.services.resolving import resolve
from ztui.services.tasks.model import Findings, Task
from ztui.services.tasks.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.resources.model import Row
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.tasks.reads import Reads

__all__ = ["BLOCK"]

_NUMBER = "blocked_number|phone_number"


def _caller(row: Mapping[str, Any]) -> str:
    """Give the outside number of a call: who called, or who was called; "" where it is withheld or inside."""
    outbound = text_of(row.get("direction")) == "outbound"
    paths = ("callee_did_number", "callee_number") if outbound else ("caller_did_number", "caller_number")
    number = text_of(value_at(row, "|".join(paths)))
    return number if is_e164(number) else ""


def _e164(text: str) -> str:
    number = to_e164(text)
    if is_e164(number):
        return number
    error = Invalid("That is no number that can be blocked.", "Write it with its country code, like +1 415 555 0188.")
    error.fields = (FieldError("number", "must be a whole number; who withholds it cannot be blocked by one"),)
    raise error


async def _look(session: Session, given: Given, reads: Reads) -> Findings:
    number = _e164(text_of(given["number"]))
    ours = await resolve(session, ("numbers",), number)
    if ours.matches:
        raise Conflict(f"{formatted(number)} is a number of this account.", "Nothing was sent.")
    rules = await reads.rows("inbound-block-rules")
    told = await reads.maybe(reads.rows("blocked-statistics"), "What was blocked so far") or []
    found, blocked = [], False
    for each in rules:
        covers = _covers(each, number)
        blocked = blocked or (covers and each.get("status") == "active")
        if covers:
            found.append(f"{text_of(each.get('match_type'))} rule {text_of(value_at(each, _NUMBER))}: "
                         f"{text_of(each.get('status'))} {text_of(each.get('comment'))}".rstrip())  # fmt: skip
    found += [
        f"Blocked by users already: {text_of(each.get('blocked_count') or 'some')} times"
        for each in told
        if digits(text_of(value_at(each, _NUMBER))) == digits(number)
    ]
    off = [each for each in rules if _covers(each, number) and each.get("status") != "active"]
    return Findings(
        subject=formatted(number),
        found=tuple(found) or ("No rule blocks it.",),
        cannot=(*(f"{each}." for each in reads.failed), *(["It is blocked already."] if blocked else [])),
        minds=tuple(f"The rule {text_of(each.get('id'))} is inactive: activating it would do as well." for each in off),
        facts=None if blocked else number,
    )


def _covers(rule: Row, number: str) -> bool:
    theirs = text_of(value_at(rule, _NUMBER))
    if text_of(rule.get("match_type")) == "prefix":
        return bool(theirs) and number.startswith(theirs if theirs.startswith("+") else f"+{theirs}")
    return digits(theirs) == digits(number)


async def _make(session: Session, given: Given, findings: Findings) -> Plan:
    steps = Steps(session)
    number = findings.facts
    if number is None:
        steps.say(f"No change: {findings.subject} is blocked already.", *findings.found)
        return steps.plan()
    values = {
        "match_type": "phoneNumber",
        "blocked_number": number,
        "type": "block_as_threat" if given.get("threat") is True else "block_for_other_reasons",
        "status": "active",
        "comment": text_of(given.get("comment")),
    }
    made = plan_create(session, "inbound-block-rules", {name: value for name, value in values.items() if value})
    if not await steps.add(made, what=f"Block {findings.subject}", title=f"Block {findings.subject}"):
        raise Conflict(f"It cannot be blocked: {'; '.join(steps.plan().says)}", "Nothing was sent.")
    steps.say(f"{findings.subject} can call nobody of this account any more.", *findings.cannot, *findings.minds)
    return steps.plan()


BLOCK = Task(
    name="block",
    title="Block a number, after a look at the rules",
    about="Block a number for the whole account. It may be typed in any form, or come from a call.",
    inputs=(
        Input("number", "Number", InputKind.TEXT, help="In any form; with its country code where it is abroad."),
        Input("comment", "Comment", required=False, longest=50),
        Input("threat", "As a threat", InputKind.SWITCH, required=False),
    ),
    resources=("call-history",),
    look=_look,
    make=_make,
    takes=_caller,
    examples=(
        "block '+1 415 555 0188' comment='calls at night' --dry-run",
        "block '(415) 555-0188' threat=yes --yes",
    ),
)
