"""A check from its cost to its report: brings what it looks at up to date, then judges it."""

from __future__ import annotations

import asyncio
import getpass
from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.services.checks.gathering import MENUS, SITE_IDS, SITE_QUERY, gather, parts_of
from ztui.services.checks.notes import Ignored, notes_of
from ztui.services.checks.report import judge
from ztui.services.inventory.inventory import FRESH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ztui.services.checks.model import Finding, Rule
    from ztui.services.checks.report import Report
    from ztui.services.inventory.cost import Cost, Progress
    from ztui.services.session import Session

__all__ = ["check", "cost_of_check", "finding_named", "ignore", "reread", "stop_ignoring"]

NOW = timedelta(0)
_SHORTEST = 4
"""So many signs of an id's end tell findings apart for people."""


def _silent(progress: Progress) -> None:
    """Take note of how far it is, where nobody wants to know."""


async def cost_of_check(session: Session, rules: Iterable[Rule], *, fresh_for: timedelta = FRESH) -> Cost:
    """Give what bringing up to date costs, before anything is sent; each greeting in use costs a request beside.

    Args:
        session: In whose account.
        rules: What is looked for.
        fresh_for: What is younger is not read again.
    """
    return await session.inventory.plan(parts_of(rules), fresh_for=fresh_for)


async def check(
    session: Session,
    rules: Sequence[Rule],
    *,
    ask: bool = True,
    fresh_for: timedelta = FRESH,
    tell: Callable[[Progress], None] = _silent,
) -> Report:
    """Look for what some rules tell.

    Args:
        session: In whose account.
        rules: The rules.
        ask: Read first what is missing or too old; else, or offline, what is stored is judged as it is.
        fresh_for: What is younger is not read again.
        tell: Told how far the reading is.

    Returns:
        The report; what could not be read is told in it, rule by rule.

    Raises:
        ZtuiError: Zoom cannot be asked at all, or the store cannot be used.
    """
    from ztui.services.inventory.reach import Reach

    notes = notes_of(session)
    ignored = await asyncio.to_thread(notes.ignored)
    ask = ask and not session.offline
    failed: dict[str, str] = {}
    if ask:
        done = await session.inventory.sync(parts_of(rules), fresh_for=fresh_for, tell=tell)
        failed = {name: error.message.rstrip(".") for name, error in done.failed.items()}
    reach = Reach(session.inventory, fresh_for) if ask else None
    facts = await gather(session, rules, notes, reach=reach, failed=failed)
    return await asyncio.to_thread(judge, facts, rules, ignored)


def finding_named(report: Report, id: str) -> Finding:
    """Find a finding by its id, or by the end of one that only it has.

    Raises:
        ConfigError: There is none, or more than one.
    """
    every = [*report.findings, *(each for rule in report.judged for each, _ in rule.ignored)]
    found = [each for each in every if each.id == id]
    if not found and len(id) >= _SHORTEST:
        found = [each for each in every if each.id.endswith(id)]
    if len(found) != 1:
        told = "more than one finding ends so" if found else "there is no such finding now"
        raise ConfigError(f"'{id}': {told}.", "'ztui check' lists the ids.")
    return found[0]


def ignore(session: Session, finding: Finding, reason: str) -> None:
    """Note that a finding is not to be told again.

    Raises:
        ConfigError: No reason is given.
        StoreError: The note cannot be written.
    """
    if not reason.strip():
        raise ConfigError("An ignored finding wants a reason.", "Say why it is right as it is.")
    who = getpass.getuser()
    notes_of(session).ignore(Ignored(finding.id, reason.strip(), finding.name, who, session.clock.now()))


def stop_ignoring(session: Session, id: str) -> None:
    """Tell a finding again.

    Raises:
        ConfigError: It is not ignored.
        StoreError: The note cannot be written.
    """
    if not notes_of(session).forget(id):
        raise ConfigError(f"'{id}' is not ignored.", "'ztui check --ignored' lists what is.")


async def reread(session: Session, findings: Iterable[Finding]) -> None:
    """Read again what a plan that mends some findings has written, as far as the plan has not: hours, routing, lists.

    Raises:
        ZtuiError: Zoom cannot tell; what is stored stays.
    """
    from ztui.services.inventory.reach import Reach

    reach = Reach(session.inventory, NOW)
    edits = [edit for each in findings if each.mend is not None for edit in each.mend.edits]
    for edit in edits:
        parents = dict(edit.parents)
        if "extensionId" in parents:
            await reach.answer("getCallHandling", {"extensionId": parents["extensionId"]})
        elif "autoReceptionistId" in parents:
            hours, holiday = edit.key.split("+")[:2]
            query = {"hours_type": hours, **({"holiday_id": holiday} if holiday else {})}
            await reach.answer(MENUS, {"autoReceptionistId": parents["autoReceptionistId"]}, query)
        elif "siteId" in parents:
            await reach.answer(SITE_IDS, {"siteId": parents["siteId"]}, SITE_QUERY)
        else:
            await reach.rows(edit.resource)
