"""Rules about lines to the outside: caller IDs, SIP groups, trunks."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from ztui.core.times import stamp
from ztui.resources.rows import text_of, value_at
from ztui.services.checks.facts import site_of
from ztui.services.checks.model import Edit, Finding, Mend, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.resources.model import Row
    from ztui.services.checks.facts import Facts

__all__ = ["LEAST_CALLS", "RULES"]

_FOREIGN = "Zoom takes only numbers of the account as caller IDs"

LEAST_CALLS = 8
"""Fewer calls in a row that fail say nothing about a trunk: on a bad hour half of them do."""


def _digits(number: object) -> str:
    return "".join(each for each in text_of(number) if each.isdecimal())


def _not_owned(facts: Facts) -> Iterator[Finding]:
    owned = {_digits(row.get("number")) for _, _, row in facts.rows("numbers")}
    ids = {key for key, _, _ in facts.rows("numbers")}

    def is_owned(row: Row) -> bool:
        return text_of(row.get("phone_number_id")) in ids or _digits(row.get("phone_number")) in owned

    for key, _, row in facts.rows("caller-id-numbers"):
        if not is_owned(row):
            mend = Mend("Take it out of the caller IDs", (Edit("caller-id-numbers", key, "delete", final=_FOREIGN),))
            name = text_of(row.get("phone_number"))
            says = "is offered as caller ID, and no number of the account"
            yield Finding("caller-id", "caller-id-numbers", key, name, says, site_of(row), mend=mend)
    for parents, row in facts.site_caller_ids:
        if not is_owned(row):
            key, name = text_of(row.get("customize_id")), text_of(row.get("phone_number"))
            edit = Edit("site-caller-id-numbers", key, "delete", parents=parents, final=_FOREIGN)
            mend = Mend("Take it out of the site's caller IDs", (edit,))
            says = "is offered as caller ID of the site, and no number of the account"
            yield Finding("caller-id", edit.resource, key, name, says, site_of(row), parents, mend=mend)


def _orphans(facts: Facts) -> Iterator[Finding]:
    used = {text_of(value_at(row, "sip_group.id")) for _, _, row in facts.rows("numbers")}
    for key, name, row in facts.rows("sip-groups"):
        if not value_at(row, "sip_trunk.sip_trunk_id|sip_trunk.id"):
            held = "; numbers are routed to it" if key in used else ""
            yield Finding("group-no-trunk", "sip-groups", key, name, f"has no trunk{held}")


def _failing(facts: Facts) -> Iterator[Finding]:
    for key, name, _ in facts.rows("sip-trunks"):
        told = facts.trunks.get(name)
        if told is not None and told.failed >= LEAST_CALLS:
            since = f" since {stamp(told.since, UTC, seconds=False)} UTC" if told.since is not None else ""
            says = f"its newest {told.failed:,} calls failed, none got through{since}"
            yield Finding("trunk-failing", "sip-trunks", key, name, says)


RULES = (
    Rule(
        "trunk-failing",
        "Trunks that only failed lately",
        Severity.SERIOUS,
        "Calls through it do not get through. No operation tells whether a trunk is up; its calls do.",
        _failing,
        ("sip-trunks", "calls", "trunk-calls"),
        limits=f"A trunk with fewer than {LEAST_CALLS} calls in a day, none of which got through, is not judged.",
    ),
    Rule(
        "group-no-trunk",
        "SIP groups without a trunk",
        Severity.WARNING,
        "Calls of its numbers have no way out. No operation gives it one: the Zoom portal does.",
        _orphans,
        ("sip-groups", "numbers"),
    ),
    Rule(
        "caller-id",
        "Caller IDs that are not owned",
        Severity.WARNING,
        "Calls that show it are refused by carriers, or called back to a stranger.",
        _not_owned,
        ("numbers", "caller-ids"),
        ("numbers",),
        "Of the account and of sites; what single users have chosen costs a request for each of them.",
    ),
)
