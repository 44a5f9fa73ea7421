"""A holiday on many queues: a matrix of who has it, and a change for each that has not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import Conflict, FieldError, Invalid
from ztui.resources.edits.asking import called
from ztui.resources.edits.model import Given, Input
from ztui.resources.rows import text_of, value_at
from ztui.services.changes.acting import plan_action
from ztui.services.tasks.belongings import handled
from ztui.services.tasks.many import WHICH, chosen_queues
from ztui.services.tasks.model import Findings, Task
from ztui.services.tasks.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.services.tasks.reads import Reads

__all__ = ["HOLIDAY"]

_MOST = 10
"""So many holidays an extension can have."""
_WHEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]([0-2]\d:[0-5]\d)(?::[0-5]\d)?Z?)?")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is to be written: name, first and last minute, and the queues that get it."""

    name: str
    begin: str
    end: str
    without: tuple[Row, ...]


def _instant(given: Given, name: str, time: str) -> str:
    """Give a day or a minute as the body has it, which is read in the zone of the queue; raises Invalid."""
    from datetime import datetime

    found = _WHEN.fullmatch(text_of(given.get(name)).strip())
    try:
        if found is None:
            raise ValueError
        return f"{datetime.fromisoformat(f'{found[1]} {found[2] or time}').isoformat()}Z"
    except ValueError:
        error = Invalid("That is no day.", "Write it like 2026-12-24 or 2026-12-24T12:00.")
        error.fields = (
            FieldError(name, "must be a day like 2026-12-24, with a time like 2026-12-24T12:00 or without"),
        )
        raise error from None


async def _look(session: Session, given: Given, reads: Reads) -> Findings:
    del session
    begin = _instant(given, "from", "00:00")
    end = _instant({"to": given.get("to") or begin[:10]}, "to", "23:59")
    if end <= begin:
        error = Invalid("The holiday ends before it begins.", "Change its days.")
        error.fields = (FieldError("to", "comes before the first day"),)
        raise error
    queues = await chosen_queues(reads, given)
    read = await reads.each(queues, lambda row: handled(reads, text_of(row.get("extension_id"))))
    lines, cannot, without = [], [f"{each}." for each in reads.failed], []
    for queue, rows in read:
        has, why = _judged([each for each in rows if each.get("sub_setting_type") == "holiday"], begin, end)
        lines.append(f"{called(queue)}: {has or why or 'gets it'}")
        if why:
            cannot.append(f"{called(queue)}: {why}.")
        elif not has:
            without.append(queue)
    cannot.append("Where calls go on that day is Zoom's default for a new holiday: the API writes no routing of a "
                  "holiday. Change it in the Zoom portal.")  # fmt: skip
    facts = _Facts(text_of(given["name"]).strip(), begin, end, tuple(without))
    return Findings(
        subject=f"{facts.name}, {_shown(begin)} to {_shown(end)}, on {len(queues)} queues",
        found=tuple(lines),
        cannot=tuple(cannot),
        minds=("The times are read in the time zone of each queue.",),
        facts=facts,
    )


def _shown(instant: str) -> str:
    return f"{instant[:10]} {instant[11:16]}"


def _judged(holidays: Sequence[Row], begin: str, end: str) -> tuple[str, str]:
    """Give the holiday that covers these days already, "" for none, and why none can be added, "" if one can."""
    for each in holidays:
        first, last = text_of(value_at(each, "settings.from")), text_of(value_at(each, "settings.to"))
        name = text_of(value_at(each, "settings.name"))
        if first <= begin and end <= last:
            return f"has it ('{name}')", ""
        if first <= end and begin <= last:
            return "", f"'{name}' ({_shown(first)} to {_shown(last)}) overlaps it; change that one"
    return "", f"has {_MOST} holidays, the most there can be" if len(holidays) >= _MOST else ""


async def _make(session: Session, given: Given, findings: Findings) -> Plan:
    del given
    facts: _Facts = findings.facts
    if not facts.without:
        steps = Steps(session)
        steps.say("No change: no queue gets the holiday.", *findings.found)
        return steps.plan()
    asked = {"name": facts.name, "from": facts.begin, "to": facts.end}
    keys = [text_of(each.get("id")) for each in facts.without]
    steps = Steps(session)
    step = await steps.add(plan_action(session, "call-queues", "add-holiday", keys, asked), what=facts.name, quiet=True)
    if not step:
        raise Conflict(f"The holiday cannot be added: {'; '.join(steps.plan().says)}", "Nothing was sent.")
    had = len(findings.found) - len(facts.without)
    steps.say(f"{facts.name} on {len(keys)} queues; {had} stay as they are.", *findings.cannot, *findings.minds)
    return steps.plan()


HOLIDAY = Task(
    name="holiday",
    title="A holiday on many queues",
    about="Show which queues have a holiday on these days, and add it to those that have none; ten at the most each.",
    inputs=(
        Input("name", "Name of the holiday", longest=64),
        Input("from", "First day", help="2026-12-24, or 2026-12-24T12:00"),
        Input("to", "Last day", required=False, help="The first day if empty."),
        *WHICH,
    ),
    resources=("call-queues",),
    look=_look,
    make=_make,
    subject="queues",
    examples=(
        "holiday 'Christmas Eve' from=2026-12-24 every=yes --find",
        "holiday 'Stocktaking' from=2027-01-04T12:00 to=2027-01-04T23:59 queues=Support,Sales --dry-run",
        "holiday 'Founders day' from=2027-03-01 site=Denver --yes",
    ),
)
