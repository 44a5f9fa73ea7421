"""Rules about who holds what: numbers that nobody has, deactivated users who still cost money."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ztui.core.amounts import few
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.checks.facts import site_of
from ztui.services.checks.model import Edit, Finding, Mend, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.resources.model import Row
    from ztui.services.checks.facts import Facts

__all__ = ["RULES"]

_MOST = 3


def _is_free(row: Row) -> bool:
    """Tell whether a number of Zoom Phone could be given to somebody: nobody has it, and it is not pending."""
    has_owner = bool(dicts(row.get("assigned_list"))) or bool(value_at(row, "assignee.id"))
    product = text_of(row.get("allocated_product")) or "ZOOM_PHONE"
    pending = text_of(row.get("status")).casefold() == "pending"
    return not has_owner and product == "ZOOM_PHONE" and not pending


def _unassigned(facts: Facts) -> Iterator[Finding]:
    """Find the unassigned numbers of each site, one finding together: a pool for joiners is normal, a large one not."""
    free: Counter[tuple[str, str]] = Counter()
    every: Counter[tuple[str, str]] = Counter()
    for _, _, row in facts.rows("numbers"):
        site = (text_of(value_at(row, "site.site_id|site.id")), site_of(row))
        every[site] += 1
        free[site] += _is_free(row)
    for site, count in sorted(free.items(), key=lambda each: each[0][1]):
        if count:
            says = f"{count:,} of {every[site]:,} numbers are unassigned"
            name = site[1] or "no site"
            words = "owner:unassigned status:!pending" + (f' site:"{site[1]}"' if site[1] else "")
            yield Finding("unassigned-numbers", "numbers", "", name, says, site[1], part=site[0], filter=words)


def _inactive(facts: Facts) -> Iterator[tuple[str, str, Row]]:
    return ((key, name, row) for key, name, row in facts.rows("users") if row.get("status") == "deactivate")


def _plans(facts: Facts) -> Iterator[Finding]:
    for key, name, row in _inactive(facts):
        plans = dicts(row.get("calling_plans"))
        if not plans:
            continue
        named = ", ".join(text_of(each.get("name") or each.get("type")) for each in plans[:_MOST])
        types = tuple(each["type"] for each in plans if "type" in each)
        mend = Mend("Remove the calling plan", (Edit("users", key, "remove-calling-plan", (("plans", types),)),))
        says = f"is deactivated and still has a calling plan: {named}"
        yield Finding("inactive-plan", "users", key, name, says, site_of(row), mend=mend)


def _numbers(facts: Facts) -> Iterator[Finding]:
    for key, name, row in _inactive(facts):
        held = dicts(row.get("phone_numbers"))
        if not held:
            continue
        named = few([text_of(each.get("number")) for each in held], _MOST)
        ids = tuple(text_of(each.get("id")) for each in held if each.get("id"))
        mend = Mend("Take the numbers away", (Edit("users", key, "remove-number", (("numbers", ids),)),))
        says = f"is deactivated and still holds {named}"
        yield Finding("inactive-number", "users", key, name, says, site_of(row), mend=mend)


RULES = (
    Rule(
        "inactive-number",
        "Deactivated users who hold numbers",
        Severity.WARNING,
        "Who calls such a number reaches nobody, and nobody else can have it.",
        _numbers,
        ("users",),
    ),
    Rule(
        "inactive-plan",
        "Deactivated users with a calling plan",
        Severity.NOTE,
        "The plan is paid for every month, and a joiner could have it.",
        _plans,
        ("users",),
    ),
    Rule(
        "unassigned-numbers",
        "Unassigned numbers",
        Severity.NOTE,
        "Each is paid for. Some are wanted for joiners; more than that are waste.",
        _unassigned,
        ("numbers",),
        limits="Pending numbers and those of other products are not counted.",
    ),
)
