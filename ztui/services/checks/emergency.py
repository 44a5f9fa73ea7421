"""Rules about where help is sent: addresses that are missing, and those that Zoom wants changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ztui.contract.codes import name_of
from ztui.core.amounts import counted
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.checks.facts import site_of
from ztui.services.checks.model import Edit, Finding, Mend, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.services.checks.facts import Facts

__all__ = ["RULES"]

_NEEDS_UPDATE = frozenset({2, 5, 6})
"""Unverified, rejected, failed; what was requested is under way."""


def _own(facts: Facts) -> tuple[set[str], set[str]]:
    """Give the sites that have a default address, and the users who have one of their own."""
    sites, users = set(), set()
    for _, _, row in facts.rows("emergency-addresses"):
        owner = text_of(value_at(row, "owner.id"))
        if owner:
            users.add(owner)
        elif row.get("is_default"):
            sites.add(text_of(value_at(row, "site.id")))
    return sites, users


def _missing(facts: Facts) -> Iterator[Finding]:
    """Find sites without a default address where somebody relies on it: users who have none of their own."""
    sites, users = _own(facts)
    relying: Counter[str] = Counter()
    for key, _, row in facts.rows("users"):
        if row.get("status") == "activate" and key not in users:
            relying[text_of(value_at(row, "site.id"))] += 1
    for key, name, _ in facts.rows("sites"):
        if key in sites or not relying[key]:
            continue
        count = relying[key]
        who = counted(count, "active user has", "active users have")
        says = f"has no emergency address, and {who} none of their own"
        mend = Mend("Give the site an address", (Edit("sites", key),), "default_emergency_address: where help is sent")
        yield Finding("emergency-missing", "sites", key, name, says, name, mend=mend)


def _stale(facts: Facts) -> Iterator[Finding]:
    """Find addresses of users and sites that were refused or never verified, and numbers whose address is to change."""
    for key, name, row in facts.rows("emergency-addresses"):
        status, owner = row.get("status"), text_of(value_at(row, "owner.name"))
        if not isinstance(status, int) or status not in _NEEDS_UPDATE:
            continue
        whose = f"of {owner}" if owner else f"of site {site_of(row)}" if site_of(row) else "of the account"
        says = f"the emergency address {whose} is {name_of('emergency_status', status)}"
        mend = Mend("Correct the address", (Edit("emergency-addresses", key),), "address_line1 and the other lines")
        yield Finding("emergency-update", "emergency-addresses", key, name, says, site_of(row), mend=mend)
    for key, name, row in facts.rows("numbers"):
        if row.get("address_update_required") is True and dicts(row.get("assigned_list")):
            says = "Zoom wants its emergency address updated"
            mend = Mend("Confirm the address", (Edit("numbers", key),), "confirm_address_update: whether it is right")
            yield Finding("emergency-update", "numbers", key, name, says, site_of(row), mend=mend)


RULES = (
    Rule(
        "emergency-missing",
        "Sites without an emergency address",
        Severity.SERIOUS,
        "Help cannot be sent to where the call comes from.",
        _missing,
        ("sites", "users", "emergency-addresses"),
        ("emergency-addresses",),
        "BYOC numbers without an address of their own are normal: the user's or the site's address counts.",
    ),
    Rule(
        "emergency-update",
        "Emergency addresses that need an update",
        Severity.SERIOUS,
        "Zoom could not verify the address, so help may be sent elsewhere.",
        _stale,
        ("emergency-addresses", "numbers"),
    ),
)
